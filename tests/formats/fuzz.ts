import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {basename, join} from "node:path";
import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";
import type {Format} from "../../loaders/formats/format.ts";
import {formats} from "../../loaders/formats/index.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {Row, UnitRow} from "../../loaders/rows.ts";
import {seeded} from "../seeded.ts";
import {assertTiles, sourceOf} from "../tiling.ts";
import {corporaPresent, decodedContent, readExpected} from "./corpora.ts";
import {mutate, type Mutation} from "./mutation.ts";
import type {Watchdog} from "./watchdog.ts";

/** A file that mutations begin from. */
interface Sample {
  path: string;
  bytes: Buffer;
  parsed: Parsed;
}

interface Parsed {
  units: UnitRow[];
  /** Facts and repairs by unit, as text, without what a unit takes from elsewhere. */
  facts: Map<number, string[]>;
  /** Mended as a whole: another encoding, or a key that repeats (the last one counts). */
  mended: boolean;
}

export interface FuzzOptions {
  cases: number;
  seed: number;
  /** Files are cut to about this many bytes, at the end of a unit. */
  bytes: number;
  /** Real files per format, besides its fixtures. */
  files: number;
  watchdog: Watchdog;
}

/** A case may take this long, and a run may leave this much more on the heap. */
const limits = {seconds: 5, heapMiB: 256};

/**
 * What a unit's outcome, extent and facts may depend on besides its own bytes, for each kind of unit:
 * - line: on the units before it. Of those after it only the run it is counted to (`run_id`: restart or second writer
 *   is decided a few steps later) and the rows that sum up a whole source.
 * - record, byte-range: the same. Where it has no end of its own it ends where the next begins, and where it is broken
 *   (a stray quote, a lost length) what follows decides how far that reaches.
 * - node: on the units before it in the document and on what the document says of itself as a whole, wherever that
 *   stands (`described`). The first unit tells of the whole document (its mends too), and what lies between two parts
 *   ends where the next whole part begins: neither the first unit nor the last before a mutation is compared. Of a key
 *   that repeats the last one counts: with one, nothing is compared.
 * - prose of a status report: also on the next units, where Markdown underlines a heading after its words or goes on
 *   with a paragraph, a list or a table; its encoding is that of the whole document, one line may be several units,
 *   and a heading stands for its section: only the outcomes of its units are compared.
 * - pages of a database: on any other page; nothing is compared.
 * - tables and settings among the output of `rl-table`: on the other lines of the block; again only outcomes.
 */
const summing = new Set(["run", "field", "audit"]);
const described = [
  "run_id",
  "audit_id",
  "case_id",
  "commit",
  "committed",
  "dirty",
  "zoned",
  "device",
  "cpu",
  "threads",
  "clock_mhz",
  "environment",
  "time",
  "time_raw",
  "tool",
  "axes",
  "unit_name",
  "higher_is_better",
  "attributes",
  "split",
  "step",
  "segment"
];
const pagesOfATree = "mlflow-sqlite";
const outcomesOnly = new Set(["status-report", "rl-table"]);
const lookahead: Record<string, number> = {
  line: 0,
  record: 1,
  node: 1,
  "byte-range": 1,
  "status-report": 4,
  "rl-table": 4
};
const prose = "status-report";
/** What a document says of a format's facts besides `described`. */
const alsoDescribed: Record<string, string[]> = {"lm-eval": ["step"]};

/** Formats whose lines have the same outcome wherever they stand; but for MLPerf logs also the same metrics. */
const runLogs = ["mllog", "mll"];
const selfContained = new Set([
  ...runLogs,
  "deit-log",
  "ray-result",
  "llamafactory-log",
  "llmc-log",
  "event-ndjson",
  "test-ndjson",
  "codex-actions",
  "codex-inventory",
  "codex-sessions"
]);

export {formats};

/** Runs the cases of one format; throws on the first that breaks a property, naming file, seed and edits. */
export function fuzz(format: Format, {cases, seed, bytes, files, watchdog}: FuzzOptions): number {
  const samples = samplesOf(format, bytes, files);
  if (samples.length === 0) return 0;
  const before = heap();
  for (let n = seed; n < seed + cases; n++) {
    const sample = samples[n % samples.length]!;
    const mutation = mutate(sample.bytes, endsOf(sample.parsed), seeded(n));
    const told = `${format.name}, ${sample.path}, seed ${n}, ${mutation.edits.join(", ")}`;
    watchdog.begin(told);
    try {
      check(format, sample, mutation);
    } catch (error) {
      throw new Error(`${told}${keep(format, n, mutation)}: ${(error as Error).message}`, {cause: error});
    }
  }
  const grown = (heap() - before) / 2 ** 20;
  if (grown > limits.heapMiB)
    throw new Error(`${format.name}: expected a heap grown by at most ${limits.heapMiB} MiB, found ${grown} MiB`);
  return cases;
}

function check(format: Format, sample: Sample, mutation: Mutation): void {
  const begun = performance.now();
  recognise(sample.path, headOf(mutation.bytes));
  const parsed = parse(format, sample.path, mutation.bytes);
  const seconds = (performance.now() - begun) / 1000;
  if (seconds > limits.seconds) throw new Error(`expected at most ${limits.seconds} s, found ${seconds} s`);
  assertPrefix(format, sample, mutation, parsed);
  if (selfContained.has(format.name)) assertKept(sample, mutation, parsed, !runLogs.includes(format.name));
}

function parse(format: Format, path: string, bytes: Buffer): Parsed {
  const most = 2000 + 200 * bytes.length;
  const rows: Row[] = [];
  for (const row of format.parse(sourceOf(path, bytes))) {
    if (rows.push(row) > most) throw new Error(`expected at most ${most} rows of ${bytes.length} bytes`);
  }
  assertTiles(rows, bytes.length);
  const facts = new Map<number, string[]>();
  const node = format.unit === "node";
  const apart = node ? [...described, ...(alsoDescribed[format.name] ?? [])] : ["run_id"];
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

/** Units before the first changed byte are what they were. */
function assertPrefix(format: Format, sample: Sample, {bytes, firstTouch}: Mutation, parsed: Parsed): void {
  const touch = format.name === prose ? bytes.subarray(0, firstTouch).lastIndexOf(0x0a) : firstTouch;
  const whole = ({at}: UnitRow) =>
    at.end < touch || (at.end === touch && format.unit === "line" && bytes[at.end - 1] === 0x0a);
  if (format.name === pagesOfATree) return;
  if (format.unit === "node" && (sample.parsed.mended || parsed.mended)) return;
  const before = sample.parsed.units.filter(whole);
  const broken = before.findIndex(({outcome}) => outcome === "rejected");
  const sure = before.slice(
    format.unit === "node" ? 1 : 0,
    Math.min(
      before.length - (lookahead[format.name] ?? lookahead[format.unit]!),
      format.unit === "line" || broken < 0 ? Infinity : broken
    )
  );
  const at = byStart(parsed);
  for (const unit of sure)
    assertSame(unit, sample.parsed, at.get(unit.at.start), parsed, () => !outcomesOnly.has(format.name));
}

/** Lines that were not touched are what they were, wherever they now stand; the first may hold a byte order mark. */
function assertKept(sample: Sample, {bytes, kept}: Mutation, parsed: Parsed, metrics: boolean): void {
  const at = byStart(parsed);
  for (const unit of sample.parsed.units) {
    const {start, end} = unit.at;
    const range = kept.find(({from, to}) => from <= start && end <= to);
    if (!range || sample.bytes[end - 1] !== 0x0a) continue;
    const moved = range.at + start - range.from;
    const begins = moved === 0 || bytes[moved - 1] === 0x0a;
    if (!begins || (start === 0) !== (moved === 0)) continue;
    assertSame(unit, sample.parsed, at.get(moved), parsed, (fact) => metrics && fact.startsWith('["metric"'));
  }
}

function byStart({units}: Parsed): Map<number, UnitRow> {
  return new Map(units.map((unit) => [unit.at.start, unit]));
}

function assertSame(
  unit: UnitRow,
  original: Parsed,
  found: UnitRow | undefined,
  parsed: Parsed,
  only: (fact: string) => boolean = () => true
): void {
  const {start, end, line} = unit.at;
  const where = `the unit of line ${line}, bytes [${start}, ${end}), which was not touched`;
  if (!found || found.at.end - found.at.start !== end - start)
    throw new Error(`expected ${where}, found ${JSON.stringify(found?.at ?? null)}`);
  const told = (row: UnitRow) => [row.outcome, row.rule ?? row.reason ?? ""].join(": ");
  if (told(found) !== told(unit)) throw new Error(`expected ${where}, ${told(unit)}, found ${told(found)}`);
  const [before, after] = [original.facts.get(unit.at.unit) ?? [], parsed.facts.get(found.at.unit) ?? []].map((facts) =>
    facts.filter(only)
  ) as [string[], string[]];
  if (before.join("\n") === after.join("\n")) return;
  const changed = before.find((text, i) => text !== after[i]) ?? "no fact";
  const instead = after.find((text, i) => text !== before[i]) ?? "no fact";
  throw new Error(`expected ${where}, to give ${changed.slice(0, 400)}, found ${instead.slice(0, 400)}`);
}

function endsOf({units}: Parsed): number[] {
  return units.map(({at}) => at.end);
}

/** The fixtures of a format and some real files of it, cut short. */
function samplesOf(format: Format, bytes: number, files: number): Sample[] {
  const folder = join(import.meta.dirname, "..", "fixtures", format.name);
  const fixtures = existsSync(folder)
    ? readdirSync(folder, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".expected.json"))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];
  const contents = fixtures.map((file) => ({
    path: file.slice(folder.length - format.name.length),
    content: readFileSync(file)
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

/** Real files of a format, spread over those there are; the smallest first. */
function realFiles(name: string, files: number): string[] {
  if (!corporaPresent) return [];
  const all = [...readExpected()].filter(([, format]) => format === name).map(([path]) => path);
  const step = Math.max(1, Math.floor(all.length / files));
  return all.filter((_path, i) => i % step === 0).slice(0, files);
}

/** Writes the mutated file to the folder that COLOPHON_FUZZ_KEEP names, and says where. */
function keep({name}: Format, seed: number, {bytes}: Mutation): string {
  const folder = process.env.COLOPHON_FUZZ_KEEP;
  if (!folder) return "";
  mkdirSync(folder, {recursive: true});
  const file = join(folder, `${name}-${seed}`);
  writeFileSync(file, bytes);
  return `, kept as ${basename(file)}`;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
