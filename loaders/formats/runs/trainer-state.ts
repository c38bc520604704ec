import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {entriesOf, isWhole, leavesOf, valueText} from "../json-entries.ts";
import {headRoot} from "../json-head.ts";
import {metricName} from "../run-log/metric-name.ts";
import {folderOf} from "../run-log/part-of.ts";
import {StepLog} from "../run-log/step-log.ts";
import {attributesOf, readMeasured} from "./measured.ts";

const told = ["global_step", "max_steps", "is_world_process_zero", "best_metric", "total_flos", "epoch"];
const settings = new Set([
  "max_steps",
  "num_train_epochs",
  "logging_steps",
  "eval_steps",
  "save_steps",
  "train_batch_size",
  "trial_name",
  "trial_params"
]);
/** What the trainer had reached when it wrote the file. */
const reached = new Set(["total_flos", "num_input_tokens_seen", "best_metric"]);
/** Says where in training the file was written. */
const placed = new Set(["global_step", "epoch", "best_global_step"]);
/** The trainer logs it once, when training is over. */
const summaryKey = "train_runtime";
const checkpoint = /^checkpoint-\d+$/;

/** State of a Hugging Face trainer: its history is the rows of a run, repeated in every checkpoint's state. */
export const trainerState: Format = {
  name: "hf-trainer-state",
  title: "Hugging Face trainer_state.json",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const history = root?.entries.get("log_history");
    if (!root || history?.kind !== "array") return 0;
    const rows = history.items.filter(({whole}) => whole);
    if (!rows.every(({entries}) => entries.has("step"))) return 0;
    return rows.length > 0 || told.some((key) => root.entries.has(key)) ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const state = new TrainerState(source);
    yield* documentUnits(source, (document) => state.read(document));
    yield* state.log.finish();
  }
};

/** Checkpoints of one run lie in one folder, beside the state of its end. */
function runFolder(path: string): string | null {
  if (!/(^|\/)trainer_state\.json$/.test(path)) return null;
  const folder = folderOf(path);
  return folder !== null && checkpoint.test(folder.slice(folder.lastIndexOf("/") + 1)) ? folderOf(folder) : folder;
}

class TrainerState {
  readonly log: StepLog;

  constructor(source: Source) {
    this.log = new StepLog(source, {partOf: runFolder(source.path)});
  }

  read(document: JsonDocument): {head: (at: Place) => Iterable<Row>; picks: Pick[]} {
    const picks = entriesOf(document.text, document.root).flatMap(({key, node, start, end}): Pick[] => {
      if (key === "log_history" && node.kind === "array")
        return node.items
          .filter((item) => isWhole(document, item))
          .map((item) => ({start: item.start, end: item.end, facts: (at) => this.#row(document, at, item)}));
      if (!isWhole(document, node)) return [];
      return [{start, end, facts: (at) => this.#entry(document, at, key, node)}];
    });
    return {head: (at) => this.#begin(at), picks};
  }

  #begin(at: Place): Row[] {
    this.log.run(at);
    return [];
  }

  /** A row of the history. */
  *#row(document: JsonDocument, at: Place, item: JsonNode): Iterable<Row> {
    const {entries} = item;
    const [step, epoch] = [finiteAt(entries, "step"), finiteAt(entries, "epoch")];
    const values = [...entries].filter(
      ([key]) => !(key === "step" && step !== null) && !(key === "epoch" && epoch !== null)
    );
    const {measurements, rest, repairs} = readMeasured(at, values, metricName);
    yield* repairs;
    yield* this.log.step(at, {split: null, step, epoch, time: undefined, measurements});
    if (entries.has(summaryKey)) this.log.run(at).finish(summaryKey, at.unit, "completed");
    const attributes = attributesOf(document, rest);
    if (attributes !== null) yield* this.log.tell(at, "event", {kind: "fields", attributes});
  }

  /** A top-level entry other than the history. */
  *#entry(document: JsonDocument, at: Place, key: string, node: JsonNode): Iterable<Row> {
    if (settings.has(key)) yield* this.#settings(document, at, key, node);
    else if (reached.has(key) && node.kind !== "null") yield* this.#reached(document, at, key, node);
    else if (key === "best_model_checkpoint" && node.kind === "string")
      yield* this.log.tell(at, "artifact", {kind: "checkpoint", path: String(node.value)});
    else if (!placed.has(key) && node.kind !== "null")
      yield* this.log.tell(at, "event", {kind: "state", attributes: attributesOf(document, [[key, node]])});
    if (key === "global_step") this.#end(document, at, node);
  }

  *#settings(document: JsonDocument, at: Place, key: string, node: JsonNode): Iterable<Row> {
    for (const {path, node: leaf} of leavesOf(node, key))
      yield* this.log.tell(at, "param", {key: path, value: valueText(document, leaf), type: leaf.kind});
  }

  *#reached(document: JsonDocument, at: Place, key: string, node: JsonNode): Iterable<Row> {
    const {entries} = document.root;
    const best = key === "best_metric";
    const {measurements, rest, repairs} = readMeasured(at, [[key, node]], (name) => ({name, split: null, raw: null}));
    yield* repairs;
    const step = best ? bestStep(entries) : finiteAt(entries, "global_step");
    const epoch = best ? null : finiteAt(entries, "epoch");
    yield* this.log.step(at, {key, split: null, step, epoch, time: undefined, measurements});
    const attributes = attributesOf(document, rest);
    if (attributes !== null) yield* this.log.tell(at, "event", {kind: "state", attributes});
  }

  /** Training is over where the step reached is the last one planned. */
  #end(document: JsonDocument, at: Place, node: JsonNode): void {
    const planned = document.root.entries.get("max_steps");
    if (node.kind === "number" && Number(node.value) > 0 && planned?.value === node.value)
      this.log.run(at).finish(document.text.slice(node.start, node.end), at.unit, "completed");
  }
}

/** The step of the best metric: as told, else as the name of the best checkpoint tells it. */
function bestStep(entries: Map<string, JsonNode>): number | null {
  const named = /checkpoint-(\d+)\/?$/.exec(String(entries.get("best_model_checkpoint")?.value ?? ""));
  return finiteAt(entries, "best_global_step") ?? (named ? Number(named[1]) : null);
}

function finiteAt(entries: Map<string, JsonNode>, key: string): number | null {
  const node = entries.get(key);
  const number = node?.kind === "number" ? Number(node.value) : NaN;
  return Number.isFinite(number) ? number : null;
}
