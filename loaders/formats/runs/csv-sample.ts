import {delimiterOf, recordsOnOneLine, splitCells} from "../csv-quotes.ts";
import type {Head} from "../format.ts";

/** The beginning of a delimited text, as detection sees it. */
export interface CsvSample {
  /** Trimmed names of the header. */
  columns: string[];
  delimiter: string;
  /** Whole records of the head with as many cells as the header. */
  rows: string[][];
  /** Lines before the header that begin with "#". */
  comments: string[];
}

const sampled = 100;
const longestName = 400;
const samples = new WeakMap<Head, CsvSample | null>();

/** Null where the text has no header of at least two unlike names and rows of as many cells below it. */
export function csvSample(head: Head): CsvSample | null {
  let sample = samples.get(head);
  if (sample === undefined) samples.set(head, (sample = readSample(head)));
  return sample;
}

function readSample({lines, bytes}: Head): CsvSample | null {
  if (bytes.includes(0)) return null;
  const filled = lines
    .map((line, i) => (i === 0 ? line.replace(/^\ufeff/, "") : line))
    .filter((line) => line.trim() !== "");
  const first = filled.findIndex((line) => !line.startsWith("#"));
  if (first < 0 || /^[[{<]/.test(filled[first]!)) return null;
  const table = filled.slice(first, first + 1 + sampled);
  const delimiter = delimiterOf(table);
  if (delimiter === null) return null;
  const [header, ...records] = splitCells(recordsOnOneLine(table, delimiter), delimiter);
  if (!Array.isArray(header)) return null;
  const columns = header.map((name) => name.trim());
  if (new Set(columns).size < columns.length || columns.some((name) => name.length > longestName)) return null;
  const rows = records.filter((row): row is string[] => Array.isArray(row) && row.length === columns.length);
  return {columns, delimiter, rows, comments: filled.slice(0, first)};
}

/** True where every name is a column. */
export function hasColumns({columns}: CsvSample, ...names: string[]): boolean {
  return names.every((name) => columns.includes(name));
}
