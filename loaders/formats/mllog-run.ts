import type {FactRow, Place} from "../rows.ts";
import type {LoggedEvent} from "./mllog-event.ts";
import {readEpoch} from "./timestamp.ts";

interface Edge {
  raw: string;
  utc: string | null;
  unit: number;
}

const statuses: Record<string, string> = {success: "completed", aborted: "aborted"};
const int64 = 2n ** 63n;

/** What a run remembers from one reading of its log to the next. */
export interface LoggedRunState {
  runId: string;
  segment: number;
  at: Place;
  facts: Map<string, {text: string; unit: number}>;
  params: Map<string, Set<string>>;
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
  #started: Edge | null = null;
  #ended: Edge | null = null;
  #status: {raw: string; unit: number} | null = null;

  constructor(runId: string, segment: number, at: Place) {
    this.runId = runId;
    this.segment = segment;
    this.#at = at;
  }

  static from({runId, segment, at, facts, params, started, ended, status}: LoggedRunState): LoggedRun {
    const run = new LoggedRun(runId, segment, at);
    run.#facts = facts;
    run.#params = params;
    run.#started = started;
    run.#ended = ended;
    run.#status = status;
    return run;
  }

  state(): LoggedRunState {
    return {
      runId: this.runId,
      segment: this.segment,
      at: this.#at,
      facts: this.#facts,
      params: this.#params,
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

  row(path: string): FactRow {
    const name = path.replace(/\.[^./]+$/, "");
    const submission = ["submission_org", "submission_benchmark", "submission_platform"].map(
      (key) => this.#facts.get(key)?.text
    );
    return {
      table: "run",
      at: this.#at,
      values: {
        run_id: this.runId,
        segment: this.segment,
        name: this.segment === 1 ? name : `${name}#${this.segment}`,
        group_name: submission[0] && submission[1] ? submission.filter(Boolean).join(" · ") : null,
        status: statuses[this.#status?.raw ?? ""] ?? "unknown",
        status_raw: this.#status?.raw ?? null,
        status_unit: this.#status?.unit ?? null,
        ...edgeColumns("started", this.#started),
        ...edgeColumns("ended", this.#ended),
        ...this.#seed(),
        writers: 1
      }
    };
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

function edge({json, timeMs}: LoggedEvent, unit: number): Edge | null {
  if (timeMs?.kind !== "number") return null;
  const raw = json.text.slice(timeMs.start, timeMs.end);
  return {raw, utc: readEpoch(Number(timeMs.value), raw).utc, unit};
}

function edgeColumns(name: "started" | "ended", found: Edge | null): Record<string, string | number | null> {
  return {[name]: found?.utc ?? null, [`${name}_raw`]: found?.raw ?? null, [`${name}_unit`]: found?.unit ?? null};
}
