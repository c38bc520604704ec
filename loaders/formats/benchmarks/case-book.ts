import type {FactRow, Place, Scalar} from "../../rows.ts";
import type {JsonNode} from "../json-document.ts";
import {numberInText} from "../json-number.ts";
import {nonFiniteName} from "../json-tokens.ts";
import {readEpoch, readTimestamp} from "../timestamp.ts";

/** A number as it was read. `raw` is its text where that differs from the shortest text of the double. */
export interface Reading {
  value: number;
  raw: string | null;
}

/** What a format knows of a case; columns of table benchmark that are left out are null. */
export interface CaseColumns {
  case: string;
  op: string;
  quantity: string;
  axes?: Record<string, Scalar>;
  [column: string]: Scalar | object | undefined;
}

/** A case whose benchmark row is out. */
export class BenchmarkCase {
  readonly id: string;
  #samples = 0;

  constructor(id: string) {
    this.id = id;
  }

  /**
   * A raw sample, the total of `batch` operations where that is given. One that is NaN or infinite has no value to keep
   * as a sample: it comes as a statistic.
   */
  sample(at: Place, {value, raw}: Reading, batch: number | null = null): FactRow {
    const ordinal = ++this.#samples;
    if (!Number.isFinite(value)) return this.statistic(at, `sample ${ordinal}`, {value, raw});
    return {table: "sample", at, values: {case_id: this.id, ordinal, value, value_raw: raw, batch}};
  }

  /** A summary that the tool computed. */
  statistic(at: Place, name: string, {value, raw}: Reading, unit_name: string | null = null): FactRow {
    const nonfinite = nonFiniteName(value);
    const values = {case_id: this.id, name, value: nonfinite ? null : value, value_raw: raw, nonfinite, unit_name};
    return {table: "statistic", at, values};
  }
}

/** A case, with its benchmark row where it is new. */
export interface OpenedCase {
  found: BenchmarkCase;
  rows: FactRow[];
}

/** The cases of one source; ids follow the order in which the cases come up. */
export class CaseBook {
  readonly #sourceId: string;
  readonly #cases = new Map<string, BenchmarkCase>();
  #opened = 0;

  constructor(sourceId: string) {
    this.#sourceId = sourceId;
  }

  /** A new case and its benchmark row. */
  open(at: Place, {axes, ...columns}: CaseColumns): OpenedCase {
    const found = new BenchmarkCase(`${this.#sourceId}.${++this.#opened}`);
    const values = {case_id: found.id, ...columns, axes: JSON.stringify(axes ?? {}, exact)};
    return {found, rows: [{table: "benchmark", at, values}]};
  }

  /** The case known under `key`, or a new one with its benchmark row. */
  find(key: string, at: Place, columns: CaseColumns): OpenedCase {
    const known = this.#cases.get(key);
    if (known) return {found: known, rows: []};
    const opened = this.open(at, columns);
    this.#cases.set(key, opened.found);
    return opened;
  }
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ? String(value) : value;
}

/** The number of a node; also where it stands in a string ("0.5", "inf"). Undefined for anything else. */
export function readingOf(node: JsonNode | undefined): Reading | undefined {
  if (node?.kind === "number") return {value: Number(node.value), raw: node.raw};
  if (node?.kind !== "string") return undefined;
  const found = numberInText(String(node.value));
  if (!found) return undefined;
  const raw = found.raw !== null && found.raw === nonFiniteName(found.value) ? null : found.raw;
  return {value: found.value, raw};
}

/** The number of a node where it is whole, not negative and exact, else null. */
export function wholeOf(node: JsonNode | undefined): number | null {
  const value = readingOf(node)?.value ?? NaN;
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** The scalar of a node; undefined for objects, arrays and null. */
export function scalarOf(node: JsonNode | undefined): Scalar | undefined {
  return node === undefined || node.value === null ? undefined : node.value;
}

/** The text of a string node, else null. */
export function stringOf(node: JsonNode | undefined): string | null {
  return node?.kind === "string" ? (node.value as string) : null;
}

/** Columns for when a case was measured: a text, or a count of seconds or milliseconds since 1970. */
export function measuredAt(written: string | number | null | undefined): Record<string, Scalar> {
  if (written === null || written === undefined) return {};
  const time = typeof written === "string" ? readTimestamp(written) : readEpoch(written, String(written));
  return {time: time.utc, time_raw: time.raw, zoned: time.zoned};
}
