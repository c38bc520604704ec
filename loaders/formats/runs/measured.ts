import type {Place, RepairRow} from "../../rows.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {numberInText} from "../json-number.ts";
import {jsonText} from "../json-text.ts";
import {nonFiniteName} from "../json-tokens.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import {repair} from "../unit-line.ts";

/** What a row of a document holds: numbers, and all the rest by its key. */
export interface MeasuredRow {
  measurements: Measurement[];
  rest: [string, JsonNode][];
  repairs: RepairRow[];
}

/** Splits entries into measurements and the rest: null says that a value is absent, a number in a string is mended. */
export function readMeasured(
  at: Place,
  entries: Iterable<[string, JsonNode]>,
  nameOf: (key: string) => MetricName
): MeasuredRow {
  const row: MeasuredRow = {measurements: [], rest: [], repairs: []};
  for (const [key, node] of entries) {
    const found = numberOf(at, key, node);
    if (!found) row.rest.push([key, node]);
    else {
      row.measurements.push({...nameOf(key), value: found.value, value_raw: found.raw});
      if (found.repair) row.repairs.push(found.repair);
    }
  }
  return row;
}

/** The number a node is, also one that was written as a string. */
export function numberOf(
  at: Place,
  key: string,
  {kind, value, raw}: JsonNode
): {value: number; raw: string | null; repair?: RepairRow} | null {
  if (kind === "number") return {value: Number(value), raw};
  const text = kind === "string" ? numberInText(String(value)) : null;
  if (!text) return null;
  const after = `${key}: ${nonFiniteName(text.value) ?? text.value}`;
  const before = `${key}: ${JSON.stringify(value)}`;
  return {value: text.value, raw: String(value), repair: repair(at, "number in a string", before, after)};
}

/** JSON text of entries that are no measurements: the attributes of an event. Null where there are none. */
export function attributesOf(document: JsonDocument, rest: [string, JsonNode][]): string | null {
  if (rest.length === 0) return null;
  return `{${rest.map(([key, node]) => `${JSON.stringify(key)}:${jsonText(document, node)}`).join(",")}}`;
}
