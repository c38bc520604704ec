import type {Source} from "../../../files/source.ts";
import type {FactRow, Place, Row, Scalar, UnitRow} from "../../../rows.ts";
import {splitOf, metricName} from "../../run-log/metric-name.ts";
import type {RunBookState} from "../../run-log/run-book.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {readEpoch, type Timestamp} from "../../timestamp.ts";
import {ignored, parsed, rejected} from "../../unit-line.ts";
import {MessageFault} from "../../binary/message.ts";
import {hexExcerpt} from "../../binary/byte-window.ts";
import {EventReader, inside, type Event, type SummaryValue} from "./event.ts";
import {readHparams, type Experiment, type HparamsData, type SessionStart} from "./hparams.ts";

const sessionStates = ["unspecified", "start", "stop", "checkpoint"];
const levels: Record<number, string> = {10: "debug", 20: "info", 30: "warning", 40: "error", 50: "fatal"};
const ignoredKinds: Partial<Record<Event["kind"], string>> = {
  graph_def: "graph definition",
  meta_graph_def: "graph definition",
  tagged_run_metadata: "run metadata of a session",
  none: "event without content"
};

/** Folder of a file, and the split it stands for: train/ and validation/ are two sides of the run above them. */
export function runFolder(path: string): {folder: string; split: string | null} {
  const folders = path.split("/").slice(0, -1);
  const split = splitOf(folders.at(-1) ?? "") ?? null;
  const of = split === null || folders.length < 2 ? folders : folders.slice(0, -1);
  return {folder: of.join("/"), split};
}

/** Where values of a tag stand that are not read. */
interface Unread {
  at: Place;
  type: string;
  units: number;
  last: number;
}

/** What an event log remembers from one reading of its file to the next. */
export interface EventLogState {
  log: RunBookState;
  plugins: Map<string, string>;
  unread: Map<string, Unread>;
}

/** Facts of one event file. */
export class EventLog {
  readonly #reader: EventReader;
  readonly #log: StepLog;
  readonly #split: string | null;
  /** Values that stand beside facts in one record and are not read, by tag. */
  readonly #unread: Map<string, Unread>;

  constructor(source: Source, {log, plugins, unread}: Partial<EventLogState> = {}) {
    const {folder, split} = runFolder(source.path);
    this.#split = split;
    this.#log = new StepLog(source, {partOf: folder || null, ...(folder && {name: folder})}, log);
    this.#reader = new EventReader(plugins);
    this.#unread = unread ?? new Map();
  }

  state(): EventLogState {
    return {log: this.#log.state(), plugins: this.#reader.plugins, unread: this.#unread};
  }

  *record(at: Place, data: Uint8Array): Iterable<Row> {
    let event: Event;
    let hparams: (HparamsData | null)[];
    try {
      event = this.#reader.read(data);
      hparams = event.values.map(({plugin, content}) =>
        plugin === "hparams" && content instanceof Uint8Array ? readHparams(content) : null
      );
      if (event.kind !== "summary") checkBody(event);
    } catch (error) {
      if (!(error instanceof MessageFault)) throw error;
      return yield rejected(at, `expected an Event, ${error.message}`, hexExcerpt(Buffer.from(data)));
    }
    yield this.#unit(at, event, hparams);
    const time = timeOf(event.wallTime);
    if (event.kind === "summary") yield* this.#summary(at, event, hparams, time);
    else yield* this.#other(at, event, time);
  }

  *finish(): Iterable<FactRow> {
    yield* this.#log.finish();
    for (const [key, {at, type, units, last}] of this.#unread)
      yield {table: "field", at, values: {key, type, units, last_unit: last}};
  }

  #unit(at: Place, {kind, values}: Event, hparams: (HparamsData | null)[]): UnitRow {
    const rule = ignoredKinds[kind];
    if (rule) return ignored(at, rule);
    if (kind !== "summary") return parsed(at);
    if (values.length === 0) return ignored(at, "summary without values");
    const read = values.some(({number, texts}, i) => number || texts || hparams[i]);
    return read ? parsed(at) : ignored(at, `${unreadKind(values[0]!)} summary`);
  }

  *#summary(at: Place, {values, step}: Event, hparams: (HparamsData | null)[], time?: Timestamp): Iterable<FactRow> {
    const facts = values.some(({number, texts}, i) => number || texts || hparams[i]);
    if (!facts) return;
    for (const [i, value] of values.entries()) {
      const data = hparams[i];
      if (data) yield* this.#hparams(at, data);
      else if (value.number) yield* this.#scalar(at, value, Number(step), time);
      else if (value.texts) {
        const attributes = {tag: value.tag, step: String(step)};
        yield* this.#event(at, "text", {message: value.texts.join("\n"), attributes: JSON.stringify(attributes)}, time);
      } else this.#notRead(at, value);
    }
  }

  *#scalar(at: Place, {tag, number}: SummaryValue, step: number, time?: Timestamp): Iterable<FactRow> {
    const found = {...metricName(tag), value: number!.value, value_raw: number!.raw};
    const key = `${this.#split ?? ""}\n${tag}`;
    yield* this.#log.step(at, {key, measurements: [found], split: this.#split, step, epoch: null, time});
  }

  #notRead(at: Place, value: SummaryValue): void {
    const known = this.#unread.get(value.tag);
    if (known) [known.units, known.last] = [known.units + 1, at.unit];
    else this.#unread.set(value.tag, {at, type: unreadKind(value), units: 1, last: at.unit});
  }

  *#other(at: Place, {kind, body}: Event, time?: Timestamp): Iterable<FactRow> {
    if (kind === "file_version") {
      if (time) this.#log.run(at).begin(time, at.unit);
      yield* this.#environment(at, "file_version", body.text(3));
      yield* this.#environment(at, "writer", body.message(10)?.text(1));
    } else if (kind === "log_message") {
      const log = inside(body, 6);
      yield* this.#event(at, "log", {level: levels[log.int(1) ?? 0] ?? null, message: log.text(2) ?? ""}, time);
    } else if (kind === "session_log") {
      const log = inside(body, 7);
      const state = sessionStates[log.int(1) ?? 0] ?? String(log.int(1));
      yield* this.#event(at, `session ${state}`, {message: log.text(3) ?? null}, time);
      const path = log.text(2);
      if (path) yield* this.#log.tell(at, "artifact", {kind: "checkpoint", path});
    }
  }

  *#hparams(at: Place, data: HparamsData): Iterable<FactRow> {
    if (data.kind === "session start") return yield* this.#start(at, data.start);
    if (data.kind === "experiment") return yield* this.#experiment(at, data.experiment);
    const run = this.#log.run(at);
    const {status, ended} = data.end;
    if (status !== "UNKNOWN") run.finish(status, at.unit);
    const time = timeOf(ended);
    if (time) run.end(time, at.unit);
  }

  *#start(at: Place, {parameters, modelUri, monitorUrl, group, started}: SessionStart): Iterable<FactRow> {
    const run = this.#log.run(at);
    const time = timeOf(started);
    if (time) run.begin(time, at.unit, true);
    if (group) run.columns.group_name ??= group;
    for (const {key, value, type} of parameters) {
      if (/(^|[/._])seed$/i.test(key) && value !== null) run.seed(value, at.unit);
      yield* this.#log.tell(at, "param", {key, value, type});
    }
    if (modelUri) yield* this.#log.tell(at, "artifact", {kind: "model", path: modelUri});
    yield* this.#environment(at, "monitor_url", monitorUrl);
  }

  *#experiment(at: Place, {name, user, ...more}: Experiment): Iterable<FactRow> {
    const message = [name, more.description].filter(Boolean).join(": ") || null;
    const attributes = JSON.stringify({name, user, parameters: more.parameters, metrics: more.metrics});
    yield* this.#event(at, "experiment", {message, attributes}, timeOf(more.created));
  }

  *#environment(at: Place, key: string, value: string | undefined): Iterable<FactRow> {
    if (value) yield* this.#log.tell(at, "environment", {key, value});
  }

  *#event(at: Place, kind: string, more: Record<string, Scalar>, time?: Timestamp): Iterable<FactRow> {
    const when = {time: time?.utc ?? null, time_raw: time?.raw ?? null, zoned: time ? true : null};
    yield* this.#log.tell(at, "event", {kind, ...when, ...more});
  }
}

/** Reads the messages inside once, so that a broken one rejects the record before any fact is told. */
function checkBody({kind, body}: Event): void {
  if (kind === "file_version") body.message(10);
  if (kind === "log_message") inside(body, 6);
  if (kind === "session_log") inside(body, 7);
}

function unreadKind({other, plugin}: SummaryValue): string {
  return other ?? (plugin === "hparams" ? "hyperparameter" : "valueless");
}

function timeOf(seconds: number | undefined): Timestamp | undefined {
  if (seconds === undefined) return undefined;
  const time = readEpoch(seconds, String(seconds));
  return time.utc === null ? undefined : time;
}
