import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {numberInText} from "../json-number.ts";
import {configKeys, isIdentifier, stepKeys, timeKeys} from "./names.ts";

export type RowKind = "long" | "wide" | "system" | "run" | "config" | "environment" | "artifact" | "end" | "event";

const typed: Record<string, RowKind> = {
  run: "run",
  run_start: "run",
  metadata: "run",
  meta: "run",
  config: "config",
  params: "config",
  hparams: "config",
  hyperparameters: "config",
  environment: "environment",
  env: "environment",
  checkpoint: "artifact",
  artifact: "artifact",
  dataset: "artifact",
  system: "system",
  system_metrics: "system",
  end: "end",
  run_end: "end"
};
const described = ["seed", "env_info", "argv", "command", "git_commit", "git_sha", ...configKeys];
const sampled = /^(cpu|gpu|gpus|memory|mem|ram|swap|disk|net|load_avg)([_/]|$)/;
/** A row that says what happened, whatever numbers it carries. */
const told = ["event", "event_type", "action", "error", "err"];

/** What a row of a training log is. A `type` (or `phase`) decides; without one the keys do. */
export function rowKind(json: JsonLine): RowKind {
  const declared = typeOf(json);
  if (declared && Object.hasOwn(typed, declared)) return typed[declared]!;
  if (json.leaf("metric")?.kind === "string" && json.key("value")) return "long";
  const tells = told.some((key) => json.leaf(key)?.kind === "string");
  const step = tells ? undefined : stepLeaf(json);
  if (step && hasMeasurement(json, step)) return "wide";
  if (
    timeKeys.some((key) => json.leaf(key)) &&
    json.leaves.some(({path, kind}) => kind === "number" && sampled.test(path))
  )
    return "system";
  return !tells && described.some((key) => json.key(key)) ? "run" : "event";
}

/** The row's own word for what it is, in lower case. */
export function typeOf(json: JsonLine): string | undefined {
  const type = json.leaf("type") ?? json.leaf("phase");
  return type?.kind === "string" ? String(type.value).toLowerCase() : undefined;
}

const placeKeys = [...stepKeys, "epoch"];

/** The leaf that says where in training the row stands: a number, or digits in a string. */
export function stepLeaf(json: JsonLine, keys = placeKeys): Leaf | undefined {
  for (const key of keys) {
    const leaf = json.leaf(key);
    if (leaf?.kind === "number" && Number.isFinite(Number(leaf.value))) return leaf;
    if (leaf?.kind === "string" && /^\d+$/.test(String(leaf.value))) return leaf;
  }
  return undefined;
}

/** True where a step row holds anything to plot beside its step, epoch, time and configuration. */
function hasMeasurement(json: JsonLine, step: Leaf): boolean {
  return json.leaves.some((leaf) => {
    const {path, kind} = leaf;
    if (
      leaf === step ||
      path === "epoch" ||
      timeKeys.includes(path) ||
      configKeys.some((key) => path.startsWith(`${key}/`))
    )
      return false;
    return kind === "number" || (kind === "string" && !isIdentifier(path) && numberInText(String(leaf.value)) !== null);
  });
}
