import type {Source} from "../../files/source.ts";
import type {FactRow, FactTable, Place, Scalar} from "../../rows.ts";
import {metricRow, type Measurement, type MetricColumns, type MetricPlace} from "./metric-row.ts";
import {RunBook, type RunBookState} from "./run-book.ts";
import type {TrainingRun} from "./training-run.ts";

/** One row of a log: what was measured at one step. */
export interface LoggedStep extends Omit<MetricPlace, "run_id"> {
  /** Rows with one key are one metric set: the step going back within it is a restart. Default: the measurements' names and splits. */
  key?: string;
  measurements: Measurement[];
  columns?: MetricColumns;
  /** The run as the row names it, where it does. */
  logged?: string | null;
}

export interface StepLogOptions {
  /**
   * Key of the run that several files tell of, e.g. the folder's logical path: run parts with one key are one run
   * (view run_identity). Parts of a run say the same key whatever their format.
   */
  partOf?: string | null;
  /** The run's name where the path is not what people know it by. */
  name?: string;
}

/** Runs and metrics of a log that is a table of steps (CSV, text, records): restarts and writers as RunBook tells them. */
export class StepLog {
  readonly #path: string;
  readonly #book: RunBook;
  readonly #partOf: string | null;

  /** `state` is that of the last reading's checkpoint, where the file has grown. */
  constructor({path, sourceId}: Source, {partOf = null, name}: StepLogOptions = {}, state?: RunBookState) {
    this.#path = name ?? path.replace(/\.[^./]+$/, "");
    this.#book = new RunBook(sourceId, state);
    this.#partOf = partOf;
  }

  state(): RunBookState {
    return this.#book.state();
  }

  /** The current run, or the one a row names; it begins here where there is none yet. */
  run(at: Place, logged: string | null = null): TrainingRun {
    return this.#book.select(logged, at);
  }

  /** The metric rows of one step. */
  *step(at: Place, {key, measurements, columns, logged = null, ...where}: LoggedStep): Iterable<FactRow> {
    this.#book.select(logged, at);
    const set = key ?? measurements.map(({name, split}) => `${split ?? where.split ?? ""}/${name}`).join("\n");
    const values = measurements.map(({value}) => value);
    if (where.step !== null && values.length > 0) yield* this.#book.step(set, where.step, where.epoch, values, at);
    const run = this.#book.current;
    if (where.time?.utc) run.begin(where.time, at.unit);
    yield* this.#book.tell(
      run,
      measurements.map((found) => metricRow(at, {...where, run_id: run.runId}, found, columns))
    );
  }

  /** Any other fact of the current run, e.g. tell(at, "param", {key, value, type}). */
  *tell(at: Place, table: FactTable, values: Record<string, Scalar>): Iterable<FactRow> {
    const run = this.#book.select(null, at);
    yield* this.#book.tell(run, [{table, at, values: {run_id: run.runId, ...values}}]);
  }

  /** The rows of table run, once every unit is out. */
  *finish(): Iterable<FactRow> {
    yield* this.#book.finish();
    for (const run of this.#book.runs) {
      if (this.#partOf !== null) run.columns.part_of = this.#partOf;
      yield run.row(this.#path);
    }
  }
}
