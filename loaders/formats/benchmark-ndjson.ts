import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../rows.ts";
import {eventRow} from "./event-row.ts";
import {eventTime} from "./event-time.ts";
import type {Format, Head} from "./format.ts";
import {isFiniteNumber, kindAt} from "./json-field.ts";
import type {JsonLine} from "./json-line.ts";
import {objectRows, stateOf} from "./json-lines.ts";
import type {Resumption} from "./resumption.ts";
import {sampleObjects} from "./sample.ts";

const timings = ["kernel", "event", "end-to-end"];
const texts = ["case", "op", "backend", "dtype", "quantity", "unit", "timed"];
const optionalTexts = ["cache", "device", "cpu", "commit", "source_digest"];
const optionalNumbers = ["warmup", "threads", "bytes_moved", "flops", "copy_gb_per_s", "error_ulp", "clock_mhz"];
const counts = new Set(["warmup", "threads", "bytes_moved", "flops"]);

/** Colophon's own benchmark log: one measured case per line with every raw sample. */
export const benchmarkNdjson: Format = {
  name: "benchmark-ndjson",
  title: "Colophon benchmark log",
  unit: "line",
  detect(_path: string, head: Head): number {
    const {objects, lines} = sampleObjects(head);
    const own = objects.filter((json) => isBenchmark(json) && json.key("samples") && json.key("backend")).length;
    return own === 0 ? 0 : 0.5 + 0.5 * (own / lines);
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    let ordinal = (stateOf(resumption) ?? 0) as number;
    const options = {
      resumption,
      state: () => ordinal,
      faultOf: (json: JsonLine) => (isBenchmark(json) ? faultOf(json) : null)
    };
    return objectRows(source, options, ({at, json}) =>
      isBenchmark(json)
        ? caseRows(at, json, `${source.sourceId}.${++ordinal}`)
        : [eventRow(at, source.sourceId, json, eventTime(json))]
    );
  }
};

function isBenchmark(json: JsonLine): boolean {
  return json.leaf("type")?.value === "benchmark";
}

/** What is wrong with a case, naming the field; null where nothing is. */
function faultOf(json: JsonLine): string | null {
  for (const name of texts)
    if (json.leaf(name)?.kind !== "string" || json.leaf(name)!.value === "")
      return `expected "${name}" to be a text, found ${kindAt(json, name)}`;
  const timed = String(json.leaf("timed")!.value);
  if (!timings.includes(timed)) return `expected "timed" to be ${timings.join(", ")}, found ${JSON.stringify(timed)}`;
  const axes = json.key("axes");
  if (!axes || json.text[axes.start] !== "{") return `expected "axes" to be an object, found ${kindAt(json, "axes")}`;
  const samples = json.leaf("samples")?.items;
  if (!samples || samples.length === 0)
    return `expected "samples" to be an array of numbers, found ${kindAt(json, "samples")}`;
  const bad = samples.findIndex((sample) => !isFiniteNumber(sample));
  if (bad >= 0)
    return `expected finite samples, found ${json.text.slice(samples[bad]!.start, samples[bad]!.end)} at place ${bad + 1}`;
  return optionalFault(json);
}

function optionalFault(json: JsonLine): string | null {
  for (const name of optionalNumbers) {
    const leaf = json.leaf(name);
    if (!leaf || leaf.kind === "null") continue;
    if (!isFiniteNumber(leaf)) return `expected "${name}" to be a number, found ${kindAt(json, name)}`;
    if (counts.has(name) && !Number.isSafeInteger(Number(leaf.value)))
      return `expected "${name}" to be a whole number, found ${json.textAt(name)}`;
  }
  const direction = json.leaf("higher_is_better");
  const known = !direction || direction.kind === "boolean" || direction.kind === "null";
  return known
    ? null
    : `expected "higher_is_better" to be true, false or null, found ${kindAt(json, "higher_is_better")}`;
}

function* caseRows(at: Place, json: JsonLine, case_id: string): Iterable<FactRow> {
  const columns: Record<string, Scalar> = {case_id};
  for (const name of texts) columns[name === "unit" ? "unit_name" : name] = String(json.leaf(name)!.value);
  for (const name of optionalTexts) columns[name] = json.textAt(name) ?? null;
  for (const name of optionalNumbers)
    columns[name] = json.leaf(name)?.kind === "number" ? Number(json.leaf(name)!.value) : null;
  for (const name of ["axes", "environment"]) columns[name] = json.key(name) ? json.json(json.key(name)!) : null;
  columns.higher_is_better = json.leaf("higher_is_better")?.value ?? null;
  yield {table: "benchmark", at, values: columns};
  for (const [i, {value, raw}] of json.leaf("samples")!.items!.entries())
    yield {table: "sample", at, values: {case_id, ordinal: i + 1, value: Number(value), value_raw: raw}};
}
