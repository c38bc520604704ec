import {mkdirSync, writeFileSync} from "node:fs";
import {basename, join} from "node:path";
import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";
import type {Format} from "../../loaders/formats/format.ts";
import {formats} from "../../loaders/formats/index.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {UnitRow} from "../../loaders/rows.ts";
import {seeded} from "../seeded.ts";
import {outcomesOnly, pagesOfATree, prose, runLogs, selfContained, unitsAhead} from "./dependence.ts";
import {endsOf, parse, samplesOf, type Parsed, type Sample} from "./fuzz-sample.ts";
import {mutate, type Mutation} from "./mutation.ts";
import type {Watchdog} from "./watchdog.ts";

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
    Math.min(before.length - unitsAhead(format), format.unit === "line" || broken < 0 ? Infinity : broken)
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
