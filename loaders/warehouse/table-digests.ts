import type {DuckDBConnection} from "@duckdb/node-api";
import {Failure} from "../failure.ts";
import {readOnly} from "./held.ts";
import {laidOut, sharedKeys, storedTables} from "./layout.ts";

/** Says where files lie on one machine and what was known of them there: no two ingests agree on it. */
const apart = "ingest_state";
/** What the views over layout.sql are made of; its numbers depend on the order of arrival. */
const stored = new Set<string>([
  ...sharedKeys.flatMap(([table, , owner]) => [table, owner]),
  "event_fact",
  "unit_block",
  apart
]);

/**
 * A digest of every table of the current generation by its name, equal where the tables hold the same rows in any order:
 * the row count and the sums of both halves of the rows' MD5. Throws `unreadable` where there is no warehouse.
 */
export async function tableDigests(warehouse: string): Promise<Record<string, string>> {
  const digests = await readOnly(warehouse, async (connection) => {
    const found: Record<string, string> = {};
    for (const table of await factTablesOf(connection)) found[table] = await digestOf(connection, table);
    return found;
  });
  if (!digests)
    throw new Failure("unreadable", `expected a warehouse at ${warehouse}, found none: run colophon ingest`);
  return digests;
}

async function factTablesOf(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE NOT temporary");
  const tables = reader.getRows().map(([name]) => String(name));
  const missing = storedTables.filter((table) => !tables.includes(table));
  if (missing.length > 0) throw new Error(`expected the tables of layout.ts, found no ${missing.join(", ")}`);
  return [...tables.filter((table) => !stored.has(table)), ...laidOut, "source_unit"].sort();
}

async function digestOf(connection: DuckDBConnection, table: string): Promise<string> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*), sum(md5_number_lower(row)), sum(md5_number_upper(row)) FROM (SELECT CAST(to_json(t) AS VARCHAR) AS row FROM "${table}" t)`
  );
  return reader
    .getRows()[0]!
    .map((part) => String(part ?? 0))
    .join(" ");
}
