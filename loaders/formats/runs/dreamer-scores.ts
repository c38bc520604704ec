import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {isWhole, leavesOf, valueText} from "../json-entries.ts";
import {headRoot} from "../json-head.ts";
import {metricRow} from "../run-log/metric-row.ts";
import {TrainingRun} from "../run-log/training-run.ts";
import {numberOf} from "./measured.ts";

/** Steps of absent values that an event lists. */
const listed = 100;

/** Scores of the Dreamer family: an array of series, each a run of one task, method and seed over its steps. */
export const dreamerScores: Format = {
  name: "dreamer-scores",
  title: "Dreamer scores, one series per task, method and seed",
  unit: "node",
  detect(_path: string, head: Head): number {
    const first = headRoot(head)?.items[0];
    return first && isSeries(first) && first.entries.has("task") && first.entries.has("method") ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => ({picks: picksOf(source, document)}));
  }
};

function picksOf(source: Source, document: JsonDocument): Pick[] {
  let ordinal = 0;
  return document.root.items
    .filter((item) => isWhole(document, item))
    .map((item) => ({
      start: item.start,
      end: item.end,
      facts: (at: Place) =>
        isSeries(item) ? seriesRows(source, document, at, item, ++ordinal) : [strayRow(document, at, item)]
    }));
}

/** A head may break off inside the steps, before the values. */
function isSeries({entries, whole}: JsonNode): boolean {
  const [xs, ys] = [entries.get("xs"), entries.get("ys")];
  return xs?.kind === "array" && (ys ? ys.kind === "array" : !whole);
}

function strayRow(document: JsonDocument, at: Place, item: JsonNode): FactRow {
  const text = valueText(document, item);
  return {table: "record", at, values: {kind: "entry without xs and ys", name: item.kind, text}};
}

function* seriesRows(
  source: Source,
  document: JsonDocument,
  at: Place,
  {entries}: JsonNode,
  ordinal: number
): Iterable<Row> {
  const word = (key: string) => (entries.has(key) ? valueText(document, entries.get(key)!) : null);
  const [task, method, seed] = [word("task"), word("method"), word("seed")];
  const group = [task, method].filter((part) => part !== null).join("/");
  const run = new TrainingRun([group, seed].filter((part) => part !== null && part !== "").join("/"), 1, at);
  run.runId = `${source.sourceId}.${ordinal}`;
  if (group !== "") run.columns.group_name = group;
  if (seed !== null) run.seed(seed, at.unit);
  for (const [key, node] of entries)
    if (key !== "xs" && key !== "ys")
      for (const {path, node: leaf} of leavesOf(node, key)) {
        const values = {run_id: run.runId, key: path, value: valueText(document, leaf), type: leaf.kind};
        yield {table: "param", at, values};
      }
  yield* points(at, run.runId, entries.get("xs")!.items, entries.get("ys")!.items);
  yield run.row(source.path);
}

/** One metric row per pair of step and score. A null score is absent: an event tells how many, and at which steps. */
function* points(at: Place, run_id: string, xs: JsonNode[], ys: JsonNode[]): Iterable<Row> {
  const absent: (number | null)[] = [];
  for (let i = 0; i < Math.min(xs.length, ys.length); i++) {
    const [x, y] = [numberOf(at, `xs/${i}`, xs[i]!), numberOf(at, `ys/${i}`, ys[i]!)];
    const step = x !== null && Number.isFinite(x.value) ? x.value : null;
    if (x?.repair) yield x.repair;
    if (y?.repair) yield y.repair;
    if (y === null) absent.push(step);
    else {
      const found = {name: "score", split: null, raw: "ys", value: y.value, value_raw: y.raw};
      yield metricRow(at, {run_id, split: null, step, epoch: null, time: undefined}, found);
    }
  }
  if (absent.length > 0) {
    const message = `${absent.length} of ${ys.length} scores are absent`;
    const attributes = JSON.stringify({steps: absent.slice(0, listed)});
    yield {table: "event", at, values: {run_id, kind: "absent scores", message, attributes}};
  }
  if (xs.length !== ys.length) {
    const message = `expected one score per step, found ${xs.length} steps and ${ys.length} scores`;
    yield {table: "event", at, values: {run_id, kind: "unpaired scores", message}};
  }
}
