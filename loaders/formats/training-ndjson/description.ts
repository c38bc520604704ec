import type {FactRow, Place, Scalar} from "../../rows.ts";
import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {reportLines} from "../run-log/environment-report.ts";
import {configKeys, environmentKeys, runKeys, timeKeys} from "./names.ts";
import type {TrainingRun} from "../run-log/training-run.ts";

const commitKeys = [
  "commit",
  "git_commit",
  "git_sha",
  "commit_sha",
  "git/commit",
  "git/sha",
  "environment/git_commit",
  "environment/commit"
];
const dirtyKeys = ["dirty", "git_dirty", "git/dirty"];
const commandKeys = ["command", "cli/argv", "argv", "cmd"];
const deviceKeys = ["device", "environment/device"];
const groupKeys = ["group", "run_group"];
const seedKeys = ["seed", ...configKeys.map((key) => `${key}/seed`)];
const bookkeeping = new Set(["type", "phase", "status", ...runKeys, ...timeKeys]);
const described = new Set([...commitKeys, ...dirtyKeys, ...commandKeys, ...groupKeys, "device"]);
/** Keys of a run row that tell where it ran, not how it was configured. */
const surroundings =
  /^(host|hostname|node|user|cwd|pid|python|platform|os|cpu|gpu|gpus|cuda|driver|torch|version|versions|env_info|executable|source_digest)([/_]|$)/;
const prefix = new RegExp(`^(?:${[...configKeys, "cli/options"].join("|")})/`);
const environmentPrefix = new RegExp(`^(?:${environmentKeys.join("|")})/`);

/** A row that describes a run: fills the run's columns, yields its parameters and environment. */
export function* describeRun(
  run: TrainingRun,
  at: Place,
  json: JsonLine,
  rest: "param" | "environment"
): Iterable<FactRow> {
  readColumns(run, at, json);
  for (const leaf of json.leaves) {
    const {path} = leaf;
    if (bookkeeping.has(path) || (described.has(path) && rest === "param")) continue;
    if (environmentPrefix.test(path)) yield* environmentRows(run, at, json, leaf, path.replace(environmentPrefix, ""));
    else if (prefix.test(path)) yield paramRow(run, at, json, leaf, path.replace(prefix, ""));
    else if (rest === "environment" || surroundings.test(path)) yield* environmentRows(run, at, json, leaf, path);
    else yield paramRow(run, at, json, leaf, path);
  }
}

/** The configuration inside a step row: told once, and again only when it changes. */
export function* describeConfig(run: TrainingRun, at: Place, json: JsonLine): Iterable<FactRow> {
  for (const name of configKeys) {
    const key = json.key(name);
    if (!key || run.configs.size > 64) continue;
    const text = json.json(key);
    if (run.configs.has(text)) continue;
    const changed = run.configs.size > 0;
    run.configs.add(text);
    if (changed) {
      yield {table: "event", at, values: {run_id: run.runId, kind: "config changed", attributes: json.json(key)}};
      continue;
    }
    run.columns.config ??= text;
    const seed = json.textAt(`${name}/seed`);
    if (seed !== undefined) run.seed(seed, at.unit);
    for (const leaf of json.leaves.slice(key.from, key.to))
      yield paramRow(run, at, json, leaf, leaf.path.replace(prefix, ""));
  }
}

/** What a dialect knows as surroundings or configuration inside step rows: told once, and again when it changes. */
export function* describeOnce(
  run: TrainingRun,
  at: Place,
  json: JsonLine,
  described: {leaf: Leaf; role: "environment" | "param"}[]
): Iterable<FactRow> {
  for (const {leaf, role} of described) {
    const text = json.text.slice(leaf.start, leaf.end);
    if (run.fields.get(leaf.path) === text) continue;
    run.fields.set(leaf.path, text);
    if (role === "environment") yield* environmentRows(run, at, json, leaf, leaf.path);
    else yield paramRow(run, at, json, leaf, leaf.path);
  }
}

function readColumns(run: TrainingRun, at: Place, json: JsonLine): void {
  const text = (keys: string[]) => keys.map((key) => json.textAt(key)).find((found) => found !== undefined);
  const [seed, commit, device] = [text(seedKeys), text(commitKeys), text(deviceKeys)];
  if (seed !== undefined) run.seed(seed, at.unit);
  if (commit !== undefined) run.commit(commit, at.unit);
  if (device !== undefined) run.say("device", device, at.unit);
  const [group, status] = [text(groupKeys), text(["status"])];
  if (status !== undefined && run.columns.status === undefined) run.finish(status, at.unit);
  if (group !== undefined) run.columns.group_name ??= group;
  const dirty = dirtyKeys.map((key) => json.leaf(key)).find((leaf) => leaf?.kind === "boolean");
  if (dirty) run.columns.dirty ??= dirty.value;
  const command = commandKeys.map((key) => json.leaf(key)).find((leaf) => leaf !== undefined);
  if (command) run.say("command", commandText(command), at.unit);
  const config = configKeys
    .map((key) => json.key(key))
    .find((key) => key !== undefined && json.text[key.start] === "{");
  if (config) run.columns.config ??= json.json(config);
}

function commandText({kind, value, items}: Leaf): Scalar {
  if (kind === "string") return value;
  if (!items) return null;
  return items
    .map(({value}) =>
      /^[\w@%+=:,./-]+$/.test(String(value)) ? String(value) : `'${String(value).replaceAll("'", "'\\''")}'`
    )
    .join(" ");
}

function paramRow({runId}: TrainingRun, at: Place, json: JsonLine, leaf: Leaf, key: string): FactRow {
  return {table: "param", at, values: {run_id: runId, key, value: textOf(json, leaf), type: leaf.kind}};
}

function* environmentRows({runId}: TrainingRun, at: Place, json: JsonLine, leaf: Leaf, key: string): Iterable<FactRow> {
  const entries =
    key === "env_info" && leaf.kind === "string"
      ? reportLines(String(leaf.value))
      : [[key, textOf(json, leaf)] as const];
  for (const [name, value] of entries) yield {table: "environment", at, values: {run_id: runId, key: name, value}};
}

/** A value as text: a string without quotes, null as null, anything else as logged. */
export function textOf(json: JsonLine, leaf: Leaf): string | null {
  if (leaf.kind === "null") return null;
  return leaf.kind === "string" ? String(leaf.value) : json.json(leaf);
}
