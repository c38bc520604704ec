import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import {documentUnits} from "../../document-units.ts";
import type {Format, Head} from "../../format.ts";
import type {JsonDocument, JsonNode} from "../../json-document.ts";
import {folderOf} from "../../run-log/part-of.ts";
import {StepLog} from "../../run-log/step-log.ts";

/** flags_0.json of an AlgoPerf trial: the flags of the command line, one unit each, as parameters. */
export const algoperfFlags: Format = {
  name: "algoperf-flags",
  title: "AlgoPerf flags",
  unit: "node",
  byFolder: true,
  detect: (_path: string, head: Head) =>
    confidence(head, ["submission_path", "tuning_ruleset", "workload", "framework"]),
  parse: (source: Source) => settings(source, () => "param")
};

/** meta_data_0.json of an AlgoPerf trial: settings of the workload as parameters, the machine as environment. */
export const algoperfMeta: Format = {
  name: "algoperf-meta",
  title: "AlgoPerf metadata",
  unit: "node",
  byFolder: true,
  detect: (_path: string, head: Head) =>
    confidence(head, ["workload.target_metric_name", "os_platform", "python_version", "git_commit_hash"]),
  parse: (source: Source) => settings(source, (key) => (key.startsWith("workload.") ? "param" : "environment"))
};

function confidence({text}: Head, keys: string[]): number {
  return /^\ufeff?\s*\{/.test(text) && keys.every((key) => text.includes(`"${key}":`)) ? 0.95 : 0;
}

function settings(source: Source, tableOf: (key: string) => "param" | "environment"): Iterable<Row> {
  const log = new StepLog(source, {partOf: folderOf(source.path)});
  return (function* () {
    yield* documentUnits(source, (document) => {
      const entries = [...document.root.entries].sort(([, a], [, b]) => a.start - b.start);
      return {
        picks: entries.map(([key, node], i) => ({
          start: i === 0 ? document.root.start + 1 : entries[i - 1]![1].end,
          end: node.end,
          facts: (at: Place) => setting(log, at, key, tableOf(key), document, node)
        }))
      };
    });
    yield* log.finish();
  })();
}

function* setting(
  log: StepLog,
  at: Place,
  key: string,
  table: "param" | "environment",
  {text}: JsonDocument,
  node: JsonNode
): Iterable<Row> {
  const value =
    node.kind === "null" ? null : node.kind === "string" ? String(node.value) : text.slice(node.start, node.end);
  const run = log.run(at);
  if (key === "rng_seed" && value !== null) run.seed(value, at.unit);
  if (key === "git_commit_hash" && value !== null) run.commit(value, at.unit);
  if (key === "gpu_model_name" && value !== null) run.say("device", value, at.unit);
  yield* log.tell(at, table, table === "param" ? {key, value, type: node.kind} : {key, value});
}
