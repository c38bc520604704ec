import type {Line, Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {metricName} from "../../run-log/metric-name.ts";
import {resumedLines, type Resumption} from "../../resumption.ts";
import type {RunBookState} from "../../run-log/run-book.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {readEpoch} from "../../timestamp.ts";
import {mendEncoding, parsed, pending, rejected, settle} from "../../unit-line.ts";
import {metricPath} from "./run-path.ts";

/** Time in ms, value, step; MLflow 1.0 and older wrote no step, MLflow 3 may name the data set and its digest. */
const point = /^(\d{10,16}) (\S+)(?: (-?\d{1,19})(?: (\S+) (\S+))?)?$/;
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const nonFinite = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;

/** metrics/NAME of an MLflow run: one line per value. */
export const mlflowMetric: Format = {
  name: "mlflow-metric",
  title: "MLflow metric",
  unit: "line",
  byFolder: true,
  detect(path: string, {lines}: Head): number {
    const at = metricPath(path);
    if (!at) return 0;
    const told = lines.filter((line) => line.trim() !== "");
    const points = told.filter((line) => readPoint(line) !== null).length;
    if (points === 0) return 0;
    if (points === told.length) return at.certain ? 0.98 : 0.9;
    return at.certain && points / told.length >= 0.5 ? 0.8 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const {folder, name} = metricPath(source.path) ?? {folder: source.path, name: source.path};
    const before = resumption?.from?.state as MetricState | undefined;
    const log = new StepLog(source, {partOf: folder, name: folder}, before?.log);
    const sets = before?.sets ?? new Set<string>();
    const state = (): MetricState => ({log: log.state(), sets});
    for (const line of resumedLines(source, resumption, state)) yield* pointRows(log, name, sets, line);
    yield* log.finish();
  }
};

interface MetricState {
  log: RunBookState;
  /** Data sets already told. */
  sets: Set<string>;
}

function* pointRows(log: StepLog, name: string, sets: Set<string>, line: Line): Iterable<Row> {
  const {at} = line;
  const settled = settle(line);
  if (settled) return yield settled;
  const {text, repairs} = mendEncoding(line);
  if (!line.complete) return yield pending(at);
  const found = readPoint(text);
  if (!found) return yield rejected(at, "expected time in ms, value and step", text);
  yield parsed(at);
  yield* repairs;
  const {value, raw, time, step, dataset} = found;
  if (dataset && sets.size < 4096 && !sets.has(dataset)) {
    sets.add(dataset);
    yield* log.tell(at, "artifact", {kind: "data set", path: dataset});
  }
  const measurements = [{...metricName(name), value, value_raw: raw}];
  yield* log.step(at, {key: name, measurements, split: null, step, epoch: null, time: readEpoch(Number(time), time)});
}

interface Point {
  value: number;
  raw: string | null;
  time: string;
  step: number | null;
  dataset: string | null;
}

function readPoint(line: string): Point | null {
  const found = point.exec(line);
  if (!found) return null;
  const [, time = "", written = "", step, dataset] = found;
  const value = readNumber(written);
  if (value === null) return null;
  return {...value, time, step: step === undefined ? null : Number(step), dataset: dataset ?? null};
}

/** A number as Python or Java writes it, with its text where it is not the shortest. */
export function readNumber(written: string): {value: number; raw: string | null} | null {
  const odd = nonFinite.exec(written);
  if (odd) {
    const value = odd[2] ? NaN : odd[1] === "-" ? -Infinity : Infinity;
    const name = odd[2] ? "nan" : odd[1] === "-" ? "-inf" : "inf";
    return {value, raw: written === name ? null : written};
  }
  if (!number.test(written)) return null;
  const value = Number(written);
  return {value, raw: String(value) === written ? null : written};
}
