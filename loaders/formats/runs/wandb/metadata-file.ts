import type {Source} from "../../../files/source.ts";
import type {FactRow, Place, Row} from "../../../rows.ts";
import {documentUnits} from "../../document-units.ts";
import type {Format, Head} from "../../format.ts";
import {nodeAt, textOf, type JsonDocument, type JsonNode} from "../../json-document.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {readTimestamp} from "../../timestamp.ts";
import {repair} from "../../unit-line.ts";
import {yamlText} from "../../yaml-document.ts";
import {runFolder} from "./folder.ts";

const signature = ["os", "python", "startedAt", "program", "codePath", "executable", "host", "username", "cpu_count"];
/** Keys that become columns of the run; all others are its environment. */
const columns = new Set(["args", "program", "startedAt", "heartbeatAt", "state"]);

/** files/wandb-metadata.json of a W&B run: where, when, from which commit and by which command it ran. */
export const wandbMetadata: Format = {
  name: "wandb-metadata",
  title: "W&B run metadata",
  unit: "node",
  byFolder: true,
  detect(path: string, {text}: Head): number {
    if (!/^\ufeff?\s*\{/.test(text)) return 0;
    const found = signature.filter((key) => new RegExp(`"${key}"\\s*:`).test(text)).length;
    const named = /(^|\/)wandb-metadata\.json$/.test(path);
    if (!/"startedAt"\s*:/.test(text) && !named) return 0;
    if (found >= 5) return 0.98;
    return named && found >= 1 ? 0.9 : 0;
  },
  parse: (source: Source) =>
    documentUnits(source, (document) => ({head: (at) => metadataRows(source, at, document), picks: []}))
};

function* metadataRows(source: Source, at: Place, document: JsonDocument): Iterable<Row> {
  const folder = runFolder(source.path);
  const log = new StepLog(source, {partOf: folder, name: folder});
  const run = log.run(at);
  const {root} = document;
  const text = (...path: string[]) => textOf(document, nodeAt(root, ...path));
  const commit = text("git", "commit");
  if (commit !== undefined) run.commit(commit, at.unit);
  const command = commandOf(root);
  if (command !== null) run.say("command", command, at.unit);
  const device = text("gpu");
  if (device !== undefined) run.say("device", device, at.unit);
  const state = text("state");
  if (state !== undefined) run.finish(state, at.unit);
  const started = text("startedAt");
  if (started !== undefined) {
    const time = readTimestamp(started);
    if (time.utc !== null && !time.zoned)
      yield repair(at, "time without a zone", started, `${time.utc} UTC, here and below`);
    run.begin(time, at.unit, true);
  }
  for (const [key, node] of root.entries) if (!columns.has(key)) yield* environment(log, at, key, node);
  yield* log.finish();
}

function* environment(log: StepLog, at: Place, key: string, node: JsonNode): Iterable<FactRow> {
  if (node.kind === "object" && node.entries.size > 0) {
    for (const [name, child] of node.entries) yield* environment(log, at, `${key}/${name}`, child);
  } else if (node.kind !== "null") yield* log.tell(at, "environment", {key, value: yamlText(node)});
}

/** Program and arguments as one line for a shell. */
function commandOf(root: JsonNode): string | null {
  const program = root.entries.get("program");
  if (program?.kind !== "string") return null;
  const args = root.entries.get("args")?.items ?? [];
  return [program, ...args].map((node) => quoted(yamlText(node) ?? "")).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
