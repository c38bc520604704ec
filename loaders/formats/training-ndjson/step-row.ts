import type {Place, RepairRow} from "../../rows.ts";
import {readDuration} from "../duration.ts";
import type {JsonLine, Shape} from "../json-line.ts";
import {numberInText} from "../json-number.ts";
import type {Leaf} from "../json-scanner.ts";
import {nonFiniteName} from "../json-tokens.ts";
import {repair} from "../unit-line.ts";
import type {Measurement} from "../run-log/metric-row.ts";
import type {Role} from "./dialect.ts";
import {configKeys, isIdentifier, runKeys, splitKeys} from "./names.ts";
import {metricName, splitOf, type MetricName} from "../run-log/metric-name.ts";

/** Arrays of at most this many numbers are metrics by index (joints, percentiles); longer ones are fields. */
const arrayMetrics = 16;

/** What a row with a step holds. */
export interface StepRow {
  measurements: Measurement[];
  /** What the log's dialect knows as surroundings or configuration. */
  described: {leaf: Leaf; role: "environment" | "param"}[];
  /** Everything else, by path. */
  fields: Leaf[];
  repairs: RepairRow[];
}

type Plan = (MetricName | Role | "config")[];

/** What the keys of a shape are; found once per shape. A shape belongs to one source, and so to one dialect. */
const plans = new WeakMap<Shape, Plan>();

function planOf({paths}: Shape, roles: Record<string, Role>): Plan {
  const bookkeeping = new Set([...runKeys, "epoch"]);
  return paths.map((path) => {
    if (bookkeeping.has(path)) return "place";
    if (Object.hasOwn(roles, path)) return roles[path]!;
    return configKeys.some((key) => path.startsWith(`${key}/`)) ? "config" : metricName(path);
  });
}

/** Splits a wide row by the roles of its keys. `used` are the leaves already taken for step, time and split. */
export function readStepRow(
  at: Place,
  json: JsonLine,
  used: (Leaf | undefined)[],
  roles: Record<string, Role> = {}
): StepRow {
  let plan = plans.get(json.shape);
  if (!plan) plans.set(json.shape, (plan = planOf(json.shape, roles)));
  const row: StepRow = {measurements: [], described: [], fields: [], repairs: []};
  for (let i = 0; i < json.leaves.length; i++) {
    const leaf = json.leaves[i]!;
    const role = plan[i]!;
    if (role === "place" || role === "config" || used.includes(leaf)) continue;
    if (typeof role === "object") addLeaf(row, leaf, role, at);
    else if (role === "duration") addDuration(row, leaf);
    else if (role === "field") row.fields.push(leaf);
    else row.described.push({leaf, role});
  }
  return row;
}

function addDuration(row: StepRow, leaf: Leaf): void {
  const seconds = leaf.kind === "string" ? readDuration(String(leaf.value)) : null;
  if (seconds === null) row.fields.push(leaf);
  else row.measurements.push({...metricName(leaf.path), value: seconds, value_raw: String(leaf.value), unit_name: "s"});
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
