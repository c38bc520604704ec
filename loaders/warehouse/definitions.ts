import type {DuckDBConnection} from "@duckdb/node-api";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {packageRoot} from "./package-root.ts";

const views = [
  "evidence",
  "runs",
  "metrics",
  "run-summary",
  "seeds",
  "steps",
  "clock",
  "density",
  "audits",
  "benchmarks",
  "drift",
  "checklists"
];

/** What a new warehouse is made of, below loaders/, in the order it is run: tables, how they lie on disk, views. */
export const definitions: readonly string[] = ["schema.sql", "layout.sql", ...views.map((name) => `views/${name}.sql`)];

const identity = "identity.sql";
const read = (name: string): string => readFileSync(join(packageRoot, "loaders", name), "utf8");

/** The SQL of all definitions. */
export function readDefinitions(): string {
  return definitions.map(read).join("\n");
}

/** All SQL that the warehouse's tables depend on. */
export function readAllSql(): string {
  return readDefinitions() + read(identity);
}

/** Says anew which run rows are one run: to be called when facts have changed. */
export async function identifyRuns(connection: DuckDBConnection): Promise<void> {
  await connection.run(read(identity));
}
