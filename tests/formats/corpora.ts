import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";

/** Folders of real files, where they are there: logs, codex and robogoat. */
export const corpora = join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
export const corporaPresent = existsSync(join(corpora, "logs"));

/** A row of corpora-values.tsv: what a person read in a file. */
export interface Reading {
  path: string;
  /** Line from 1, or the byte offset of a record of a binary file. */
  place: {line: number} | {offset: number};
  /** Tables that may hold it. */
  tables: string[];
  where: Record<string, string | number>;
  column: string;
  value: string;
}

/** Path → format, or "unrecognised", as read from the files. */
export function readExpected(): Map<string, string> {
  return new Map(tableOf("corpora-expected.tsv").map(([path, format]) => [path!, format!]));
}

export function readReadings(): Reading[] {
  return tableOf("corpora-values.tsv").map(([path, line, table, where, column, value]) => ({
    path: path!,
    place: line!.startsWith("@") ? {offset: Number(line!.slice(1))} : {line: Number(line)},
    tables: table!.split("|"),
    where: JSON.parse(where!) as Reading["where"],
    column: column!,
    value: value!
  }));
}

function tableOf(name: string): string[][] {
  const [, ...rows] = readFileSync(join(import.meta.dirname, name), "utf8")
    .trimEnd()
    .split("\n");
  return rows.map((row) => row.split("\t"));
}

/** The content of a real file as a format sees it. */
export function decodedContent(path: string): Buffer {
  return unpacked(readFileSync(join(corpora, path)));
}

/** The content that a format sees: gzip is unpacked. */
export function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** Bytes [start, end) of a line, counted from 1; throws where the content has fewer. */
export function lineRange(content: Buffer, line: number): {start: number; end: number} {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const at = content.indexOf(0x0a, start);
    if (at < 0) throw new Error(`expected line ${line}, found ${n}`);
    start = at + 1;
  }
  const end = content.indexOf(0x0a, start);
  return {start, end: end < 0 ? content.length : end + 1};
}

/** A fact as the warehouse gives it: bigint as text, other numbers as numbers. */
export type Fact = Record<string, unknown>;

/** A fact's names, by which a reading may ask for it. */
const aliases: Record<string, string[]> = {
  name: ["name", "name_raw"],
  key: ["key", "name", "name_raw", "quantity", "op", "kind"],
  case: ["case", "op"]
};

/** `*x`: ends with x, `*x*`: holds x; `name` is the name as logged or as kept, `key` any name, in words or as a field. */
export function fits(fact: Fact, where: Reading["where"]): boolean {
  return Object.entries(where).every(([key, wanted]) =>
    (aliases[key] ?? [key]).some((column) => agrees(fact[column], wanted, key === "key"))
  );
}

function agrees(found: unknown, sought: string | number, anyCase: boolean): boolean {
  if (found === null || found === undefined) return false;
  if (typeof sought === "number") return Number(found) === sought;
  const [text, wanted] = anyCase ? [spoken(String(found)), spoken(sought)] : [String(found), sought];
  if (!wanted.startsWith("*")) return text === wanted;
  return wanted.endsWith("*") ? text.includes(wanted.slice(1, -1)) : text.endsWith(wanted.slice(1));
}

/** A key without the marks that field names and words differ in: cpu_time is CPU time. */
function spoken(key: string): string {
  return key.toLowerCase().replaceAll("_", " ");
}

/** True where the column holds the value as it is written in the file. */
export function holds(fact: Fact, column: string, value: string): boolean {
  const contains = column.endsWith("~");
  const name = contains ? column.slice(0, -1) : column;
  const texts = name === "*" ? Object.values(fact) : writings(fact, name);
  return texts.some((text) => text !== null && (contains ? String(text).includes(value) : String(text) === value));
}

/** A typed column with its raw text; the raw text stands for the value where there is one. */
function writings(fact: Fact, column: string): unknown[] {
  const raw = fact[`${column}_raw`] ?? null;
  if (raw === null) return [fact[column] ?? null];
  return column === "status" ? [raw, fact[column]] : [raw];
}

/** The units that hold a fact's column: run facts name the unit of each, all others lie in one. */
export function unitsOf(fact: Fact, column: string): number[] {
  const own = Number(fact.unit);
  if (column === "*")
    return [
      own,
      ...Object.keys(fact).flatMap((key) => (key.endsWith("_unit") && fact[key] ? [Number(fact[key])] : []))
    ];
  const named = fact[`${column}_unit`] ?? null;
  return [named === null ? own : Number(named)];
}
