import type {Place} from "../../rows.ts";
import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {runKeys} from "./names.ts";
import {metricName} from "../run-log/metric-name.ts";
import {addLeaf, type StepRow} from "./step-row.ts";
import type {MetricColumns} from "../run-log/metric-row.ts";

/** A row {run_id, step, split, metric, value, …}: one measurement, more where the value is an object of numbers. */
export interface LongRow extends StepRow {
  columns: MetricColumns;
}

const own = new Set(["metric", "unit", "dataset", "higher_is_better", "epoch", ...runKeys]);

/** Reads a long row. A data set is part of the metric's name: two data sets at one step are not two writers. */
export function readLongRow(at: Place, json: JsonLine, split: string | null, used: (Leaf | undefined)[]): LongRow {
  const metric = String(json.leaf("metric")!.value);
  const dataset = json.leaf("dataset");
  const plain = split === null ? metricName(metric) : {name: metric, split: null, raw: null};
  const name = dataset?.kind === "string" ? `${String(dataset.value)}/${plain.name}` : plain.name;
  const raw = name === metric ? null : metric;
  const columns = {unit_name: null, higher_is_better: null};
  const row: LongRow = {measurements: [], described: [], fields: [], repairs: [], columns};
  const value = json.key("value")!;
  for (const [i, leaf] of json.leaves.entries()) {
    if (own.has(leaf.path) || used.includes(leaf)) continue;
    const inside = i >= value.from && i < value.to;
    const suffix = inside ? leaf.path.slice("value".length) : "";
    if (inside) addLeaf(row, leaf, {name: name + suffix, split: plain.split, raw: raw && raw + suffix}, at);
    else row.fields.push(leaf);
  }
  const unit = json.leaf("unit");
  if (unit?.kind === "string") row.columns.unit_name = String(unit.value);
  const better = json.leaf("higher_is_better");
  if (better?.kind === "boolean") row.columns.higher_is_better = better.value === true;
  return row;
}
