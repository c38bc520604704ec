import type {ObjectLine} from "../json-lines.ts";
import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {contentMark, markOf, patternOf, timeKindOf, type Mark} from "../line-pattern.ts";
import {
  slots,
  type LinePattern,
  type LineScanner,
  type MetricMember,
  type Stream,
  type TakenLines
} from "../line-scanner.ts";
import type {PatternLearner} from "../patterned-lines.ts";
import type {TrainingRun} from "../run-log/training-run.ts";
import {runKeys} from "./names.ts";
import type {SeenStep, TrainingLog} from "./training-log.ts";

/** Patterns and streams remembered; a log with more shapes leaves the rest to the parser. */
const mostPatterns = 64;
const mostStreams = 8192;

interface Learned extends Stream {
  number: number;
  sample: JsonLine;
  run: TrainingRun;
  set: string;
  names: string[];
  live: boolean;
}

/** Learns the patterns of step rows that hold measurements and nothing else that is new. */
export class StepPatterns implements PatternLearner {
  learned = 0;
  readonly #log: TrainingLog;
  readonly #scanner: LineScanner;
  readonly #patterns = new Map<string, number>();
  readonly #streams = new Map<string, Learned>();
  readonly #byNumber: Learned[] = [];
  readonly #threads = new Map<string | null, number>();
  readonly #series = new Map<string, number>();
  /** Runs of which a name is a measurement in one line and a field in another. */
  readonly #mixed = new Set<TrainingRun>();

  constructor(log: TrainingLog, scanner: LineScanner) {
    this.#log = log;
    this.#scanner = scanner;
  }

  ready(): boolean {
    return !this.#log.book.inDoubt;
  }

  sampleOf(stream: number): JsonLine {
    return this.#byNumber[stream]!.sample;
  }

  took(taken: TakenLines[]): number {
    let facts = 0;
    const sets = new Map<number, TakenLines[]>();
    for (const lines of taken) {
      const {series, run, names} = this.#byNumber[lines.stream]!;
      run.steps += lines.lines;
      facts += lines.lines * names.length;
      sets.set(series, [...(sets.get(series) ?? []), lines]);
    }
    for (const parts of sets.values()) {
      const {run, set, logged} = this.#placeOf(parts[0]!);
      this.#log.book.select(logged, run.at);
      const recent = parts.flatMap((part) => part.recent).sort((a, b) => a.step - b.step);
      this.#log.book.series.advance(set, recent);
    }
    const current = [...this.#threads].find(([, thread]) => thread === this.#scanner.thread)![0];
    this.#log.book.select(current, this.#byNumber[taken[0]!.stream]!.run.at);
    return facts;
  }

  learn({json, repairs}: ObjectLine): void {
    const {seen, book} = this.#log;
    this.#restEnded();
    if (seen) this.#stand(seen);
    const thread = this.#threads.get(book.logged);
    if (thread !== undefined) this.#scanner.thread = thread;
    if (!seen || book.inDoubt || repairs.length > 0) return;
    if (seen.row.fields.length > 0) return this.#noteFields(seen);
    const marks = marksOf(json, seen);
    const found = marks && isWhole(seen) && !this.#mixed.has(seen.run) ? patternOf("metrics", json, marks) : null;
    const timeKind = seen.timeLeaf ? timeKindOf(seen.timeLeaf, json.text) : -1;
    if (!found || timeKind === null || this.#streams.size >= mostStreams) return;
    const pattern = this.#pattern(found.pattern);
    if (pattern === null) return;
    const key = [pattern, ...found.keys].join("\0");
    const known = this.#streams.get(key);
    if (known?.live && known.run === seen.run) return;
    this.#say(key, {pattern, keys: found.keys, timeKind}, seen, json);
  }

  #placeOf({stream}: TakenLines): {run: TrainingRun; set: string; logged: string | null} {
    const {run, set, thread} = this.#byNumber[stream]!;
    return {run, set, logged: [...this.#threads].find(([, number]) => number === thread)![0]};
  }

  #say(
    key: string,
    of: Pick<Stream, "pattern" | "keys" | "timeKind">,
    {run, set, logged, split, row, columns}: SeenStep,
    sample: JsonLine
  ): void {
    const owner = this.#log.book.logged;
    if (!this.#threads.has(owner)) this.#threads.set(owner, this.#threads.size);
    const thread = this.#threads.get(owner)!;
    const stream = {...of, series: this.#seriesOf(run, set), thread, namesRun: logged !== null};
    const members = row.measurements.map((found): MetricMember => ({
      run_id: run.runId,
      name: found.name,
      name_raw: found.raw,
      split: found.split ?? split,
      unit_name: found.unit_name ?? columns?.unit_name ?? null,
      higher_is_better: columns?.higher_is_better ?? null
    }));
    const number = this.#scanner.metrics(stream, members);
    const names = row.measurements.map((found) => found.raw ?? found.name);
    const learned = {...stream, number, sample, run, set, names, live: true};
    this.#streams.set(key, learned);
    this.#byNumber[number] = learned;
    this.#scanner.thread = thread;
    this.#standAt(run, set);
    this.learned += 1;
  }

  #pattern(pattern: LinePattern): number | null {
    const key = JSON.stringify(pattern);
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    if (this.#patterns.size >= mostPatterns) return null;
    const number = this.#scanner.pattern(pattern);
    this.#patterns.set(key, number);
    return number;
  }

  #seriesOf({runId}: TrainingRun, set: string): number {
    const key = `${runId}\n${set}`;
    if (!this.#series.has(key)) this.#series.set(key, this.#series.size);
    return this.#series.get(key)!;
  }

  /** The parser has moved a series on. */
  #stand({run, set}: SeenStep): void {
    if (this.#series.has(`${run.runId}\n${set}`)) this.#standAt(run, set);
  }

  #standAt(run: TrainingRun, set: string): void {
    const standing = this.#log.book.series.standing(set);
    this.#scanner.series(this.#seriesOf(run, set), standing?.last ?? NaN, standing?.epoch ?? null);
  }

  /** Lines of a segment that has ended belong to the next one. */
  #restEnded(): void {
    for (const learned of this.#streams.values())
      if (learned.live && !this.#log.book.isActive(learned.run)) this.#rest(learned);
  }

  #noteFields({run, row}: SeenStep): void {
    const fields = new Set(row.fields.map(({path}) => path));
    for (const learned of this.#streams.values()) {
      if (learned.run !== run || !learned.names.some((name) => fields.has(name))) continue;
      this.#mixed.add(run);
      this.#rest(learned);
    }
  }

  #rest(learned: Learned): void {
    learned.live = false;
    this.#scanner.rest(learned.number);
  }
}

/** Only finite measurements, told without a repair, in a run that is no longer in doubt. */
function isWhole({run, row, time, timeLeaf}: SeenStep): boolean {
  return (
    run.runId !== null &&
    row.repairs.length === 0 &&
    row.described.length === 0 &&
    row.measurements.length > 0 &&
    row.measurements.every(({value, raw, name}) => Number.isFinite(value) && !run.fields.has(raw ?? name)) &&
    (timeLeaf === undefined || time?.utc != null)
  );
}

/** What varies in the row; null where something varies that a pattern has no slot for. */
function marksOf(json: JsonLine, seen: SeenStep): Mark[] | null {
  const {step, timeLeaf, row} = seen;
  const values: Mark[] = [];
  const marks: (Mark | null)[] = [];
  const measured = new Set(row.measurements.map(({raw, name}) => raw ?? name));
  for (const leaf of json.leaves) {
    if (leaf === timeLeaf)
      marks.push(leaf.kind === "string" ? contentMark(json, leaf, slots.timeText) : markOf(leaf, slots.timeNumber));
    else if (leaf === step) marks.push(stepMark(leaf));
    else if (leaf.path === "epoch") marks.push(leaf.kind === "number" ? markOf(leaf, slots.epoch) : null);
    else if (isKey(leaf)) marks.push(contentMark(json, leaf, slots.key));
    else values.push(...valueMarks(leaf, measured, json.key("metric") !== undefined));
  }
  if (marks.includes(null) || values.length !== row.measurements.length) return null;
  return [...(marks as Mark[]), ...values];
}

function stepMark(leaf: Leaf): Mark | null {
  if (leaf.kind !== "number") return null;
  return markOf(leaf, leaf.path === "epoch" ? slots.stepAndEpoch : slots.step);
}

const keyPaths = new Set([...runKeys, "split", "mode", "phase", "stage", "metric", "dataset", "unit"]);

function isKey({kind, path}: Leaf): boolean {
  return kind === "string" && keyPaths.has(path);
}

function valueMarks({path, kind, items, start, end}: Leaf, measured: Set<string>, long: boolean): Mark[] {
  const mine = long ? path === "value" || path.startsWith("value/") : measured.has(path) || measured.has(`${path}/0`);
  if (!mine) return [];
  if (kind === "number") return [{slot: slots.value, start, end}];
  return (items ?? []).map((item) => markOf(item, slots.value));
}
