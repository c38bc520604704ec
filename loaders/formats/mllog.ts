import type {Line, Source} from "../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../rows.ts";
import type {Format, Head} from "./format.ts";
import {JsonLineReader} from "./json-line.ts";
import {mendRows} from "./json-lines.ts";
import type {Leaf} from "./json-scanner.ts";
import {nonFiniteName} from "./json-tokens.ts";
import {position, readLoggedLine, type LoggedEvent} from "./mllog-event.ts";
import {LoggedRun, type LoggedRunState} from "./mllog-run.ts";
import {resumedLines, type Resumption} from "./resumption.ts";
import {readEpoch} from "./timestamp.ts";
import {ignored, mendEncoding, parsed, pending, rejected, repair, settle} from "./unit-line.ts";

const measure = /^(?:eval|train|validation|val|test)_(?:accuracy|error|loss|metric|score|auc|map)$/;
/** Sizes of the setup, which some loggers report only while the run is under way. */
const size = /_(?:samples|size|steps|epochs)$/;
/** Actions, not configuration, though some loggers give them a value. */
const actions = new Set(["cache_clear", "weights_initialization", "run_start", "run_stop"]);

/** MLPerf training log, v0.7 and later: program output with `:::MLLOG {…}` lines in between. */
export const mllog: Format = {
  name: "mllog",
  title: "MLPerf training log",
  unit: "line",
  detect(_path: string, {text}: Head): number {
    return /:::MLLOG\s*\{[^\n]*"key"/.test(text) ? 1 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const log = new Log(source, resumption?.from?.state as LoggedRunState[] | undefined);
    const state = (): LoggedRunState[] => log.runs.map((run) => run.state());
    for (const line of resumedLines(source, resumption, state)) yield* log.line(line);
    for (const run of log.runs) yield run.row(source.path);
  }
};

class Log {
  readonly runs: LoggedRun[];
  readonly #sourceId: string;
  readonly #reader = new JsonLineReader();

  constructor({sourceId}: Source, runs: LoggedRunState[] = []) {
    this.#sourceId = sourceId;
    this.runs = runs.map((run) => LoggedRun.from(run));
  }

  *line(line: Line): Iterable<Row> {
    const {at} = line;
    const settled = settle(line);
    if (settled) return yield settled;
    const {text, repairs} = mendEncoding(line);
    const found = readLoggedLine(this.#reader, text);
    if (found === null) return yield ignored(at, "program output");
    if ("fault" in found) return yield line.complete ? rejected(at, found.fault, text) : pending(at);
    yield parsed(at);
    yield* repairs;
    if (found.leftover) yield repair(at, "text behind the payload", found.leftover, "");
    for (const event of found.events) {
      yield* mendRows(at, event.json);
      yield* this.#facts(event, at);
    }
  }

  *#facts(event: LoggedEvent, at: Place): Iterable<FactRow> {
    const run = this.#runOf(event, at);
    run.take(event, at);
    const time = timeOf(event);
    yield {table: "event", at, values: eventValues(run.runId, event, time)};
    const {epoch, step} = position(event);
    const metrics = isMeasured(event, run, epoch ?? step) ? numbers(event) : [];
    for (const {name, leaf} of metrics)
      yield {
        table: "metric",
        at,
        values: {run_id: run.runId, name, split: splitOf(name), step, epoch, ...time.columns, ...valueColumns(leaf)}
      };
    if (metrics.length > 0 || !event.value || actions.has(event.key)) return;
    const {kind} = event.value;
    if (kind === "null" || kind === "object") return;
    const value = event.json.textAt("value") ?? event.json.json(event.value);
    if (run.configures(event.key, value))
      yield {table: "param", at, values: {run_id: run.runId, key: event.key, value, type: kind}};
  }

  /** One run per file; a run_start after a run_stop begins the next (a second one before it is another rank's). */
  #runOf({key}: LoggedEvent, at: Place): LoggedRun {
    const last = this.runs.at(-1);
    if (last && !(key === "run_start" && last.stopped && last.running)) return last;
    const ordinal = this.runs.length + 1;
    const run = new LoggedRun(`${this.#sourceId}.${ordinal}`, ordinal, at);
    this.runs.push(run);
    return run;
  }
}

interface EventTime {
  columns: {time: string | null; time_raw: string | null};
}

function timeOf({timeMs, json}: LoggedEvent): EventTime {
  if (timeMs?.kind !== "number") return {columns: {time: null, time_raw: json.textAt("time_ms") ?? null}};
  const raw = json.text.slice(timeMs.start, timeMs.end);
  return {columns: {time: readEpoch(Number(timeMs.value), raw).utc, time_raw: raw}};
}

function eventValues(run_id: string, {key, json, value}: LoggedEvent, {columns}: EventTime): Record<string, Scalar> {
  const whole = json.key("value");
  const message = json.textAt("value") ?? (whole && value?.kind !== "null" ? json.json(whole) : null);
  return {run_id, ...columns, zoned: true, kind: key, message, attributes: json.json()};
}

/** A number with a position in training, or logged between run_start and run_stop under a key that was not configured. */
function isMeasured({key}: LoggedEvent, run: LoggedRun, place: number | null): boolean {
  if (measure.test(key)) return true;
  if (place !== null) return !actions.has(key);
  return run.running && !run.stopped && !size.test(key) && !run.isConfigured(key);
}

function numbers({key, json, value}: LoggedEvent): {name: string; leaf: Leaf}[] {
  if (value?.kind === "number") return [{name: key, leaf: value}];
  const inside = json.leaves.filter(({path, kind}) => kind === "number" && path.startsWith("value/"));
  return inside.map((leaf) => ({name: `${key}/${leaf.path.slice("value/".length)}`, leaf}));
}

function splitOf(name: string): string | null {
  return /^(eval|train|validation|val|test)_/.exec(name)?.[1]?.replace("validation", "val") ?? null;
}

function valueColumns({value, raw}: Leaf): Record<string, Scalar> {
  const number = Number(value);
  const nonfinite = nonFiniteName(number);
  return {value: nonfinite ? null : number, value_raw: raw, nonfinite};
}
