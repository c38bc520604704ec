import type {FactRow, Place, Scalar} from "../../rows.ts";
import type {Timestamp} from "../timestamp.ts";

interface Stamp {
  time: Timestamp;
  unit: number;
}

const completed = new Set(["completed", "complete", "success", "succeeded", "ok", "done", "finished"]);
const aborted = new Set([
  "aborted",
  "abort",
  "failed",
  "failure",
  "error",
  "killed",
  "crashed",
  "cancelled",
  "canceled",
  "interrupted"
]);
const int64 = 2n ** 63n;

/** completed, aborted, running or unknown for the words loggers use. */
export function statusOf(word: string): string {
  const lower = word.trim().toLowerCase();
  if (completed.has(lower)) return "completed";
  return aborted.has(lower) ? "aborted" : lower === "running" ? "running" : "unknown";
}

/** What a run remembers from one reading of its file to the next. */
export interface TrainingRunState {
  runId: string | null;
  held: FactRow[];
  logged: string | null;
  segment: number;
  writers: number;
  steps: number;
  at: Place;
  columns: Record<string, Scalar>;
  fields: Map<string, string>;
  configs: Set<string>;
  started: Stamp | null;
  ended: Stamp | null;
}

/** One run: a logged run_id (or the file, where none is logged) from one restart of the step to the next. */
export class TrainingRun {
  /** Null while it is open whether this is a run of its own; its facts wait in `held` until then. */
  runId: string | null = null;
  held: FactRow[] = [];
  logged: string | null;
  segment: number;
  writers = 1;
  steps = 0;
  readonly at: Place;
  columns: Record<string, Scalar> = {};
  /** The last text of every field that is no number: a field is told again only when it changes. */
  fields = new Map<string, string>();
  /** Configuration objects already told, by their text. */
  configs = new Set<string>();
  #started: Stamp | null = null;
  #ended: Stamp | null = null;

  constructor(logged: string | null, segment: number, at: Place) {
    this.logged = logged;
    this.segment = segment;
    this.at = at;
  }

  static from({started, ended, logged, segment, at, ...rest}: TrainingRunState): TrainingRun {
    const run = Object.assign(new TrainingRun(logged, segment, at), rest);
    run.#started = started;
    run.#ended = ended;
    return run;
  }

  state(): TrainingRunState {
    const {runId, held, logged, segment, writers, steps, at, columns, fields, configs} = this;
    const edges = {started: this.#started, ended: this.#ended};
    return {runId, held, logged, segment, writers, steps, at, columns, fields, configs, ...edges};
  }

  /** The first time of the run, unless a run row names its start. */
  begin(time: Timestamp, unit: number, named = false): void {
    if (named || this.#started === null) this.#started = {time, unit};
  }

  end(time: Timestamp, unit: number): void {
    this.#ended = {time, unit};
  }

  /** The last status counts. `meaning` is what a word says that is no word for a status by itself. */
  finish(status: string, unit: number, meaning = statusOf(status)): void {
    this.columns.status = meaning;
    this.columns.status_raw = status;
    this.columns.status_unit = unit;
  }

  /** A row behind the end: the run went on, and how it ended is open again. */
  reopen(): void {
    delete this.columns.status;
    delete this.columns.status_raw;
    delete this.columns.status_unit;
    this.#ended = null;
  }

  /** The first word counts. */
  say(column: "command" | "device", word: Scalar, unit: number): void {
    if (this.columns[column] !== undefined) return;
    this.columns[column] = word;
    this.columns[`${column}_unit`] = unit;
  }

  /** The first seed counts. One that is no 64-bit integer is kept as text. */
  seed(text: string, unit: number): void {
    if (this.columns.seed_unit !== undefined) return;
    const value = /^-?\d+$/.test(text) ? BigInt(text) : null;
    const fits = value !== null && value < int64 && value >= -int64;
    this.columns.seed = fits ? value : null;
    this.columns.seed_raw = fits && String(value) === text ? null : text;
    this.columns.seed_unit = unit;
  }

  commit(commit: string, unit: number): void {
    if (this.columns.commit !== undefined) return;
    this.columns.commit = commit;
    this.columns.commit_unit = unit;
  }

  row(path: string): FactRow {
    const name = this.logged ?? path.replace(/\.[^./]+$/, "");
    const values = {
      run_id: this.runId!,
      segment: this.segment,
      name: this.segment === 1 ? name : `${name}#${this.segment}`,
      status: "unknown",
      ...this.columns,
      ...stampColumns("started", this.#started),
      ...stampColumns("ended", this.#ended),
      writers: this.writers
    };
    return {table: "run", at: this.at, values};
  }
}

function stampColumns(name: "started" | "ended", stamp: Stamp | null): Record<string, Scalar> {
  return {
    [name]: stamp?.time.utc ?? null,
    [`${name}_raw`]: stamp?.time.raw ?? null,
    [`${name}_unit`]: stamp?.unit ?? null
  };
}
