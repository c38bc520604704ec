import type {Source} from "../../files/source.ts";
import type {Place, RepairRow, Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import {metricName, splitOf} from "../run-log/metric-name.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import {readEpoch, readTimestamp, type Timestamp} from "../timestamp.ts";
import {repair} from "../unit-line.ts";
import type {Role} from "./declaration.ts";

/** What holds a value in the file, and what it measures. */
export interface DeclaredField {
  key: string;
  metric: string;
  unit: string | undefined;
}

/** Which fields of a row mean what. */
export interface Layout {
  /** "group" or "column", for messages. */
  noun: string;
  roles: Partial<Record<Role, string>>;
  metrics: DeclaredField[];
}

/** A value of a row as text; `quoted`: a number in it is mended. */
export interface Field {
  text: string;
  quoted: boolean;
}

/** What was read of a row before any of it is told. */
interface ReadRow {
  measurements: Measurement[];
  repairs: RepairRow[];
  place: {step: number | null; epoch: number | null; split: string | null; time: Timestamp | undefined};
}

export type FieldOf = (key: string) => Field | undefined;

/** What a row of a declared format says, or which of its values is not what was declared. */
export type DeclaredRow = {facts: Iterable<Row>} | {fault: string};

/** What a log remembers from one reading of its source to the next. */
export interface DeclaredLogState {
  log: RunBookState;
  zoneless: boolean;
}

class Unexpected extends Error {}

/** Runs and metrics of a source in a declared format. */
export class DeclaredLog {
  readonly #log: StepLog;
  readonly layout: Layout;
  #zoneless: boolean;

  constructor(source: Source, layout: Layout, {log, zoneless = false}: Partial<DeclaredLogState> = {}) {
    this.#log = new StepLog(source, {}, log);
    this.layout = layout;
    this.#zoneless = zoneless;
  }

  state(): DeclaredLogState {
    return {log: this.#log.state(), zoneless: this.#zoneless};
  }

  row(at: Place, field: FieldOf): DeclaredRow {
    try {
      return {facts: this.#facts(at, field, this.#read(at, field))};
    } catch (error) {
      if (error instanceof Unexpected) return {fault: error.message};
      throw error;
    }
  }

  /** Which value of a row is not what was declared; null where it can be told. */
  faultOf(field: FieldOf): string | null {
    const row = this.row({unit: 0, line: null, start: 0, end: 0}, field);
    return "fault" in row ? row.fault : null;
  }

  finish(): Iterable<Row> {
    return this.#log.finish();
  }

  #read(at: Place, field: FieldOf): ReadRow {
    const repairs: RepairRow[] = [];
    const measurements = this.layout.metrics.flatMap(({key, metric, unit}): Measurement[] => {
      const found = field(key);
      if (found === undefined || found.text.trim() === "") return [];
      const number = this.#number(key, found);
      if (found.quoted)
        repairs.push(
          repair(at, "number in a string", `${key}: ${JSON.stringify(found.text)}`, `${key}: ${number.value}`)
        );
      const {name, split} = metricName(metric);
      return [
        {name, split, raw: key === name ? null : key, ...number, ...(unit === undefined ? {} : {unit_name: unit})}
      ];
    });
    return {measurements, repairs, place: this.#place(field)};
  }

  #place(field: FieldOf): ReadRow["place"] {
    const split = this.#text("split", field);
    const time = this.#text("time", field);
    return {
      step: this.#count("step", field),
      epoch: this.#count("epoch", field),
      split: split === undefined ? null : (splitOf(split) ?? split),
      time: time === undefined ? undefined : this.#time(time)
    };
  }

  *#facts(at: Place, field: FieldOf, {measurements, repairs, place}: ReadRow): Iterable<Row> {
    yield* repairs;
    const {time} = place;
    if (time?.utc && !time.zoned && !this.#zoneless) {
      this.#zoneless = true;
      yield repair(at, "time without a zone", time.raw, `${time.utc} UTC, here and below`);
    }
    const logged = this.#text("run_id", field) ?? null;
    const seed = this.#text("seed", field);
    const key = [place.split ?? "", ...measurements.map(({name, raw}) => raw ?? name)].join("\n");
    yield* this.#log.step(at, {...place, key, measurements, logged});
    if (seed !== undefined) this.#log.run(at).seed(seed, at.unit);
  }

  #text(role: Role, field: FieldOf): string | undefined {
    const key = this.layout.roles[role];
    const text = key === undefined ? undefined : field(key)?.text.trim();
    return text === "" ? undefined : text;
  }

  #count(role: "step" | "epoch", field: FieldOf): number | null {
    const text = this.#text(role, field);
    if (text === undefined) return null;
    const {value} = this.#number(this.layout.roles[role]!, {text, quoted: false});
    if (!Number.isFinite(value)) throw this.#unexpected("a finite number", this.layout.roles[role]!, text);
    return value;
  }

  #number(key: string, {text}: Field): {value: number; value_raw: string | null} {
    const found = cellNumber(text);
    if (!found) throw this.#unexpected("a number", key, text);
    return found;
  }

  #time(text: string): Timestamp {
    const number = /^\d+(?:\.\d+)?$/.test(text);
    const time = number ? readEpoch(Number(text), text) : readTimestamp(text);
    if (time.utc === null) throw this.#unexpected("a time", this.layout.roles.time!, text);
    return time;
  }

  #unexpected(what: string, key: string, text: string): Unexpected {
    return new Unexpected(
      `expected ${what} in ${this.layout.noun} "${key}", found ${JSON.stringify(text.slice(0, 40))}`
    );
  }
}
