import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Format} from "../../loaders/formats/format.ts";
import type {Row, UnitRow} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";
import {corporaPresent, decodedContent, readExpected, unpacked} from "./corpora.ts";
import {columnsFromElsewhere, summing} from "./dependence.ts";

/** A file that mutations begin from. */
export interface Sample {
  path: string;
  bytes: Buffer;
  parsed: Parsed;
}

export interface Parsed {
  units: UnitRow[];
  /** Facts and repairs by unit, as text, without what a unit takes from elsewhere. */
  facts: Map<number, string[]>;
  /** Mended as a whole: another encoding, or a key that repeats (the last one counts). */
  mended: boolean;
}

export function endsOf({units}: Parsed): number[] {
  return units.map(({at}) => at.end);
}

/** The fixtures of a format and some real files of it, cut short. */
export function samplesOf(format: Format, bytes: number, files: number): Sample[] {
  const folder = join(import.meta.dirname, "..", "fixtures", format.name);
  const fixtures = existsSync(folder)
    ? readdirSync(folder, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".expected.json"))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];
  const contents = fixtures.map((file) => ({
    path: file.slice(folder.length - format.name.length),
    content: unpacked(readFileSync(file))
  }));
  const real = realFiles(format.name, files).map((path) => ({path, content: decodedContent(path)}));
  return [...contents, ...real].map(({path, content}) => sampleOf(format, path, content, bytes));
}

function sampleOf(format: Format, path: string, content: Buffer, limit: number): Sample {
  const cut = content.length > limit ? cutAtUnit(format, path, content, limit) : content;
  return {path, bytes: cut, parsed: parse(format, path, cut)};
}

function cutAtUnit(format: Format, path: string, content: Buffer, limit: number): Buffer {
  const begun = content.subarray(0, limit);
  const ends = parse(format, path, begun).units.map(({at}) => at.end);
  const last = ends.filter((end) => end < limit).at(-1) ?? 0;
  return last > limit / 4 ? begun.subarray(0, last) : begun;
}

/** Real files of a format, spread over those there are. */
function realFiles(name: string, files: number): string[] {
  if (!corporaPresent) return [];
  const all = [...readExpected()].filter(([, format]) => format === name).map(([path]) => path);
  const step = Math.max(1, Math.floor(all.length / files));
  return all.filter((_path, i) => i % step === 0).slice(0, files);
}

export function parse(format: Format, path: string, bytes: Buffer): Parsed {
  const most = 2000 + 200 * bytes.length;
  const rows: Row[] = [];
  for (const row of format.parse(sourceOf(path, bytes))) {
    if (rows.push(row) > most) throw new Error(`expected at most ${most} rows of ${bytes.length} bytes`);
  }
  assertTiles(rows, bytes.length);
  const facts = new Map<number, string[]>();
  const node = format.unit === "node";
  const apart = columnsFromElsewhere(format);
  for (const row of rows) {
    if (row.table === "unit" || summing.has(row.table) || (node && row.table === "repair")) continue;
    const texts = facts.get(row.at.unit) ?? [];
    texts.push(textOf(row, apart));
    facts.set(row.at.unit, texts);
  }
  const mended = rows.some(
    (row) => row.table === "repair" && "kind" in row && /^(mojibake|duplicate key)/.test(row.kind)
  );
  return {units: rows.filter((row): row is UnitRow => row.table === "unit"), facts, mended};
}

function textOf(row: Exclude<Row, UnitRow>, apart: string[]): string {
  if (!("values" in row)) return JSON.stringify([row.table, row.kind, row.before, row.after]);
  const kept = Object.entries(row.values).filter(([key, value]) => !apart.includes(key) && (value ?? null) !== null);
  return JSON.stringify([row.table, Object.fromEntries(kept)], (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value
  );
}
