import type {Source} from "../../files/source.ts";
import type {FactRow, Place, RepairRow, Row} from "../../rows.ts";
import {artifactRow} from "../artifact.ts";
import type {ObjectLine} from "../json-lines.ts";
import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {timestampOf, type Timestamp} from "../timestamp.ts";
import {parsed, repair} from "../unit-line.ts";
import {describeConfig, describeOnce, describeRun} from "./description.ts";
import type {Dialect} from "./dialect.ts";
import {eventRow, fieldsRow} from "./happening.ts";
import {readLongRow} from "./long-row.ts";
import {runKeys} from "./names.ts";
import {numberAt, type PositionMemory, type PositionReader} from "./position.ts";
import {rowKind, stepLeaf, typeOf, type RowKind} from "./row-kind.ts";
import {fileNameOf, folderOf} from "../run-log/part-of.ts";
import {RunBook, type RunBookState} from "../run-log/run-book.ts";
import {readStepRow, type StepRow} from "./step-row.ts";
import {TimeRepairs} from "../time-repair.ts";
import {metricRow, type MetricColumns} from "../run-log/metric-row.ts";
import type {TrainingRun} from "../run-log/training-run.ts";

interface TimedLeaf {
  leaf: Leaf | undefined;
  time: Timestamp | undefined;
}

/** What a training log remembers from one reading to the next. */
export interface TrainingLogState {
  book: RunBookState;
  positions: PositionMemory;
  times: Set<string>;
}

/** A step row as it was read: what a pattern of lines like it needs. */
export interface SeenStep {
  run: TrainingRun;
  logged: string | null;
  /** The metric set whose steps rise. */
  set: string;
  step: Leaf;
  timeLeaf: Leaf | undefined;
  time: Timestamp | undefined;
  split: string | null;
  row: StepRow;
  columns: MetricColumns | undefined;
}

/** Turns the rows of one training log into facts. */
export class TrainingLog {
  /** The last line where it was a step row with a step, else null. */
  seen: SeenStep | null = null;
  readonly #path: string;
  readonly book: RunBook;
  readonly #dialect: Dialect;
  readonly #memory: PositionMemory;
  readonly #position: PositionReader;
  readonly #times: TimeRepairs;

  constructor({path, sourceId}: Source, dialect: Dialect, state?: TrainingLogState) {
    this.#path = path;
    this.book = new RunBook(sourceId, state?.book);
    this.#dialect = dialect;
    this.#memory = state?.positions ?? {};
    this.#position = dialect.positions(this.#memory);
    this.#times = new TimeRepairs(state?.times);
  }

  state(): TrainingLogState {
    return {book: this.book.state(), positions: this.#memory, times: this.#times.told};
  }

  *line({at, json, repairs}: ObjectLine): Iterable<Row> {
    this.seen = null;
    const kind = rowKind(json);
    const timed = timeOf(json, this.#dialect.time);
    yield parsed(at);
    yield* repairs;
    yield* this.#times.of(at, timed.time);
    const logged = runKeys.map((key) => json.textAt(key)).find((id) => id !== undefined) ?? null;
    if (kind === "run" && typeOf(json) !== "metadata") yield* this.book.announce(logged, at);
    const run = this.book.select(logged, at);
    const group = this.#dialect.group === undefined ? undefined : json.textAt(this.#dialect.group);
    if (group !== undefined) run.columns.group_name ??= group;
    if (timed.time?.utc) run.begin(timed.time, at.unit, kind === "run" && timed.time.utc !== null);
    if (kind === "long" || kind === "wide") yield* this.#stepRow(kind, at, json, timed, logged);
    else yield* this.book.tell(run, [...this.#otherRow(kind, run, at, json, timed)]);
  }

  *finish(): Iterable<Row> {
    yield* this.book.finish();
    const partOf = this.#dialect.file?.test(fileNameOf(this.#path)) ? folderOf(this.#path) : null;
    for (const run of this.book.runs) {
      if (partOf !== null) run.columns.part_of = partOf;
      yield run.row(this.#path);
    }
  }

  *#stepRow(
    kind: "long" | "wide",
    at: Place,
    json: JsonLine,
    {leaf: timeLeaf, time}: TimedLeaf,
    logged: string | null
  ): Iterable<Row> {
    const {step: place, epoch, split, used} = this.#position(json);
    const taken = [...used, timeLeaf];
    const long = kind === "long" ? readLongRow(at, json, split, taken) : null;
    const row: StepRow = long ?? readStepRow(at, json, taken, this.#dialect.roles);
    yield* row.repairs;
    yield* placeRepairs(place, at);
    const step = place ? Number(place.value) : null;
    const values = row.measurements.map(({value}) => value);
    const metrics = long && `${split ?? ""}\n${row.measurements.map(({name}) => name).join("\n")}`;
    const set = metrics ?? (this.#dialect.oneRowPerStep ? (split ?? "") : json.shape.signature);
    if (step !== null && values.length > 0) yield* this.book.step(set, step, epoch, values, at);
    const run = this.book.current;
    if (time?.utc) run.begin(time, at.unit);
    const seed = json.textAt("seed");
    if (seed !== undefined) run.seed(seed, at.unit);
    if (this.#dialect.complete) closeRun(run, at, json, this.#dialect.complete(json), time);
    const facts: FactRow[] = [...describeConfig(run, at, json)];
    if (row.described.length > 0) facts.push(...describeOnce(run, at, json, row.described));
    const where = {run_id: run.runId, split, step, epoch, time};
    for (const found of row.measurements) {
      run.fields.delete(found.raw ?? found.name);
      facts.push(metricRow(at, where, found, long?.columns));
    }
    const fields = row.fields.length > 0 ? fieldsRow(run, at, json, row.fields, time) : null;
    if (fields) facts.push(fields);
    if (place) this.seen = {run, logged, set, step: place, timeLeaf, time, split, row, columns: long?.columns};
    yield* this.book.tell(run, facts);
  }

  *#otherRow(kind: RowKind, run: TrainingRun, at: Place, json: JsonLine, {leaf, time}: TimedLeaf): Iterable<FactRow> {
    if (kind === "run" || kind === "config") {
      if (kind === "config" && !json.key("config")) run.columns.config ??= json.json();
      yield* describeRun(run, at, json, "param");
    } else if (kind === "environment") yield* describeRun(run, at, json, "environment");
    else if (kind === "system") yield* this.#systemRow(run, at, json, leaf, time);
    else {
      if (kind === "end") endRun(run, at, json, time);
      const artifact = kind === "artifact" ? artifactRow(at, run.runId, json, typeOf(json)!) : null;
      if (artifact) yield artifact;
      yield eventRow(run, at, json, time, "note");
    }
  }

  *#systemRow(
    run: TrainingRun,
    at: Place,
    json: JsonLine,
    timeLeaf: Leaf | undefined,
    time: Timestamp | undefined
  ): Iterable<FactRow> {
    const place = stepLeaf(json);
    const {measurements, fields} = readStepRow(at, json, [place, timeLeaf, json.leaf("type")]);
    const where = {
      run_id: run.runId,
      split: null,
      step: place ? Number(place.value) : null,
      epoch: numberAt(json, "epoch"),
      time
    };
    for (const found of measurements) {
      const logged = found.raw ?? found.name;
      const name = logged.startsWith("system/") ? logged : `system/${logged}`;
      yield metricRow(at, where, {...found, name, split: null, raw: name === logged ? null : logged});
    }
    const rest = fieldsRow(run, at, json, fields, time);
    if (rest) yield rest;
  }
}

function timeOf(json: JsonLine, keys: string[]): TimedLeaf {
  for (const key of keys) {
    const leaf = json.leaf(key);
    const time = timestampOf(leaf, json.text);
    if (time) return {leaf, time};
  }
  return {leaf: undefined, time: undefined};
}

function endRun(run: TrainingRun, {unit}: Place, json: JsonLine, time: Timestamp | undefined): void {
  const status = json.textAt("status");
  if (status !== undefined) run.finish(status, unit);
  if (time) run.end(time, unit);
}

/** What a step row says of its run's end: a row behind a complete one opens the run again. */
function closeRun(
  run: TrainingRun,
  {unit}: Place,
  json: JsonLine,
  leaf: Leaf | null,
  time: Timestamp | undefined
): void {
  if (leaf === null) {
    if (run.columns.status === "completed") run.reopen();
    return;
  }
  run.finish(json.text.slice(leaf.start, leaf.end), unit, "completed");
  if (time?.utc) run.end(time, unit);
}

function* placeRepairs(place: Leaf | undefined, at: Place): Iterable<RepairRow> {
  if (place?.kind === "string")
    yield repair(
      at,
      "number in a string",
      `${place.path}: ${JSON.stringify(place.value)}`,
      `${place.path}: ${String(place.value)}`
    );
}
