import type {CsvRecord} from "../csv-records.ts";
import {cellMeasurement, cellNumber} from "../csv-cell.ts";
import {JsonLineReader, type JsonLine} from "../json-line.ts";
import {mendRows} from "../json-lines.ts";
import type {FactRow, Place, RepairRow, Row} from "../../rows.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import {metricName, splitOf} from "../run-log/metric-name.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import type {StepLog} from "../run-log/step-log.ts";
import {readEpoch, readTimestamp, type Timestamp} from "../timestamp.ts";
import {describeConfig} from "../training-ndjson/description.ts";
import {configKeys, isIdentifier} from "../training-ndjson/names.ts";
import {parsed, rejected, repair} from "../unit-line.ts";
import {structuredCell} from "./structured-cell.ts";

/** What the columns of a table of steps are; columns by their names. */
export interface StepTablePlan {
  step: string | null;
  epoch?: string | null;
  time?: string | null;
  /** Column that names the run of a record. */
  run?: string | null;
  /** Column whose words are splits. */
  split?: string | null;
  /** Column that says True on the last record of a completed run. */
  done?: string | null;
  /** Name and split of a measured column. Default: metricName. */
  name?: (column: string) => MetricName;
}

/** What a table remembers from one reading of its file to the next. */
export interface StepTableState {
  /** Cells of the configuration told last. */
  config: string;
  zoneless: boolean;
}

type Position = "step" | "epoch" | "time" | "run" | "split";
type Role = Position | "config" | "field" | MetricName;

const fieldsKept = 4096;
const numbered = /(^|\/|_)(pid|seed)$/;

/** Turns the records of a table of steps into facts: numbers are metrics, texts are told when they change. */
export class StepTable {
  readonly #log: StepLog;
  readonly #columns: string[];
  readonly #plan: StepTablePlan;
  readonly #roles: Role[];
  readonly #reader = new JsonLineReader();
  readonly #configCells: number[];
  readonly #places: Record<Position, number>;
  #config: string;
  #zoneless: boolean;

  constructor(
    log: StepLog,
    columns: string[],
    plan: StepTablePlan,
    {config, zoneless}: StepTableState = {config: "", zoneless: false}
  ) {
    this.#log = log;
    this.#config = config;
    this.#zoneless = zoneless;
    this.#columns = columns;
    this.#plan = plan;
    this.#roles = columns.map((column) => roleOf(column, plan));
    const {step, epoch, time, run, split} = plan;
    const indexOf = (name: string | null | undefined) => (name == null ? -1 : columns.indexOf(name));
    this.#places = {
      step: indexOf(step),
      epoch: indexOf(epoch),
      time: indexOf(time),
      run: indexOf(run),
      split: indexOf(split)
    };
    this.#configCells = this.#roles.flatMap((role, i) => (role === "config" ? [i] : []));
  }

  state(): StepTableState {
    return {config: this.#config, zoneless: this.#zoneless};
  }

  /** The rows of one record, its unit row first. A step that is no number makes it rejected. */
  *record({at, cells, text, repairs}: CsvRecord): Iterable<Row> {
    const step = this.#cell(cells, "step");
    const number = step === undefined ? null : cellNumber(step);
    if (step !== undefined && step.trim() !== "" && (number === null || !Number.isFinite(number.value)))
      return yield rejected(
        at,
        `expected a number in column ${this.#plan.step}, found ${JSON.stringify(step.slice(0, 80))}`,
        text
      );
    yield parsed(at);
    yield* repairs;
    yield* this.#facts(at, cells, number?.value ?? null);
  }

  *#facts(at: Place, cells: string[], step: number | null): Iterable<FactRow | RepairRow> {
    const timeCell = this.#cell(cells, "time") ?? "";
    const time = timeOf(timeCell);
    yield* this.#zoneRepair(at, time);
    const measurements: Measurement[] = [];
    const fields: number[] = [];
    for (let i = 0; i < cells.length; i++) {
      const found = this.#measure(i, cells[i]!, time);
      if (found === "field") fields.push(i);
      else if (found) measurements.push(found);
    }
    const epoch = cellNumber(this.#cell(cells, "epoch") ?? "")?.value ?? null;
    const logged = this.#cell(cells, "run")?.trim() || null;
    const split = this.#split(cells);
    const where = {split, step, epoch: Number.isFinite(epoch) ? epoch : null, time, logged};
    yield* this.#log.step(at, {...where, measurements});
    yield* this.#tellConfig(at, cells);
    yield* this.#tellFields(at, cells, fields, time);
  }

  #measure(i: number, cell: string, time: Timestamp | undefined): Measurement | "field" | null {
    const role = this.#roles[i]!;
    if (cell.trim() === "") return null;
    if (role === "field") return "field";
    if (role === "split") return splitOf(cell.trim()) || this.#columns[i]!.toLowerCase() === "split" ? null : "field";
    const name = role === "time" && !time ? metricName(this.#columns[i]!) : role;
    return typeof name === "string" ? null : (cellMeasurement(name, cell) ?? "field");
  }

  #split(cells: string[]): string | null {
    const word = this.#cell(cells, "split")?.trim() ?? "";
    return splitOf(word) ?? (word !== "" && this.#plan.split?.toLowerCase() === "split" ? word : null);
  }

  #cell(cells: string[], position: Position): string | undefined {
    const i = this.#places[position];
    return i < 0 ? undefined : cells[i];
  }

  /** Columns config/…, or one column config that holds an object: parameters, told once. */
  *#tellConfig(at: Place, cells: string[]): Iterable<FactRow> {
    if (this.#configCells.length === 0) return;
    const text = this.#configCells.map((i) => cells[i]).join("\u001f");
    if (text === this.#config) return;
    this.#config = text;
    for (const name of configKeys) {
      const json = this.#configOf(name, cells);
      if (!json) continue;
      for (const {table, values} of describeConfig(this.#log.run(at), at, json))
        yield* this.#log.tell(at, table, scalars(values));
    }
  }

  #configOf(name: string, cells: string[]): JsonLine | null {
    const whole = this.#columns.indexOf(name);
    if (whole >= 0 && cells[whole]!.trim() !== "") {
      const json = structuredCell(this.#reader, name, cells[whole]!);
      return json ?? this.#reader.read(JSON.stringify({[name]: {text: cells[whole]}}));
    }
    const entries = this.#configCells
      .filter((i) => this.#columns[i]!.startsWith(`${name}/`) && cells[i]!.trim() !== "")
      .map((i) => `${JSON.stringify(this.#columns[i]!.slice(name.length + 1))}:${this.#jsonOf(cells[i]!)}`);
    return entries.length === 0 ? null : this.#reader.read(`{${JSON.stringify(name)}:{${entries.join(",")}}}`);
  }

  #jsonOf(cell: string): string {
    const json = structuredCell(this.#reader, "x", cell);
    if (json) return json.json(json.key("x")!);
    const text = cell.trim();
    const word = {true: "true", false: "false", none: "null", null: "null"}[text.toLowerCase()];
    if (word) return word;
    return /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? text : JSON.stringify(cell);
  }

  *#tellFields(
    at: Place,
    cells: string[],
    fields: number[],
    time: Timestamp | undefined
  ): Iterable<FactRow | RepairRow> {
    if (fields.length === 0) return;
    const run = this.#log.run(at);
    const news = fields.filter((i) => run.fields.get(this.#columns[i]!) !== cells[i]);
    if (news.length === 0) return;
    if (run.fields.size > fieldsKept) run.fields.clear();
    const entries: string[] = [];
    for (const i of news) {
      const [column, cell] = [this.#columns[i]!, cells[i]!];
      run.fields.set(column, cell);
      if (column === this.#plan.done && /^true$/i.test(cell)) {
        run.finish("completed", at.unit);
        run.columns.status_raw = `${column}=${cell}`;
      }
      if (/(^|\/)seed$/.test(column) && /^-?\d+$/.test(cell)) run.seed(cell, at.unit);
      const json = structuredCell(this.#reader, column, cell);
      if (json) yield* mendRows(at, json);
      entries.push(`${JSON.stringify(column)}:${json ? json.json(json.key(column)!) : JSON.stringify(cell)}`);
    }
    const attributes = `{${entries.join(",")}}`;
    const stamp = {time: time?.utc ?? null, time_raw: time?.raw ?? null, zoned: time?.zoned ?? null};
    yield* this.#log.tell(at, "event", {...stamp, kind: "fields", attributes});
  }

  *#zoneRepair(at: Place, time: Timestamp | undefined): Iterable<RepairRow> {
    if (this.#zoneless || !time || time.zoned) return;
    this.#zoneless = true;
    yield repair(at, "time without a zone", time.raw, `${time.utc} UTC, here and below`);
  }
}

function roleOf(column: string, {step, epoch, time, run, split, name = metricName}: StepTablePlan): Role {
  if (column === step) return "step";
  if (column === epoch) return "epoch";
  if (column === time) return "time";
  if (column === run) return "run";
  if (column === split) return "split";
  if (configKeys.some((key) => column === key || column.startsWith(`${key}/`))) return "config";
  return isIdentifier(column) || numbered.test(column) ? "field" : name(column);
}

/** A time as text, or a number whose magnitude is that of a time. Undefined for anything else, such as seconds run. */
export function timeOf(cell: string): Timestamp | undefined {
  const number = cellNumber(cell);
  const time = number ? readEpoch(number.value, cell.trim()) : cell.trim() === "" ? undefined : readTimestamp(cell);
  return time?.utc === null ? undefined : time;
}

function scalars(values: FactRow["values"]): Record<string, string | number | boolean | bigint | null> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === "object" || value === undefined ? null : value])
  );
}
