import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {absentLines} from "../../native/index.ts";

/** Bytes of a source from which on its lines are scanned. */
export const leastScanned = 256 * 1024;

/** Whether native/lines reads long sources of lines here, or why the parsers read every line. */
export interface LineReader {
  native: boolean;
  why: string | null;
}

export function lineReader(): LineReader {
  const why = absentLines() ?? (duckdbLibrary() === null ? "DuckDB's library was not found" : null);
  return {native: why === null, why};
}

/** "native", or "parsers, since …". */
export function describeLineReader({why}: LineReader): string {
  return why === null ? "native" : `parsers, since ${why}`;
}

/** The file of the library that node-api has loaded. */
export function duckdbLibrary(): string | null {
  const name = process.platform === "darwin" ? "libduckdb.dylib" : "libduckdb.so";
  try {
    const api = createRequire(createRequire(import.meta.url).resolve("@duckdb/node-api"));
    const bindings = createRequire(api.resolve("@duckdb/node-bindings"));
    const platform = bindings.resolve(`@duckdb/node-bindings-${process.platform}-${process.arch}/duckdb.node`);
    return join(dirname(platform), name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}
