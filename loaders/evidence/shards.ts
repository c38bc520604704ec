import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {Failure} from "../failure.ts";
import {readRange} from "../files/file-source.ts";
import {packageRoot} from "../warehouse/package-root.ts";
import type {Reader} from "../warehouse/reader.ts";
import {unitDecoder} from "../warehouse/unit-text.ts";
import type {Expression} from "./expression.ts";
import type {Guard} from "./page-query.ts";

/** Units per shard: what the Source page fetches for one line is its block only. */
export const unitsPerShard = 200;
/** A unit longer than this is shipped as a window of this size around the cited value, marked `cut`. */
const windowBytes = 16 * 1024;
/** How far into a long unit the cited value is looked for. */
const searchBytes = 1024 * 1024;

interface SourceFacts {
  path: string;
  /** Of the file as it lies; null for a large one that is not packed, of which the digest says it. */
  sha256: string | null;
  /** Of the content: SHA-256 over the SHA-256s of its 1 MiB chunks. */
  digest: string | null;
  encoding: string | null;
  bytes: number;
  format: string | null;
  confidence: number;
  unit_kind: string | null;
  note: string | null;
  units: number;
  units_parsed: number;
  units_rejected: number;
  units_ignored: number;
  units_pending: number;
  row_count: number;
  reject_count: number;
  repair_count: number;
  twins: string[];
  /** Units that each rule set aside, by the ledger's field. */
  ignored: {field: string; units: bigint}[];
}

interface UnitPlace {
  unit: number;
  line: number | null;
  start: number;
  end: number;
}

/** Where a source's bytes lie on this machine; null when they are gone. */
export type Locate = (sourceId: string) => string | null;

/**
 * Writes what the Source page shows: each cited unit's masked text, each cited source's ledger, each expression.
 * Shards that exist are added to, so a preview that re-runs one query keeps the others' citations.
 */
export async function writeShards(
  folder: string,
  cited: {places: Map<string, string>; expressions: Map<string, Expression>},
  reader: Reader,
  locate: Locate,
  guard: Guard
): Promise<void> {
  writeExpressions(folder, cited.expressions);
  for (const [sourceId, units] of groupBySource(cited.places)) {
    const facts = await sourceFacts(reader, sourceId);
    if (!facts) continue;
    const {path} = facts;
    const {ignored, ...ledger} = facts;
    writeMerged(join(folder, sourceId, "source.json"), {
      ...ledger,
      ...Object.fromEntries(ignored.map(({field, units}) => [field, Number(units)])),
      path: guard(path, path),
      twins: facts.twins.map((twin) => guard(twin, twin))
    });
    const file = locate(sourceId);
    if (units.size === 0 || !file) continue;
    if (!existsSync(file))
      throw new Failure(
        "unreadable",
        `expected the content of ${path} at ${file}, found none: ingest again, which unpacks packed files anew, or restore the file`
      );
    const places = await unitPlaces(reader, sourceId, [...units.keys()]);
    const read = unitReader(file, unitDecoder(facts.format, file, sourceId));
    writeUnits(join(folder, sourceId), read, places, units, (text, line) => guard(text, `${path}:${line}`));
  }
}

/** Per source, the cited units and the raw text looked for in each. */
function groupBySource(places: Map<string, string>): Map<string, Map<number, string>> {
  const groups = new Map<string, Map<number, string>>();
  for (const [place, raw] of [...places].sort()) {
    const [sourceId = "", unit] = place.split(/[:#]/);
    const group = groups.get(sourceId) ?? new Map<number, string>();
    groups.set(sourceId, group);
    if (place.includes(":")) group.set(Number(unit), raw);
  }
  return groups;
}

function writeExpressions(folder: string, expressions: Map<string, Expression>): void {
  const files = new Map<string, Record<string, Expression>>();
  for (const [id, expression] of [...expressions].sort()) {
    const name = id.slice(0, 2);
    files.set(name, {...files.get(name), [id]: expression});
  }
  for (const [name, content] of files) writeMerged(join(folder, "x", `${name}.json`), content);
}

async function sourceFacts(reader: Reader, sourceId: string): Promise<SourceFacts | null> {
  const result = await reader.select(sourceSql(sourceId), "source ledger");
  const row = (await result.getRowObjectsJS())[0];
  if (!row) return null;
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value])
  ) as unknown as SourceFacts;
}

async function unitPlaces(reader: Reader, sourceId: string, units: number[]): Promise<UnitPlace[]> {
  const wanted = units.sort((a, b) => a - b);
  const result = await reader.select(unitSql(sourceId, wanted), "source units");
  return (await result.getRowsJS()).map(([unit, start, end, line]) => ({
    unit: Number(unit),
    start: Number(start),
    end: Number(end),
    line: line === null ? null : Number(line)
  }));
}

/** A unit's text around a value, and whether it is longer than that. */
type ReadUnit = (place: UnitPlace, raw: string) => {text: string; cut: boolean};

function unitReader(file: string, decode: ReturnType<typeof unitDecoder>): ReadUnit {
  if (!decode)
    return ({start, end}, raw) => ({text: readWindow(file, start, end, raw), cut: end - start > windowBytes});
  return (place, raw) => {
    const text = Buffer.from(decode(place));
    return {text: windowAround(text, raw), cut: text.length > windowBytes};
  };
}

function writeUnits(
  folder: string,
  read: ReadUnit,
  places: UnitPlace[],
  raws: Map<number, string>,
  guard: (text: string, line: number) => string
): void {
  const shards = new Map<number, Record<string, unknown>>();
  for (const place of places) {
    const {unit, line, start, end} = place;
    const block = Math.floor(unit / unitsPerShard);
    const shard = shards.get(block) ?? {};
    const {text, cut} = read(place, raws.get(unit) ?? "");
    shard[unit] = {line, start, end, text: guard(text, line ?? unit), cut};
    shards.set(block, shard);
  }
  for (const [block, units] of shards) writeMerged(join(folder, `${block}.json`), units);
}

function readWindow(file: string, start: number, end: number, raw: string): string {
  return windowAround(readRange(file, start, end, end - start > windowBytes && raw ? searchBytes : windowBytes), raw);
}

function windowAround(bytes: Buffer, raw: string): string {
  const found = raw && bytes.length > windowBytes ? Math.max(0, bytes.indexOf(raw)) : 0;
  const from = Math.max(0, Math.min(found - windowBytes / 2, bytes.length - windowBytes));
  return bytes
    .subarray(from, from + windowBytes)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

function writeMerged(file: string, content: object): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as object) : {};
  const merged = {...before, ...content};
  mkdirSync(dirname(file), {recursive: true});
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(merged));
  renameSync(temporary, file);
}

function sourceSql(sourceId: string): string {
  return readSql("source-facts.sql").replaceAll("$source_id", quote(sourceId));
}

function unitSql(sourceId: string, units: number[]): string {
  return readSql("source-units.sql")
    .replaceAll("$source_id", quote(sourceId))
    .replaceAll("$units", `[${units.join(", ")}]`);
}

function readSql(name: string): string {
  return readFileSync(join(packageRoot, "loaders", "evidence", "sql", name), "utf8");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
