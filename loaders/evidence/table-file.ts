import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTimestampValue,
  TIMESTAMP,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue
} from "@duckdb/node-api";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Cell, ColumnType, PageTable} from "./page-query.ts";

const duckTypes: Record<ColumnType, DuckDBType> = {DOUBLE, VARCHAR, BOOLEAN, TIMESTAMP};
const chunkRows = 2048;
/** Rows per Parquet row group: what a range request of one run's curve fetches at least. */
const rowGroup = 4096;

/** File forms a `.sql` data loader may be named for: `runs.parquet.sql`, `runs.json.sql`, `runs.csv.sql`. */
export const writers: Record<string, (table: PageTable) => Promise<Uint8Array>> = {
  ".parquet": parquetBytes,
  ".json": async (table) => Buffer.from(JSON.stringify(rowObjects(table))),
  ".csv": async (table) => Buffer.from(csv(table))
};

/** Snappy (what the browser's reader takes), one thread, rows in order: the same table gives the same bytes. */
async function parquetBytes(table: PageTable): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-"));
  const file = join(folder, "table.parquet");
  const instance = await DuckDBInstance.create(":memory:", {threads: "1"});
  const connection = await instance.connect();
  try {
    const definition = table.names.map((name, i) => `"${name.replaceAll('"', '""')}" ${table.types[i]}`);
    await connection.run(`CREATE TABLE t (${definition.join(", ")})`);
    const appender = await connection.createAppender("t");
    for (let from = 0; from < table.rows; from += chunkRows) {
      const chunk = DuckDBDataChunk.create(table.types.map((type) => duckTypes[type]));
      chunk.setColumns(table.columns.map((column) => column.slice(from, from + chunkRows).map(duckValue)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await connection.run(`COPY t TO '${file}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowGroup})`);
    return readFileSync(file);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, {recursive: true, force: true});
  }
}

function duckValue(cell: Cell): DuckDBValue {
  return cell instanceof Date ? new DuckDBTimestampValue(BigInt(cell.getTime()) * 1000n) : cell;
}

function rowObjects({names, columns, rows}: PageTable): Record<string, Cell>[] {
  return Array.from({length: rows}, (_, r) => Object.fromEntries(names.map((name, c) => [name, columns[c]![r]!])));
}

/** RFC 4180; a text cell that a spreadsheet would run as a formula is led by an apostrophe. */
export function csv({names, columns, rows}: PageTable): string {
  const lines = [names.map(csvCell).join(",")];
  for (let r = 0; r < rows; r++) lines.push(columns.map((column) => csvCell(column[r]!)).join(","));
  return `${lines.join("\n")}\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== "string") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
