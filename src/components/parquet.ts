import {asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects} from "npm:hyparquet";
import type {Row} from "./table-state.js";

/** A Parquet file: its address, or a Framework file attachment. */
export type ParquetSource = string | {href: string} | {url: () => Promise<string>};

export interface ParquetOptions {
  /** Rows from this one, counted from 0, up to but without `rowEnd`. */
  rowStart?: number;
  rowEnd?: number;
  columns?: string[];
}

function addressOf(source: ParquetSource): Promise<string> | string {
  if (typeof source === "string") return source;
  return "href" in source ? source.href : source.url();
}

/** BigInt is nothing that a table, a chart or JSON takes; the build casts what does not fit a number to text. */
function plain(v: unknown): unknown {
  if (typeof v === "bigint") return Number(v);
  return Array.isArray(v) ? v.map(plain) : v;
}

/**
 * Rows of a Parquet file as plain objects, read by HTTP ranges: only the pages that hold the wanted rows and columns
 * are fetched.
 * @example const curve = await rows(FileAttachment("data/metrics.parquet"), {columns: ["step", "loss"], rowEnd: 5000})
 */
export async function rows(source: ParquetSource, options: ParquetOptions = {}): Promise<Row[]> {
  const file = await asyncBufferFromUrl({url: await addressOf(source)});
  const found = await parquetReadObjects({file, ...options});
  return found.map((row) => Object.fromEntries(Object.entries(row).map(([key, v]) => [key, plain(v)])));
}

/** How many rows a Parquet file has, from its footer alone. @example await rowCount(FileAttachment("data/runs.parquet")) */
export async function rowCount(source: ParquetSource): Promise<number> {
  const file = await asyncBufferFromUrl({url: await addressOf(source)});
  return Number((await parquetMetadataAsync(file)).num_rows);
}
