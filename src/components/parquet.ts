import {asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects} from "npm:hyparquet";
import type {AsyncBuffer, FileMetaData} from "npm:hyparquet";
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

interface OpenFile {
  file: AsyncBuffer;
  metadata: FileMetaData;
}

/** Files up to this many bytes are fetched whole, in one request; of larger ones first this much of their end. */
const wholeBytes = 1 << 17;
const endBytes = 1 << 14;
const opened = new Map<string, Promise<OpenFile>>();

/** A file is opened once: its footer, or all of it where it is small, is not asked for again. */
async function open(source: ParquetSource): Promise<OpenFile> {
  const url = await addressOf(source);
  const found = opened.get(url) ?? fetchFile(url);
  opened.set(url, found);
  return found;
}

async function fetchFile(url: string): Promise<OpenFile> {
  const remote = await asyncBufferFromUrl({url});
  const file = remote.byteLength <= wholeBytes ? inMemory(await remote.slice(0, remote.byteLength)) : remote;
  return {file, metadata: await parquetMetadataAsync(file, {initialFetchSize: endBytes})};
}

function inMemory(bytes: ArrayBuffer): AsyncBuffer {
  return {byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end)};
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
  const found = await parquetReadObjects({...(await open(source)), ...options});
  return found.map((row) => Object.fromEntries(Object.entries(row).map(([key, v]) => [key, plain(v)])));
}

/** How many rows a Parquet file has, from its footer alone. @example await rowCount(FileAttachment("data/runs.parquet")) */
export async function rowCount(source: ParquetSource): Promise<number> {
  return Number((await open(source)).metadata.num_rows);
}
