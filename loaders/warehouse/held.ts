import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {currentGeneration, damaged} from "./generation.ts";
import type {SourceRow} from "./source-writer.ts";

/** What a warehouse holds before an ingest. */
export interface Held {
  /** Digest of the parsers and the configuration that made it. */
  parser: string;
  sources: Map<string, SourceRow>;
}

/** The state of the current generation; no parser and no source where there is none. */
export async function heldBefore(warehouse: string): Promise<Held | {parser: null; sources: Held["sources"]}> {
  const held = await readOnly(warehouse, async (connection) => ({
    parser: (await meta(connection, "parser")) ?? "",
    sources: await heldSources(connection)
  }));
  return held ?? {parser: null, sources: new Map()};
}

export async function heldSources(connection: DuckDBConnection): Promise<Map<string, SourceRow>> {
  const reader = await connection.runAndReadAll(
    "SELECT s.*, i.file FROM source s JOIN ingest_state i USING (source_id) ORDER BY path"
  );
  const rows = reader.getRowObjectsJS() as unknown as SourceRow[];
  return new Map(rows.map((row) => [row.source_id, {...row, bytes: Number(row.bytes)}]));
}

/** Where each source's bytes lie on this machine: source_id → file. A byte-identical twin serves as well. */
export async function sourceFiles(warehouse: string): Promise<Map<string, string>> {
  const files = await readOnly(warehouse, async (connection) => {
    const reader = await connection.runAndReadAll("SELECT source_id, file FROM ingest_state ORDER BY source_id");
    return new Map(reader.getRows().map(([id, path]) => [String(id), String(path)]));
  });
  return files ?? new Map<string, string>();
}

export async function meta(connection: DuckDBConnection, key: string): Promise<string | null> {
  const reader = await connection.runAndReadAll("SELECT value FROM meta WHERE key = $1", [key]);
  return (reader.getRows()[0]?.[0] as string | undefined) ?? null;
}

/** Reads the current generation; null where there is none. Throws `unreadable` where it is damaged. */
async function readOnly<T>(warehouse: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T | null> {
  const file = currentGeneration(warehouse);
  if (!file) return null;
  try {
    const instance = await DuckDBInstance.create(file, {access_mode: "READ_ONLY"});
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } catch (error) {
    throw damaged(warehouse, error);
  }
}
