import type {Source} from "../../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../../rows.ts";
import {hexExcerpt} from "../../binary/byte-window.ts";
import {MessageFault, type Message} from "../../binary/message.ts";
import {metricRow} from "../../run-log/metric-row.ts";
import type {RunBookState} from "../../run-log/run-book.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {readEpoch, type Timestamp} from "../../timestamp.ts";
import {ignored, parsed, rejected, repair} from "../../unit-line.ts";
import {Axes, type AxesState} from "./axes.ts";
import {runFolder} from "./folder.ts";
import {History, readItems, type HistoryState} from "./history.ts";
import {itemsOf, readRecord, secondsOf, type RecordKind} from "./record.ts";
import {checkRecord} from "./record-text.ts";
import {RunSettings, type RunSettingsState} from "./run-settings.ts";
import {readValue} from "./value.ts";

const rules: Partial<Record<RecordKind, string>> = {
  header: "header record",
  footer: "footer record",
  final: "final record",
  request: "request between W&B's processes",
  link_artifact: "link of an artifact in a registry"
};
const streams = ["stderr", "stdout"];

type Facts = (at: Place, body: Message) => Iterable<Row>;

/** What a run log remembers from one reading of its file to the next. */
export interface WandbLogState {
  log: RunBookState;
  axes: AxesState;
  history: HistoryState;
  settings: RunSettingsState;
  at: Place | null;
}

/** Facts of one W&B run log. */
export class WandbLog {
  readonly #log: StepLog;
  readonly #axes: Axes;
  readonly #history: History;
  readonly #settings: RunSettings;
  /** The first record that is read. */
  #at: Place | null;

  readonly #readers: Partial<Record<RecordKind, Facts>> = {
    history: (at, body) => this.#history.record(at, body),
    summary: (at, body) => this.#history.summary(at, body),
    config: (at, body) => this.#config(at, body),
    run: (at, body) => this.#run(at, body),
    stats: (at, body) => this.#stats(at, body),
    output: (at, body) => this.#output(at, body),
    output_raw: (at, body) => this.#output(at, body),
    exit: (at, body) => this.#exit(at, body),
    metric: (at, body) => this.#metric(at, body),
    telemetry: (at, body) => this.#telemetry(at, body),
    files: (at, body) => this.#files(at, body),
    artifact: (at, body) => this.#artifact(at, body),
    use_artifact: (at, body) => this.#usedArtifact(at, body),
    alert: (at, body) => this.#event(at, "alert", {level: body.text(3) ?? null, message: textOf(body, 1, 2)}),
    tbrecord: (at, body) => this.#event(at, "tensorboard", {message: body.text(1) ?? null}),
    preempting: (at) => this.#event(at, "preempting", {})
  };

  constructor(source: Source, {log, axes, history, settings, at}: Partial<WandbLogState> = {}) {
    const folder = runFolder(source.path);
    this.#log = new StepLog(source, {partOf: folder, name: folder}, log);
    this.#axes = new Axes(axes);
    this.#history = new History(this.#log, this.#axes, history);
    this.#settings = new RunSettings(this.#log, settings);
    this.#at = at ?? null;
  }

  state(): WandbLogState {
    return {
      log: this.#log.state(),
      axes: this.#axes.state(),
      history: this.#history.state(),
      settings: this.#settings.state(),
      at: this.#at
    };
  }

  *record(at: Place, data: Uint8Array): Iterable<Row> {
    try {
      const {kind, body} = readRecord(data);
      const rule = rules[kind];
      if (rule) return yield ignored(at, rule);
      checkRecord(kind, body);
      this.#at ??= at;
      yield parsed(at);
      yield* this.#readers[kind]!(at, body);
    } catch (error) {
      if (!(error instanceof MessageFault)) throw error;
      yield rejected(at, error.message, hexExcerpt(Buffer.from(data)));
    }
  }

  *finish(): Iterable<FactRow> {
    yield* this.#history.finish();
    if (this.#at) this.#log.run(this.#at).columns.config = this.#settings.config;
    yield* this.#log.finish();
  }

  *#run(at: Place, body: Message): Iterable<Row> {
    const run = this.#log.run(at, body.text(1) || null);
    const time = protoTime(body.message(17));
    if (time) run.begin(time, at.unit, true);
    const [group, git] = [body.text(6), body.message(21)];
    if (group) run.columns.group_name ??= group;
    const commit = git?.text(2);
    if (commit) run.commit(commit, at.unit);
    const about = {
      entity: body.text(2),
      project: body.text(3),
      job_type: body.text(7),
      display_name: body.text(8),
      notes: body.text(9),
      tags: body.texts(10).join(", "),
      sweep_id: body.text(12),
      host: body.text(13),
      "git/remote": git?.text(1)
    };
    yield* this.#environment(at, about);
    const [config, summary, telemetry] = [body.message(4), body.message(5), body.message(19)];
    if (config) yield* this.#config(at, config);
    if (telemetry) yield* this.#telemetry(at, telemetry);
    if (summary) {
      const items = itemsOf(summary, 1);
      if (items.length > 0) yield* this.#history.summary(at, summary);
    }
  }

  *#config(at: Place, body: Message): Iterable<Row> {
    for (const {key, json} of itemsOf(body, 1)) {
      const value = readValue(json);
      if (!value) {
        yield repair(at, "value that is no JSON", `${key}: ${json}`, `${key}: left out`);
        continue;
      }
      for (const {kind, before, after} of value.mends) yield repair(at, kind, `${key}${before}`, `${key}${after}`);
      yield* this.#settings.set(at, key, value.node);
    }
    for (const {key} of itemsOf(body, 2)) yield* this.#event(at, "config removed", {message: key});
  }

  /** System metrics: no step, and no part in the tale of steps. */
  *#stats(at: Place, body: Message): Iterable<Row> {
    const {numbers, repairs} = readItems(
      at,
      body.messages(3).map((item) => ({key: item.text(1) ?? "", json: item.text(16) ?? ""}))
    );
    yield* repairs;
    const time = protoTime(body.message(2));
    const run = this.#log.run(at);
    const where = {run_id: run.runId, split: null, step: null, epoch: null, time};
    for (const [key, {value, raw}] of numbers) {
      const name = key.startsWith("system/") ? key : `system/${key}`;
      const row = metricRow(at, where, {name, split: null, raw: name === key ? null : key, value, value_raw: raw});
      yield* this.#log.tell(at, "metric", row.values as Record<string, Scalar>);
    }
  }

  *#output(at: Place, body: Message): Iterable<Row> {
    const time = protoTime(body.message(2));
    yield* this.#event(at, streams[body.int(1) ?? 0] ?? "output", {message: body.text(3) ?? ""}, time);
  }

  *#exit(at: Place, body: Message): Iterable<Row> {
    const code = body.int(1) ?? 0;
    const run = this.#log.run(at);
    run.finish(String(code), at.unit);
    run.columns.status = code === 0 ? "completed" : "aborted";
    const runtime = body.int(2);
    yield* this.#event(at, "exit", {
      attributes: JSON.stringify({exit_code: code, ...(runtime !== undefined && {runtime})})
    });
  }

  *#metric(at: Place, body: Message): Iterable<Row> {
    const [exact, pattern, step] = [body.text(1), body.text(2), body.text(4)];
    const goal = body.int(8) ?? 0;
    const name = exact || pattern || "";
    const higherIsBetter = goal === 2 ? true : goal === 1 ? false : null;
    if (name)
      this.#axes.define({name, stepMetric: step || null, stepSync: body.message(6)?.int(1) === 1, higherIsBetter});
    const attributes = JSON.stringify({
      name,
      step_metric: step ?? null,
      goal: [null, "minimize", "maximize"][goal] ?? null
    });
    yield* this.#event(at, "define_metric", {message: name, attributes});
  }

  *#telemetry(at: Place, body: Message): Iterable<Row> {
    yield* this.#environment(at, {
      python: body.text(4),
      "wandb/cli_version": body.text(5),
      huggingface: body.text(6),
      "wandb/core_version": body.text(12),
      platform: body.text(13)
    });
  }

  *#files(at: Place, body: Message): Iterable<Row> {
    for (const file of body.messages(1)) {
      const path = file.text(1);
      if (path) yield* this.#log.tell(at, "artifact", {kind: "run file", path});
    }
  }

  *#artifact(at: Place, body: Message): Iterable<Row> {
    const type = body.text(4) || "artifact";
    const name = body.text(5);
    if (name) yield* this.#log.tell(at, "artifact", {kind: type, path: name});
    for (const entry of body.message(12)?.messages(4) ?? []) {
      const path = entry.text(1);
      const size = entry.int64(4);
      if (path) yield* this.#log.tell(at, "artifact", {kind: `file of ${type}`, path, bytes: size ?? null});
    }
  }

  *#usedArtifact(at: Place, body: Message): Iterable<Row> {
    const path = body.text(3) || body.text(1);
    if (path) yield* this.#log.tell(at, "artifact", {kind: `used ${body.text(2) || "artifact"}`, path});
  }

  *#environment(at: Place, entries: Record<string, string | undefined>): Iterable<FactRow> {
    for (const [key, value] of Object.entries(entries))
      if (value) yield* this.#log.tell(at, "environment", {key, value});
  }

  *#event(at: Place, kind: string, more: Record<string, Scalar>, time?: Timestamp): Iterable<FactRow> {
    const when = {time: time?.utc ?? null, time_raw: time?.raw ?? null, zoned: time ? true : null};
    yield* this.#log.tell(at, "event", {kind, ...when, ...more});
  }
}

function textOf(body: Message, ...fields: number[]): string | null {
  const texts = fields.map((field) => body.text(field)).filter(Boolean);
  return texts.length > 0 ? texts.join(": ") : null;
}

function protoTime(timestamp: Message | undefined): Timestamp | undefined {
  const raw = secondsOf(timestamp);
  if (raw === undefined) return undefined;
  const time = readEpoch(Number(raw), raw);
  return time.utc === null ? undefined : time;
}
