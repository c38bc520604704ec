import type {Place, RepairRow} from "../../rows.ts";
import type {JsonLine, Shape} from "../json-line.ts";
import {numberInText} from "../json-number.ts";
import type {Leaf} from "../json-scanner.ts";
import {nonFiniteName} from "../json-tokens.ts";
import {repair} from "../unit-line.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import {configKeys, isIdentifier, runKeys, splitKeys} from "./names.ts";
import {metricName, splitOf, type MetricName} from "../run-log/metric-name.ts";

/** Arrays of at most this many numbers are metrics by index (joints, percentiles); longer ones are fields. */
const arrayMetrics = 16;

/** What a row with a step holds. */
export interface StepRow {
  measurements: Measurement[];
  /** Everything else, by path. */
  fields: Leaf[];
  repairs: RepairRow[];
}

/** Which keys of a shape are bookkeeping; found once per shape. */
const plans = new WeakMap<Shape, (MetricName | "place" | "config")[]>();

function planOf({paths}: Shape): (MetricName | "place" | "config")[] {
  const bookkeeping = new Set([...runKeys, "epoch"]);
  return paths.map((path) => {
    if (bookkeeping.has(path)) return "place";
    return configKeys.some((key) => path.startsWith(`${key}/`)) ? "config" : metricName(path);
  });
}

/** Splits a wide row into measurements and fields. `step` and `time` are the leaves already used for the place. */
export function readStepRow(at: Place, json: JsonLine, used: (Leaf | undefined)[]): StepRow {
  let plan = plans.get(json.shape);
  if (!plan) plans.set(json.shape, (plan = planOf(json.shape)));
  const row: StepRow = {measurements: [], fields: [], repairs: []};
  for (let i = 0; i < json.leaves.length; i++) {
    const leaf = json.leaves[i]!;
    const role = plan[i]!;
    if (role === "place" || role === "config" || used.includes(leaf)) continue;
    addLeaf(row, leaf, role, at);
  }
  return row;
}

/** A leaf as a measurement where it is a number, digits in a string or a short array of numbers; else as a field. */
export function addLeaf(row: StepRow, leaf: Leaf, name: MetricName, at: Place): void {
  const {kind, value, raw, items, path} = leaf;
  if (kind === "number" && !isNumberedName(path))
    row.measurements.push({name: name.name, split: name.split, raw: name.raw, value: Number(value), value_raw: raw});
  else if (kind === "string" && !isIdentifier(path) && numberInText(String(value)))
    addText(row, String(value), name, path, at);
  else if (items && items.length > 0 && items.length <= arrayMetrics && items.every((item) => item.kind === "number"))
    for (const [i, item] of items.entries()) {
      const raw = name.raw === null ? null : `${name.raw}/${i}`;
      row.measurements.push({
        name: `${name.name}/${i}`,
        split: name.split,
        raw,
        value: Number(item.value),
        value_raw: item.raw
      });
    }
  else row.fields.push(leaf);
}

/** Numbers that name a process or a seed are no measurements. */
function isNumberedName(path: string): boolean {
  return path === "seed" || path === "pid" || path.endsWith("/pid") || path.endsWith("_pid");
}

function addText(row: StepRow, text: string, name: MetricName, path: string, at: Place): void {
  const {value} = numberInText(text)!;
  row.measurements.push({...name, value, value_raw: text});
  row.repairs.push(
    repair(at, "number in a string", `${path}: ${JSON.stringify(text)}`, `${path}: ${nonFiniteName(value) ?? value}`)
  );
}

/** The split a whole row belongs to: {"split": "val"}, {"mode": "train"}. Under `split` any word is one. */
export function rowSplit(json: JsonLine): {split: string | null; leaf: Leaf | undefined} {
  for (const key of splitKeys) {
    const leaf = json.leaf(key);
    const word = leaf?.kind === "string" ? String(leaf.value) : "";
    const split = splitOf(word) ?? (key === "split" && word !== "" ? word : undefined);
    if (split) return {split, leaf};
  }
  return {split: null, leaf: undefined};
}
