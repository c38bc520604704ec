import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {CaseBook, readingOf, scalarOf, stringOf, wholeOf, type CaseColumns} from "./case-book.ts";
import {criterionColumns} from "./criterion-path.ts";

const estimates = /^(mean|median|median_?abs_?dev|slope|std_?dev)$/i;
const fences = ["low severe fence", "low mild fence", "high mild fence", "high severe fence"];

/** The whole document is one unit: its numbers belong to one measurement. */
function* wholeDocument(
  source: Source,
  facts: (at: Place, document: JsonDocument, book: CaseBook) => Iterable<FactRow>
): Iterable<Row> {
  yield* documentUnits(source, (document) => ({
    head: (at) => (document.root.whole ? facts(at, document, new CaseBook(source.sourceId)) : []),
    picks: []
  }));
}

/** `estimates.json`: point estimates with standard error and interval; under `change/`, of the relative change. */
export const criterionEstimates: Format = {
  name: "criterion-estimates",
  title: "Criterion.rs estimates",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const keys = root?.kind === "object" ? [...root.entries] : [];
    const own = ([key, node]: [string, JsonNode]) =>
      estimates.test(key) &&
      (node.value === null && node.kind === "null" ? true : nodeAt(node, "point_estimate") !== undefined);
    const any = keys.some(([, node]) => nodeAt(node, "confidence_interval", "confidence_level") !== undefined);
    return any && keys.every(own) ? 0.95 : 0;
  },
  parse: (source) => wholeDocument(source, (at, {root}, book) => estimateFacts(at, root, book, source.path))
};

function* estimateFacts(at: Place, root: JsonNode, book: CaseBook, path: string): Iterable<FactRow> {
  const columns = criterionColumns(path);
  const change = columns.axes.baseline === "change";
  const unit = change ? "ratio" : "ns";
  const opened = book.open(at, change ? {...columns, quantity: "relative change of time", unit_name: unit} : columns);
  yield* opened.rows;
  for (const [key, node] of root.entries) {
    const named: [string, JsonNode | undefined][] = [
      ["", nodeAt(node, "point_estimate")],
      [" standard error", nodeAt(node, "standard_error")],
      [` ${levelOf(node)} low`, nodeAt(node, "confidence_interval", "lower_bound")],
      [` ${levelOf(node)} high`, nodeAt(node, "confidence_interval", "upper_bound")]
    ];
    for (const [suffix, value] of named) {
      const reading = readingOf(value);
      if (reading) yield opened.found.statistic(at, statisticName(key) + suffix, reading, unit);
    }
  }
}

/** "ci95" of a confidence level of 0.95. */
function levelOf(node: JsonNode): string {
  const level = readingOf(nodeAt(node, "confidence_interval", "confidence_level"))?.value;
  return level === undefined ? "ci" : `ci${Number((100 * level).toPrecision(6))}`;
}

/** One name for the spellings of two versions: Mean and mean, MedianAbsDev and median_abs_dev. */
function statisticName(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll("_", " ")
    .replace("std dev", "stddev");
}

/** `sample.json`: iterations and total time of each sample, in two arrays. */
export const criterionSample: Format = {
  name: "criterion-sample",
  title: "Criterion.rs samples",
  unit: "node",
  detect(path: string, head: Head): number {
    const root = headRoot(head);
    if (!root) return 0;
    if (nodeAt(root, "sampling_mode") && nodeAt(root, "iters") && nodeAt(root, "times")) return 0.97;
    const [iterations, times] = root.items;
    const pair = root.items.length <= 2 && isNumbers(iterations) && (isNumbers(times) || !root.whole);
    return pair && /(^|\/)sample\.json$/.test(path) ? 0.9 : 0;
  },
  parse: (source) => wholeDocument(source, (at, document, book) => sampleFacts(at, document, book, source.path))
};

function* sampleFacts(at: Place, {root}: JsonDocument, book: CaseBook, path: string): Iterable<FactRow> {
  const iterations = (nodeAt(root, "iters") ?? nodeAt(root, 0))?.items ?? [];
  const times = (nodeAt(root, "times") ?? nodeAt(root, 1))?.items ?? [];
  const reason = sampleFault(iterations, times);
  const trouble = reason === null ? {} : {state: "unmeasured", reason};
  const {found, rows} = book.open(at, {...criterionColumns(path), ...trouble});
  yield* rows;
  if (reason !== null) return;
  for (const [i, time] of times.entries()) yield found.sample(at, readingOf(time)!, readingOf(iterations[i])!.value);
}

/** Why the two arrays are no samples; null where they are. */
function sampleFault(iterations: JsonNode[], times: JsonNode[]): string | null {
  if (iterations.length !== times.length)
    return `expected as many times as counts of iterations, found ${times.length} and ${iterations.length}`;
  const count = iterations.find((node) => wholeOf(node) === null || wholeOf(node) === 0);
  if (count) return `expected counts of iterations, found ${String(count.value)}`;
  const time = times.find((node) => !readingOf(node));
  return time ? `expected times, found ${String(time.value)}` : null;
}

/** `benchmark.json`: the names of a case. */
export const criterionBenchmark: Format = {
  name: "criterion-benchmark",
  title: "Criterion.rs benchmark id",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const own = ["group_id", "function_id", "value_str", "throughput", "directory_name"];
    return root?.kind === "object" && own.every((key) => root.entries.has(key)) ? 0.95 : 0;
  },
  parse: (source) => wholeDocument(source, (at, document, book) => book.open(at, idColumns(document, source.path)).rows)
};

function idColumns(document: JsonDocument, path: string): CaseColumns {
  const {root} = document;
  const columns = criterionColumns(path);
  const value = stringOf(nodeAt(root, "value_str"));
  const names = ["group_id", "function_id"].map((key) => stringOf(nodeAt(root, key)));
  const throughput = nodeAt(root, "throughput");
  return {
    ...columns,
    case: stringOf(nodeAt(root, "full_id")) ?? columns.case,
    op: names[1] ?? names[0] ?? columns.op,
    axes: value === null ? columns.axes : {...columns.axes, value},
    environment: throughput?.kind === "object" ? `{"throughput":${jsonText(document, throughput)}}` : null,
    suite: names[0] ?? null
  };
}

/** `tukey.json`: the four fences beyond which a sample counts as an outlier. */
export const criterionTukey: Format = {
  name: "criterion-tukey",
  title: "Criterion.rs outlier fences",
  unit: "node",
  detect(path: string, head: Head): number {
    const root = headRoot(head);
    const rising = (_: JsonNode, i: number, all: JsonNode[]) =>
      i === 0 || Number(all[i]!.value) >= Number(all[i - 1]!.value);
    const four = root?.items.length === 4 && isNumbers(root) && root.items.every(rising);
    return four && /(^|\/)tukey\.json$/.test(path) ? 0.9 : 0;
  },
  parse: (source) => wholeDocument(source, (at, {root}, book) => fenceFacts(at, root, book, source.path))
};

function* fenceFacts(at: Place, root: JsonNode, book: CaseBook, path: string): Iterable<FactRow> {
  const {found, rows} = book.open(at, criterionColumns(path));
  yield* rows;
  for (const [i, name] of fences.entries()) {
    const reading = readingOf(root.items[i]);
    if (reading) yield found.statistic(at, name, reading, "ns");
  }
}

function isNumbers(node: JsonNode | undefined): boolean {
  return (
    node?.kind === "array" && node.items.length > 0 && node.items.every((item) => typeof scalarOf(item) === "number")
  );
}
