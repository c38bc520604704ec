import type {FactRow, Place, RepairRow, Row} from "../../../rows.ts";
import type {Message} from "../../binary/message.ts";
import type {JsonNode} from "../../json-document.ts";
import {metricName} from "../../run-log/metric-name.ts";
import type {Measurement} from "../../run-log/metric-row.ts";
import type {StepLog} from "../../run-log/step-log.ts";
import {readEpoch, type Timestamp} from "../../timestamp.ts";
import {repair} from "../../unit-line.ts";
import {yamlText} from "../../yaml-document.ts";
import type {Axes} from "./axes.ts";
import {itemsOf, type Item} from "./record.ts";
import {leavesOf, numberOf, readValue} from "./value.ts";

interface LoggedRow {
  numbers: Map<string, {value: number; raw: string | null}>;
  others: {key: string; node: JsonNode}[];
  repairs: RepairRow[];
}

const named = 65_536;

/** Where values of a key and type stand that are no fact of their own. */
interface Unread {
  at: Place;
  key: string;
  type: string;
  units: number;
  last: number;
}

/** What a history remembers from one reading of its log to the next. */
export interface HistoryState {
  seen: Set<string>;
  fields: Map<string, Unread>;
}

/** Rows that a run logged, and the summaries of what it did not log in rows. */
export class History {
  readonly #log: StepLog;
  readonly #axes: Axes;
  readonly #seen: Set<string>;
  /** Media, lists and the like, by key and type. */
  readonly #fields: Map<string, Unread>;

  constructor(log: StepLog, axes: Axes, {seen, fields}: Partial<HistoryState> = {}) {
    this.#log = log;
    this.#axes = axes;
    this.#seen = seen ?? new Set();
    this.#fields = fields ?? new Map();
  }

  state(): HistoryState {
    return {seen: this.#seen, fields: this.#fields};
  }

  *record(at: Place, body: Message): Iterable<Row> {
    const row = readItems(at, itemsOf(body, 1));
    yield* row.repairs;
    const {numbers, others} = row;
    const values = new Map([...numbers].map(([key, {value}]) => [key, value]));
    const step = body.message(2)?.int(1) ?? values.get("_step") ?? (body.has(2) ? 0 : null);
    const stamp = numbers.get("_timestamp");
    const time = stamp && timeOf(stamp.raw ?? String(stamp.value));
    this.#axes.row(values);
    for (const {place, measurements, higher_is_better} of this.#placed(numbers, values, step).values())
      yield* this.#log.step(at, {
        measurements,
        columns: {unit_name: null, higher_is_better},
        split: null,
        ...place,
        time
      });
    for (const {key, node} of others) yield* this.#other(at, key, node, step, time);
  }

  /** A summary repeats the last value of what rows log; what no row has logged so far is told, at no step. */
  *summary(at: Place, body: Message): Iterable<Row> {
    const {numbers, repairs} = readItems(at, itemsOf(body, 1));
    yield* repairs;
    for (const [key, {value, raw}] of numbers) {
      if (key.startsWith("_") || this.#seen.has(key)) continue;
      const measurements = [{...metricName(key), value, value_raw: raw}];
      yield* this.#log.step(at, {measurements, split: null, step: null, epoch: null, time: undefined});
    }
  }

  *finish(): Iterable<FactRow> {
    for (const {at, key, type, units, last} of this.#fields.values())
      yield {table: "field", at, values: {key, type, units, last_unit: last}};
  }

  /** Measurements of one row by where they stand: metrics may declare axes of their own. */
  #placed(numbers: LoggedRow["numbers"], values: Map<string, number>, step: number | null): Map<string, Placed> {
    const groups = new Map<string, Placed>();
    for (const [key, {value, raw}] of numbers) {
      if (key === "_step" || key === "_timestamp" || key === "epoch") continue;
      if (this.#seen.size < named) this.#seen.add(key);
      const place = this.#axes.place(key, values, step);
      const better = this.#axes.of(key)?.higherIsBetter ?? null;
      const group = `${place.step} ${place.epoch} ${better}`;
      const into = groups.get(group) ?? {place, measurements: [], higher_is_better: better};
      groups.set(group, into);
      into.measurements.push({...metricName(key), value, value_raw: raw});
    }
    return groups;
  }

  *#other(at: Place, key: string, node: JsonNode, step: number | null, time?: Timestamp): Iterable<FactRow> {
    const type = node.entries.get("_type");
    const path = node.entries.get("path");
    if (type?.kind === "string" && path?.kind === "string") {
      const [sha256, size] = [node.entries.get("sha256"), node.entries.get("size")];
      const digest =
        sha256?.kind === "string" && /^[0-9a-f]{64}$/.test(sha256.value as string) ? (sha256.value as string) : null;
      const bytes = size?.kind === "number" && Number.isSafeInteger(size.value) ? (size.value as number) : null;
      yield* this.#log.tell(at, "artifact", {
        kind: type.value as string,
        path: path.value as string,
        sha256: digest,
        bytes
      });
    } else if (node.kind === "string" || node.kind === "boolean") {
      const attributes = JSON.stringify({key, step});
      const when = {time: time?.utc ?? null, time_raw: time?.raw ?? null, zoned: time ? true : null};
      yield* this.#log.tell(at, "event", {kind: "logged", message: yamlText(node), attributes, ...when});
    } else this.#field(at, key, type?.kind === "string" ? (type.value as string) : node.kind);
  }

  #field(at: Place, key: string, type: string): void {
    const name = `${key}\n${type}`;
    const known = this.#fields.get(name);
    if (known) [known.units, known.last] = [known.units + 1, at.unit];
    else if (this.#fields.size < named) this.#fields.set(name, {at, key, type, units: 1, last: at.unit});
  }
}

interface Placed {
  place: {step: number | null; epoch: number | null};
  measurements: Measurement[];
  higher_is_better: boolean | null;
}

/** Sorts the items of a record into numbers and the rest. What is no JSON is left out, and said so. */
export function readItems(at: Place, items: Item[]): LoggedRow {
  const row: LoggedRow = {numbers: new Map(), others: [], repairs: []};
  for (const {key, json} of items) {
    const value = readValue(json);
    if (!value) {
      row.repairs.push(repair(at, "value that is no JSON", `${key}: ${json}`, `${key}: left out`));
      continue;
    }
    for (const {kind, before, after} of value.mends)
      row.repairs.push(repair(at, kind, `${key}${before}`, `${key}${after}`));
    for (const leaf of leavesOf(key, value.node)) {
      const number = numberOf(leaf.node);
      if (number && leaf.node.kind === "string")
        row.repairs.push(
          repair(at, "number in a string", `${leaf.key}: "${number.raw}"`, `${leaf.key}: ${number.raw}`)
        );
      if (number) row.numbers.set(leaf.key, number);
      else if (leaf.node.kind !== "null" && leaf.key !== "_wandb" && !leaf.key.startsWith("_wandb/"))
        row.others.push(leaf);
    }
  }
  return row;
}

/** Seconds since 1970 as W&B writes them. */
export function timeOf(raw: string | undefined): Timestamp | undefined {
  if (raw === undefined) return undefined;
  const time = readEpoch(Number(raw), raw);
  return time.utc === null ? undefined : time;
}
