import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import {csvRecords, resumedTable, type CsvRecord, type LineRole} from "../csv-records.ts";
import type {Format, Head} from "../format.ts";
import {JsonLineReader, type JsonLine} from "../json-line.ts";
import {mendRows} from "../json-lines.ts";
import {JsonFault} from "../json-tokens.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import type {Resumption} from "../resumption.ts";
import {readEpoch, type Timestamp} from "../timestamp.ts";
import {textOf} from "../training-ndjson/description.ts";
import {parsed, rejected} from "../unit-line.ts";
import {csvSample, hasColumns} from "./csv-sample.ts";

const names: Record<string, string> = {r: "episode_reward", l: "episode_length"};
const preamble = (text: string): LineRole => (text.startsWith("#") ? "own" : "header");

/**
 * monitor.csv of Stable-Baselines(3) and OpenAI baselines: a line #{"t_start": …, "env_id": …}, then one row per
 * episode with its reward r, length l and the seconds t since t_start. The file does not number episodes: the step is
 * the ordinal of the row. Where t falls, another process appended to the file: a new segment whose start is not known.
 */
export const sb3Monitor: Format = {
  name: "sb3-monitor",
  title: "Stable-Baselines3 episodes",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || !hasColumns(sample, "r", "l", "t")) return 0;
    return sample.comments.some((line) => /^#\s*\{.*"t_start"/.test(line)) ? 0.98 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const resumed = resumedTable(resumption);
    const monitor = new Monitor(source, resumed?.columns, resumed?.own as MonitorState | undefined);
    const state = (): MonitorState => monitor.state();
    for (const item of csvRecords(source, {delimiter: ",", preamble, resumption, state})) {
      if ("table" in item) yield item;
      else if (item.kind === "text") yield* monitor.start(item.at, item.text, item.repairs);
      else if (item.kind === "record") yield* monitor.episode(item);
      else {
        yield parsed(item.at);
        yield* item.repairs;
        monitor.columns = item.columns;
      }
    }
    yield* monitor.finish();
  }
};

interface MonitorState {
  log: RunBookState;
  /** Seconds since the epoch, where they are known. */
  start: number | null;
  episode: number;
  /** Seconds of the last episode. */
  last: number;
}

class Monitor {
  columns: string[];
  readonly #log: StepLog;
  #start: number | null;
  #episode: number;
  #last: number;

  constructor(source: Source, columns: string[] = [], state?: MonitorState) {
    const name = source.path.replace(/\.csv$/, "").replace(/\.monitor$/, "");
    this.columns = columns;
    this.#log = new StepLog(source, {name}, state?.log);
    this.#start = state?.start ?? null;
    this.#episode = state?.episode ?? 0;
    this.#last = state?.last ?? -Infinity;
  }

  state(): MonitorState {
    return {log: this.#log.state(), start: this.#start, episode: this.#episode, last: this.#last};
  }

  *start(at: Place, text: string, repairs: Row[]): Iterable<Row> {
    let json: JsonLine;
    try {
      json = new JsonLineReader().read(text, text.indexOf("#") + 1);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      return yield rejected(at, `not a JSON object behind "#": ${error.message}`, text);
    }
    yield parsed(at);
    yield* repairs;
    yield* mendRows(at, json);
    const run = this.#log.run(at);
    const start = json.leaf("t_start");
    if (start?.kind === "number") {
      this.#start = Number(start.value);
      run.begin(readEpoch(this.#start, text.slice(start.start, start.end)), at.unit, true);
    }
    for (const leaf of json.leaves)
      if (leaf !== start)
        yield* this.#log.tell(at, "param", {key: leaf.path, value: textOf(json, leaf), type: leaf.kind});
  }

  *episode({at, cells, repairs}: CsvRecord): Iterable<Row> {
    yield parsed(at);
    yield* repairs;
    const seconds = cellNumber(cells[this.columns.indexOf("t")] ?? "")?.value ?? NaN;
    if (seconds < this.#last) [this.#episode, this.#start] = [0, null];
    if (Number.isFinite(seconds)) this.#last = seconds;
    this.#episode += 1;
    const time = this.#timeOf(seconds, cells[this.columns.indexOf("t")] ?? "");
    const measurements: Measurement[] = [];
    const fields: [string, string][] = [];
    for (const [i, cell] of cells.entries()) {
      const column = this.columns[i]!;
      if (cell.trim() === "" || (column === "t" && time)) continue;
      const found = cellNumber(cell);
      if (found) measurements.push({...nameOf(column), ...found});
      else fields.push([column, cell]);
    }
    yield* this.#log.step(at, {key: "episode", split: null, step: this.#episode, epoch: null, time, measurements});
    if (fields.length > 0) yield* this.#tellFields(at, fields);
  }

  *finish(): Iterable<FactRow> {
    yield* this.#log.finish();
  }

  *#tellFields(at: Place, fields: [string, string][]): Iterable<FactRow> {
    const run = this.#log.run(at);
    const news = fields.filter(([column, cell]) => run.fields.get(column) !== cell);
    if (news.length === 0) return;
    for (const [column, cell] of news) run.fields.set(column, cell);
    yield* this.#log.tell(at, "event", {kind: "fields", attributes: JSON.stringify(Object.fromEntries(news))});
  }

  #timeOf(seconds: number, raw: string): Timestamp | undefined {
    if (this.#start === null || !Number.isFinite(seconds)) return undefined;
    const time = this.#start + seconds;
    return {...readEpoch(time, time.toFixed(6)), raw: raw.trim()};
  }
}

function nameOf(column: string): MetricName {
  const name = names[column];
  return name === undefined ? {name: column, split: null, raw: null} : {name, split: null, raw: column};
}
