import type {Line, Source} from "../../../files/source.ts";
import type {FactRow, Place, RepairRow, Row, Scalar} from "../../../rows.ts";
import {JsonLineReader} from "../../json-line.ts";
import {mendRows} from "../../json-lines.ts";
import {numberInText} from "../../json-number.ts";
import type {Leaf} from "../../json-scanner.ts";
import {nonFiniteName} from "../../json-tokens.ts";
import {resumedLines, type Resumption} from "../../resumption.ts";
import {withoutEscapes} from "../../terminal-text.ts";
import {ignored, mendEncoding, parsed, pending, rejected, repair, settle} from "../../unit-line.ts";
import {position, readLoggedLine, type Dialect, type LoggedEvent, type LoggedLine} from "./event.ts";
import {LoggedRun, type LoggedRunState} from "./run.ts";

const measure = /^(?:eval|train|validation|val|test)_(?:accuracy|error|loss|metric|score|auc|map)$/;
/** Sizes of the setup, which some loggers report only while the run is under way. */
const size = /_(?:samples|size|steps|epochs)$/;
/** Actions, not configuration, though some loggers give them a value. */
const actions = new Set(["cache_clear", "weights_initialization", "run_start", "run_stop"]);

/** Rows of an MLPerf log: events with their marker, and the program output between them ignored by rule. */
export function* parseLog(source: Source, dialect: Dialect, resumption?: Resumption): Iterable<Row> {
  const log = new Log(source, dialect, resumption?.from?.state as LoggedRunState[] | undefined);
  const state = (): LoggedRunState[] => log.runs.map((run) => run.state());
  for (const line of resumedLines(source, resumption, state)) yield* log.line(line);
  for (const run of log.runs) yield run.row(source.path, log.runs[0]);
}

class Log {
  readonly runs: LoggedRun[];
  readonly #sourceId: string;
  readonly #dialect: Dialect;
  readonly #reader = new JsonLineReader();

  constructor({sourceId}: Source, dialect: Dialect, runs: LoggedRunState[] = []) {
    this.#sourceId = sourceId;
    this.runs = runs.map((run) => LoggedRun.from(run));
    this.#dialect = dialect;
  }

  *line(line: Line): Iterable<Row> {
    const {at} = line;
    const settled = settle(line);
    if (settled) return yield settled;
    const {text: whole, repairs} = mendEncoding(line);
    const text = withoutEscapes(whole);
    const found = readLoggedLine(this.#dialect, this.#reader, text);
    if (found === null) return yield ignored(at, "program output");
    if ("fault" in found) return yield line.complete ? rejected(at, found.fault, text) : pending(at);
    yield parsed(at);
    yield* repairs;
    yield* lineRepairs(at, whole, text, found, this.#dialect.marker);
    for (const event of found.events) {
      yield* mendRows(at, event.json);
      yield* this.#facts(event, at);
    }
  }

  *#facts(event: LoggedEvent, at: Place): Iterable<FactRow | RepairRow> {
    const run = this.#runOf(event, at);
    run.take(event, at);
    yield {table: "event", at, values: eventValues(run.runId, event)};
    const {epoch, step} = position(event);
    const metrics = isMeasured(event, run, epoch ?? step) ? measured(event) : [];
    for (const found of metrics) {
      const {name, value, raw, text} = found;
      if (!run.measures(name, epoch, step, raw ?? String(value))) continue;
      const nonfinite = nonFiniteName(value);
      if (text !== null)
        yield repair(at, "number in a string", `${name}: ${JSON.stringify(text)}`, `${name}: ${nonfinite ?? value}`);
      const {utc, raw: time_raw} = event.time;
      const place = {run_id: run.runId, name, split: splitOf(name), step, epoch, time: utc, time_raw};
      yield {
        table: "metric",
        at,
        values: {...place, value: nonfinite ? null : value, value_raw: raw, nonfinite}
      };
    }
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

/** What of a line with events was set aside. An event counts wherever it stands, also where a progress bar drew over it. */
function* lineRepairs(
  at: Place,
  whole: string,
  text: string,
  {events, leftover, faults}: Exclude<LoggedLine, null | {fault: string}>,
  marker: string
): Iterable<RepairRow> {
  if (text !== whole) yield repair(at, "terminal escape codes", whole, text);
  if (text.includes("\r"))
    yield repair(
      at,
      "line drawn over by carriage returns",
      text,
      events.map(({json}) => text.slice(text.lastIndexOf(marker, json.start), json.end)).join("\n")
    );
  for (const fault of faults) yield repair(at, "broken event beside others", fault, "");
  if (leftover) yield repair(at, "text behind the payload", leftover, "");
}

function eventValues(run_id: string, {key, json, value, time}: LoggedEvent): Record<string, Scalar> {
  const whole = json.key("value");
  const message = json.textAt("value") ?? (whole && value?.kind !== "null" ? json.json(whole) : null);
  return {run_id, time: time.utc, time_raw: time.raw, zoned: true, kind: key, message, attributes: json.json()};
}

/** A number with a position in training, or logged between run_start and run_stop under a key that was not configured. */
function isMeasured({key}: LoggedEvent, run: LoggedRun, place: number | null): boolean {
  if (measure.test(key)) return true;
  if (place !== null) return !actions.has(key);
  return run.running && !run.stopped && !size.test(key) && !run.isConfigured(key);
}

interface Measured {
  name: string;
  value: number;
  raw: string | null;
  /** The string that held the number; null where it was one. */
  text: string | null;
}

/** The numbers of an event: its value, or those inside it by path. Under a key that measures, digits in a string too. */
function measured({key, json, value}: LoggedEvent): Measured[] {
  const leaves = value
    ? [{name: key, leaf: value}]
    : json.leaves
        .filter(({path}) => path.startsWith("value/"))
        .map((leaf) => ({name: `${key}/${leaf.path.slice("value/".length)}`, leaf}));
  return leaves.flatMap(({name, leaf}) => numberOf(name, leaf, measure.test(key)));
}

function numberOf(name: string, {kind, value, raw}: Leaf, alsoText: boolean): Measured[] {
  if (kind === "number") return [{name, value: Number(value), raw, text: null}];
  if (kind !== "string" || !alsoText) return [];
  const text = String(value);
  const number = numberInText(text);
  return number ? [{name, value: number.value, raw: number.raw, text}] : [];
}

function splitOf(name: string): string | null {
  return /^(eval|train|validation|val|test)_/.exec(name)?.[1]?.replace("validation", "val") ?? null;
}
