import type {FactRow, Place} from "../../../rows.ts";
import type {LoggedEvent} from "./event.ts";

interface Edge {
  raw: string;
  utc: string | null;
  unit: number;
}

const statuses: Record<string, string> = {success: "completed", aborted: "aborted"};
const int64 = 2n ** 63n;
/** Measurements remembered per run, to tell the repetitions of other ranks. */
const remembered = 65_536;

/** What a run remembers from one reading of its log to the next. */
export interface LoggedRunState {
  runId: string;
  segment: number;
  at: Place;
  facts: Map<string, {text: string; unit: number}>;
  params: Map<string, Set<string>>;
  measured: Map<string, Set<string>>;
  writers: number;
  started: Edge | null;
  ended: Edge | null;
  status: {raw: string; unit: number} | null;
}

/** What a log says of its run, gathered event by event. */
export class LoggedRun {
  readonly runId: string;
  readonly segment: number;
  readonly #at: Place;
  #facts = new Map<string, {text: string; unit: number}>();
  #params = new Map<string, Set<string>>();
  #measured = new Map<string, Set<string>>();
  #writers = 1;
  #started: Edge | null = null;
  #ended: Edge | null = null;
  #status: {raw: string; unit: number} | null = null;

  constructor(runId: string, segment: number, at: Place) {
    this.runId = runId;
    this.segment = segment;
    this.#at = at;
  }

  static from({runId, segment, at, ...state}: LoggedRunState): LoggedRun {
    const run = new LoggedRun(runId, segment, at);
    run.#facts = state.facts;
    run.#params = state.params;
    run.#measured = state.measured;
    run.#writers = state.writers;
    run.#started = state.started;
    run.#ended = state.ended;
    run.#status = state.status;
    return run;
  }

  state(): LoggedRunState {
    return {
      runId: this.runId,
      segment: this.segment,
      at: this.#at,
      facts: this.#facts,
      params: this.#params,
      measured: this.#measured,
      writers: this.#writers,
      started: this.#started,
      ended: this.#ended,
      status: this.#status
    };
  }

  get stopped(): boolean {
    return this.#ended !== null;
  }

  get running(): boolean {
    return this.#started !== null;
  }

  take(event: LoggedEvent, {unit}: Place): void {
    const {key, json} = event;
    if (key === "run_start") this.#started ??= edge(event, unit);
    if (key === "run_stop") {
      this.#ended = edge(event, unit);
      const raw = json.textAt("metadata/status") ?? json.textAt("value/status");
      this.#status = raw === undefined ? null : {raw, unit};
    }
    const text = json.textAt("value");
    if (text !== undefined && !this.#facts.has(key)) this.#facts.set(key, {text, unit});
  }

  /** True the first time a key is configured with a value: ranks repeat each other. */
  configures(key: string, value: string): boolean {
    const values = this.#params.get(key) ?? new Set();
    this.#params.set(key, values);
    return values.size < values.add(value).size;
  }

  isConfigured(key: string): boolean {
    return this.#params.has(key);
  }

  /**
   * False where the same value was measured at the same place before: ranks repeat each other. Several values of one
   * metric at one place are several writers. A measurement without a place is never a repetition.
   */
  measures(name: string, epoch: number | null, step: number | null, value: string): boolean {
    if (epoch === null && step === null) return true;
    const place = `${epoch}\n${step}\n${name}`;
    const values = this.#measured.get(place) ?? new Set();
    if (values.has(value)) return false;
    if (this.#measured.size === remembered && values.size === 0)
      this.#measured.delete(this.#measured.keys().next().value!);
    this.#measured.set(place, values.add(value));
    this.#writers = Math.max(this.#writers, values.size);
    return true;
  }

  /** The row of table run; what the file's `first` run said of the submission holds for all of them. */
  row(path: string, first: LoggedRun = this): FactRow {
    const name = path.replace(/\.[^./]+$/, "");
    return {
      table: "run",
      at: this.#at,
      values: {
        run_id: this.runId,
        segment: this.segment,
        name: this.segment === 1 ? name : `${name}#${this.segment}`,
        group_name: this.#submission() ?? first.#submission() ?? folderOf(path),
        status: statuses[this.#status?.raw ?? ""] ?? "unknown",
        status_raw: this.#status?.raw ?? null,
        status_unit: this.#status?.unit ?? null,
        ...edgeColumns("started", this.#started),
        ...edgeColumns("ended", this.#ended),
        ...this.#seed(),
        writers: this.#writers
      }
    };
  }

  /** Who submitted which benchmark on what, where the log says. */
  #submission(): string | null {
    const [organisation, benchmark, platform] = ["submission_org", "submission_benchmark", "submission_platform"].map(
      (key) => this.#facts.get(key)?.text
    );
    return organisation && benchmark ? [organisation, benchmark, platform].filter(Boolean).join(" · ") : null;
  }

  #seed(): Record<string, bigint | string | number | null> {
    const seed = this.#facts.get("seed");
    if (!seed) return {};
    const value = /^-?\d+$/.test(seed.text) ? BigInt(seed.text) : null;
    const fits = value !== null && value < int64 && value >= -int64;
    return {
      seed: fits ? value : null,
      seed_raw: fits && String(value) === seed.text ? null : seed.text,
      seed_unit: seed.unit
    };
  }
}

/** What stands for the group of a run that logs no submission. */
function folderOf(path: string): string {
  return `folder ${path.split("/").slice(0, -1).join("/") || "of the file"} (no submission logged)`;
}

function edge({time: {raw, utc}}: LoggedEvent, unit: number): Edge | null {
  return raw === null ? null : {raw, utc, unit};
}

function edgeColumns(name: "started" | "ended", found: Edge | null): Record<string, string | number | null> {
  return {[name]: found?.utc ?? null, [`${name}_raw`]: found?.raw ?? null, [`${name}_unit`]: found?.unit ?? null};
}
