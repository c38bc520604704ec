import type {Source} from "../../../files/source.ts";
import type {FactRow, Place, Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {folderOf} from "../../run-log/part-of.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {repair} from "../../unit-line.ts";
import {yamlText, yamlUnits, type YamlEntry} from "../../yaml-document.ts";
import {artifactPath, metaRows} from "./run-facts.ts";

const runKeys = [
  "run_id",
  "run_uuid",
  "artifact_uri",
  "experiment_id",
  "lifecycle_stage",
  "start_time",
  "status",
  "user_id"
];
const runMeta = /(?:^|\/)[0-9a-f]{32}\/meta\.yaml$/;

function keysIn({text}: Head, keys: string[]): number {
  return keys.filter((key) => new RegExp(`^${key}:(?: |\\r?$)`, "m").test(text)).length;
}

/** meta.yaml of an MLflow run. One that is broken hides what it says, and nothing of the run's other files. */
export const mlflowMeta: Format = {
  name: "mlflow-meta",
  title: "MLflow run",
  unit: "node",
  byFolder: true,
  detect(path: string, head: Head): number {
    const found = keysIn(head, runKeys);
    const named = keysIn(head, ["run_id", "run_uuid"]) > 0 && keysIn(head, ["experiment_id"]) > 0;
    if (named && found >= 4) return 0.99;
    return runMeta.test(path) && !head.bytes.includes(0) ? (found > 0 ? 0.9 : 0.6) : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const folder = folderOf(source.path) ?? source.path;
    const log = new StepLog(source, {partOf: folder, name: folder});
    const entries: {at: Place; entry: YamlEntry}[] = [];
    yield* yamlUnits(source, (at, entry) => {
      entries.push({at, entry});
      return [];
    });
    yield* runRows(log, entries);
  }
};

/** The run stands where its id does. */
function* runRows(log: StepLog, entries: {at: Place; entry: YamlEntry}[]): Iterable<Row> {
  const text = ({entry}: {entry: YamlEntry}) => yamlText(entry.node) ?? "";
  const id = ["run_id", "run_uuid"].flatMap((key) => entries.find(({entry}) => entry.key === key) ?? [])[0];
  const place = id ?? entries[0];
  if (!place) return;
  const run = log.run(place.at);
  if (id) run.logged = text(id);
  for (const item of entries) {
    const {at, entry} = item;
    if (entry.key === "run_id" || entry.key === "run_uuid" || entry.node.kind === "array") continue;
    yield* metaRows(log, run, at, entry.key, text(item));
  }
  yield* log.finish();
}

/** meta.yaml of an MLflow experiment: what its runs are parts of. */
export const mlflowExperiment: Format = {
  name: "mlflow-experiment",
  title: "MLflow experiment",
  unit: "node",
  byFolder: true,
  detect(_path: string, head: Head): number {
    const found = keysIn(head, ["experiment_id", "artifact_location", "lifecycle_stage", "name"]);
    return found >= 3 &&
      keysIn(head, ["artifact_location", "experiment_id"]) === 2 &&
      keysIn(head, ["run_id", "run_uuid"]) === 0
      ? 0.98
      : 0;
  },
  parse: (source: Source) => yamlUnits(source, (at, {key, node}) => experimentRows(at, key, yamlText(node) ?? ""))
};

export function* experimentRows(at: Place, key: string, text: string): Iterable<Row> {
  if (text === "") return;
  const path = key === "artifact_location" ? artifactPath(text) : null;
  if (path !== null && path !== text && text.includes("%")) yield repair(at, "percent-encoded path", text, path);
  yield {table: "record", at, values: {kind: "experiment", name: key, text}} satisfies FactRow;
  if (path !== null) yield {table: "artifact", at, values: {kind: "artifact folder", path}} satisfies FactRow;
}
