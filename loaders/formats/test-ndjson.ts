import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../rows.ts";
import {eventRow} from "./event-row.ts";
import {eventTime} from "./event-time.ts";
import type {Format, Head} from "./format.ts";
import {isFiniteNumber, kindAt} from "./json-field.ts";
import type {JsonLine} from "./json-line.ts";
import {objectRows} from "./json-lines.ts";
import type {Resumption} from "./resumption.ts";
import {sampleObjects} from "./sample.ts";

const statuses = ["passed", "failed", "skipped"];
const texts = ["suite", "name"];
const optionalTexts = ["message", "backends", "device", "commit", "source_digest"];
const counts = ["cases", "seed"];

/** Colophon's own test log: the result of one test per line. */
export const testNdjson: Format = {
  name: "test-ndjson",
  title: "Colophon test log",
  unit: "line",
  detect(_path: string, head: Head): number {
    const {objects, lines} = sampleObjects(head);
    const own = objects.filter((json) => isResult(json) && json.key("name") && json.key("status")).length;
    return own === 0 ? 0 : 0.5 + 0.5 * (own / lines);
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const options = {resumption, faultOf: (json: JsonLine) => (isResult(json) ? faultOf(json) : null)};
    return objectRows(source, options, ({at, json}) => [
      isResult(json) ? resultRow(at, json) : eventRow(at, source.sourceId, json, eventTime(json))
    ]);
  }
};

function isResult(json: JsonLine): boolean {
  return json.leaf("type")?.value === "test_result";
}

/** What is wrong with a result, naming the field; null where nothing is. */
function faultOf(json: JsonLine): string | null {
  for (const name of texts)
    if (json.leaf(name)?.kind !== "string" || json.leaf(name)!.value === "")
      return `expected "${name}" to be a text, found ${kindAt(json, name)}`;
  if (!statuses.includes(String(json.leaf("status")?.value)))
    return `expected "status" to be ${statuses.join(", ")}, found ${kindAt(json, "status")}`;
  for (const name of ["seconds", ...counts]) {
    const leaf = json.leaf(name);
    if (!json.key(name) || leaf?.kind === "null") continue;
    if (!leaf || !isFiniteNumber(leaf)) return `expected "${name}" to be a number, found ${kindAt(json, name)}`;
    if (counts.includes(name) && !Number.isSafeInteger(Number(leaf.value)))
      return `expected "${name}" to be a whole number, found ${kindAt(json, name)}`;
  }
  const dirty = json.leaf("dirty");
  return !dirty || dirty.kind === "boolean" || dirty.kind === "null"
    ? null
    : `expected "dirty" to be true, false or null, found ${kindAt(json, "dirty")}`;
}

function resultRow(at: Place, json: JsonLine): FactRow {
  const columns: Record<string, Scalar> = {};
  for (const name of [...texts, "status", ...optionalTexts]) columns[name] = json.textAt(name) ?? null;
  for (const name of ["seconds", ...counts])
    columns[name] = json.leaf(name)?.kind === "number" ? Number(json.leaf(name)!.value) : null;
  columns.dirty = json.leaf("dirty")?.value ?? null;
  columns.environment = json.key("environment") ? json.json(json.key("environment")!) : null;
  return {table: "test_result", at, values: columns};
}
