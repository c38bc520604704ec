import {DuckDBInstance} from "@duckdb/node-api";
import {currentGeneration} from "./generation.ts";

/** Where each source's bytes lie on this machine: source_id → file. A byte-identical twin serves as well. */
export async function sourceFiles(warehouse: string): Promise<Map<string, string>> {
  const file = currentGeneration(warehouse);
  if (!file) return new Map();
  const instance = await DuckDBInstance.create(file, {access_mode: "READ_ONLY"});
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll("SELECT source_id, file FROM ingest_state ORDER BY source_id");
    return new Map(reader.getRows().map(([id, path]) => [String(id), String(path)]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
