import type {Source} from "../../../files/source.ts";
import type {Place, Row, Scalar} from "../../../rows.ts";
import type {Pick} from "../../document-units.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../../json-document.ts";
import {entriesOf, isWhole, leavesOf, valueText, type JsonEntry} from "../../json-entries.ts";
import {jsonText} from "../../json-text.ts";
import {reportLines} from "../../run-log/environment-report.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {TimeRepairs} from "../../time-repair.ts";
import {readEpoch, readTimestamp, type Timestamp} from "../../timestamp.ts";
import {attributesOf, numberOf, readMeasured} from "../measured.ts";
import {checkpointStep} from "./checkpoint-step.ts";
import {metricPath, readMetricKey} from "./metric-key.ts";

/** An entry, and the key of the object it stands in; null for the root. */
type Part = JsonEntry & {parent: string | null};
type Facts = (at: Place, entry: JsonEntry) => Iterable<Row>;

/** Longer values of entries that have no table of their own are left in the file. */
const longest = 64 * 1024;
const seeds = new Set(["random_seed", "seed"]);

/** One evaluation: a run with a metric per task and metric, at the step of the checkpoint where its arguments say one. */
export class Evaluation {
  readonly log: StepLog;
  readonly #times = new TimeRepairs();
  #step: number | null = null;

  constructor(source: Source) {
    this.log = new StepLog(source);
  }

  read(document: JsonDocument): {head: (at: Place) => Iterable<Row>; picks: Pick[]} {
    const {root} = document;
    this.#step = checkpointStep(nodeAt(root, "config", "model_args"));
    const entries = entriesOf(document.text, root).flatMap((entry): Part[] =>
      entry.node.kind === "object" && entry.node.entries.size > 0
        ? entriesOf(document.text, entry.node).map((inner) => ({...inner, parent: entry.key}))
        : [{...entry, parent: null}]
    );
    const picks = entries
      .filter(({node}) => isWhole(document, node))
      .map((entry): Pick => {
        const facts = this.#factsOf(document, entry.parent, entry.key);
        return {start: entry.start, end: entry.end, facts: (at) => facts(at, entry)};
      });
    return {head: (at) => this.#begin(document, at), picks};
  }

  #begin(document: JsonDocument, at: Place): Row[] {
    const config = nodeAt(document.root, "config");
    const run = this.log.run(at);
    if (config && isWhole(document, config)) run.columns.config = jsonText(document, config);
    return [];
  }

  /** What an entry of an object below the root, or else of the root itself, tells. */
  #factsOf(document: JsonDocument, parent: string | null, key: string): Facts {
    switch (parent ?? key) {
      case "results":
        return (at, {node}) => this.#task(document, at, key, node);
      case "config":
        return (at, entry) => this.#setting(document, at, entry);
      case "versions":
        return (at, {node}) => this.#told(document, at, "environment", `task version/${key}`, node);
      case "n-shot":
        return (at, {node}) => this.#told(document, at, "param", `n-shot/${key}`, node);
      case "git_hash":
        return (at, {node}) => this.#commit(document, at, node);
      case "date":
        return (at, {node}) => this.#date(document, at, node);
      case "pretty_env_info":
        return (at, {node}) => this.#report(at, key, String(node.value));
      case "total_evaluation_time_seconds":
        return (at, {node}) => this.#duration(at, key, node);
      default:
        return (at, {node}) => this.#other(document, at, parent, key, node);
    }
  }

  /** The results of one task. The direction is the file's own word, and none for a standard error. */
  *#task(document: JsonDocument, at: Place, task: string, node: JsonNode): Iterable<Row> {
    const better = nodeAt(document.root, "higher_is_better", task);
    const where = {split: null, step: this.#step, epoch: null, time: undefined};
    const nameOf = (key: string) => ({name: metricPath(task, readMetricKey(key)), split: null, raw: key});
    const {measurements, rest, repairs} = readMeasured(at, node.entries, nameOf);
    yield* repairs;
    for (const found of measurements) {
      const {metric, stderr} = readMetricKey(found.raw!);
      const declared = stderr ? undefined : better?.entries.get(metric)?.value;
      const columns = {unit_name: null, higher_is_better: typeof declared === "boolean" ? declared : null};
      yield* this.log.step(at, {...where, measurements: [found], columns});
    }
    const attributes = attributesOf(document, rest);
    if (attributes !== null) yield* this.log.tell(at, "event", {kind: "fields", message: task, attributes});
  }

  *#setting(document: JsonDocument, at: Place, {key, node}: JsonEntry): Iterable<Row> {
    const text = valueText(document, node);
    const run = this.log.run(at);
    if (seeds.has(key) && node.kind === "number") run.seed(text!, at.unit);
    if (key === "device" && node.kind === "string") run.say("device", text, at.unit);
    for (const {path, node: leaf} of leavesOf(node, key))
      yield* this.log.tell(at, "param", {key: path, value: valueText(document, leaf), type: leaf.kind});
  }

  *#told(
    document: JsonDocument,
    at: Place,
    table: "environment" | "param",
    name: string,
    node: JsonNode
  ): Iterable<Row> {
    for (const {path, node: leaf} of leavesOf(node, name)) {
      const values: Record<string, Scalar> = {key: path, value: valueText(document, leaf)};
      yield* this.log.tell(at, table, table === "param" ? {...values, type: leaf.kind} : values);
    }
  }

  *#commit(document: JsonDocument, at: Place, node: JsonNode): Iterable<Row> {
    const text = valueText(document, node);
    if (node.kind === "string") this.log.run(at).commit(text!, at.unit);
    else if (text !== null) yield* this.log.tell(at, "environment", {key: "git_hash", value: text});
  }

  *#date(document: JsonDocument, at: Place, node: JsonNode): Iterable<Row> {
    const text = valueText(document, node);
    const time = timeOf(node, text);
    yield* this.#times.of(at, time);
    if (time?.utc) this.log.run(at).begin(time, at.unit);
    else if (text !== null) yield* this.log.tell(at, "environment", {key: "date", value: text});
  }

  *#report(at: Place, key: string, text: string): Iterable<Row> {
    for (const [name, value] of reportLines(text, key)) yield* this.log.tell(at, "environment", {key: name, value});
  }

  *#duration(at: Place, key: string, node: JsonNode): Iterable<Row> {
    const found = numberOf(at, key, node);
    if (!found) return;
    if (found.repair) yield found.repair;
    const measured = {name: key, split: null, raw: null, value: found.value, value_raw: found.raw, unit_name: "s"};
    yield* this.log.step(at, {split: null, step: this.#step, epoch: null, time: undefined, measurements: [measured]});
  }

  /** Scalars tell of model and machine; what is told per task (configs, groups, samples) is kept whole. */
  *#other(document: JsonDocument, at: Place, parent: string | null, key: string, node: JsonNode): Iterable<Row> {
    const text = valueText(document, node);
    if (parent === null && node.kind !== "object" && node.kind !== "array") {
      if (text !== null) yield* this.log.tell(at, "environment", {key, value: text});
      return;
    }
    const kept = node.end - node.start <= longest;
    const values = {
      kind: parent ?? key,
      name: key,
      text: kept ? null : `${node.end - node.start} characters, left in the file`,
      attributes: kept ? jsonText(document, node) : null
    };
    yield {table: "record", at, values};
  }
}

function timeOf({kind, value}: JsonNode, text: string | null): Timestamp | undefined {
  if (kind === "number") return readEpoch(Number(value), text!);
  return kind === "string" ? readTimestamp(text!) : undefined;
}
