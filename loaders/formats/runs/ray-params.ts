import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {entriesOf, isWhole, leavesOf, valueText} from "../json-entries.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {folderOf} from "../run-log/part-of.ts";
import {StepLog} from "../run-log/step-log.ts";

/** Settings that RLlib gives every algorithm. */
const settings = [
  "env_config",
  "num_workers",
  "num_env_runners",
  "num_gpus",
  "num_gpus_per_worker",
  "num_envs_per_worker",
  "train_batch_size",
  "sample_batch_size",
  "rollout_fragment_length",
  "batch_mode",
  "observation_filter",
  "clip_rewards",
  "multiagent",
  "min_iter_time_s",
  "gamma",
  "horizon",
  "env"
];
/** A trial's folder ends in its settings and the time of its start: "…_0_lr=0.001_2020-02-23_08-50-30abc". */
const trialFolder = /(^|\/)[^/]+_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d[^/]*\/params\.json$/;

/** The configuration of one Ray Tune trial, beside its results. */
export const rayParams: Format = {
  name: "ray-params",
  title: "Ray Tune params.json",
  unit: "node",
  byFolder: true,
  detect(path: string, head: Head): number {
    const root = headRoot(head);
    if (root?.kind !== "object" || root.entries.has("training_iteration")) return 0;
    const known = settings.filter((key) => root.entries.has(key)).length;
    if (known >= 4) return 0.9;
    const beside = trialFolder.test(path);
    return beside || (known >= 2 && /(^|\/)params\.json$/.test(path)) ? 0.8 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const partOf = /(^|\/)params\.json$/.test(source.path) ? folderOf(source.path) : null;
    const log = new StepLog(source, {partOf});
    yield* documentUnits(source, (document) => ({
      head: (at) => begin(log, document, at),
      picks: entriesOf(document.text, document.root)
        .filter(({node}) => isWhole(document, node))
        .map(({key, node, start, end}): Pick => ({
          start,
          end,
          facts: (at) => paramRows(log, document, at, key, node)
        }))
    }));
    yield* log.finish();
  }
};

function begin(log: StepLog, document: JsonDocument, at: Place): Row[] {
  const run = log.run(at);
  if (document.fault === null) run.columns.config = jsonText(document, document.root);
  return [];
}

function* paramRows(log: StepLog, document: JsonDocument, at: Place, key: string, node: JsonNode): Iterable<Row> {
  if (key === "seed" && node.kind === "number") log.run(at).seed(document.text.slice(node.start, node.end), at.unit);
  for (const {path, node: leaf} of leavesOf(node, key))
    yield* log.tell(at, "param", {key: path, value: valueText(document, leaf), type: leaf.kind});
}
