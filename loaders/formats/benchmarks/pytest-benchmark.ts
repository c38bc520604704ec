import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {readTimestamp} from "../timestamp.ts";
import {CaseBook, measuredAt, readingOf, scalarOf, stringOf} from "./case-book.ts";
import {unitAt} from "./unit-at.ts";

/** Statistics that are times; pytest-benchmark writes them in seconds. */
const times = new Set("min max mean median stddev iqr q1 q3 ld15iqr hd15iqr total".split(" "));

/** JSON that pytest-benchmark saves: one entry per test with its statistics and, where asked for, every round. */
export const pytestBenchmark: Format = {
  name: "pytest-benchmark",
  title: "pytest-benchmark results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const first = nodeAt(headRoot(head) ?? undefined, "benchmarks", 0);
    const stats = nodeAt(first, "stats");
    const own = ["rounds", "stddev", "mean"].filter((key) => stats?.entries.has(key)).length;
    return stringOf(nodeAt(first, "fullname")) !== null && own > 1 ? 0.95 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => {
      const book = new CaseBook(source.sourceId);
      const context: Record<string, Scalar> = contextOf(document);
      const entries = nodeAt(document.root, "benchmarks")?.items ?? [];
      const picks = entries
        .filter(({kind, whole}) => kind === "object" && whole)
        .map((entry) => ({start: entry.start, end: entry.end, facts: (at: Place) => facts(book, at, entry, context)}));
      const commit = nodeAt(document.root, "commit_info", "id");
      context.commit_unit = commit ? unitAt(picks, commit.start) : null;
      return {head: () => [], between: () => [], picks};
    });
  }
};

/** What the file says once, for all its cases. */
function contextOf(document: JsonDocument): Record<string, Scalar> {
  const {root} = document;
  const told = ["machine_info", "commit_info"].flatMap((key) => {
    const node = nodeAt(root, key);
    return node?.kind === "object" ? [`${JSON.stringify(key)}:${jsonText(document, node)}`] : [];
  });
  const committed = stringOf(nodeAt(root, "commit_info", "time"));
  return {
    tool: "pytest-benchmark",
    cpu:
      stringOf(nodeAt(root, "machine_info", "cpu", "brand_raw")) ??
      stringOf(nodeAt(root, "machine_info", "cpu", "brand")),
    commit: stringOf(nodeAt(root, "commit_info", "id")),
    committed: committed === null ? null : readTimestamp(committed).utc,
    environment: `{${told.join(",")}}`,
    ...measuredAt(stringOf(nodeAt(root, "datetime")))
  };
}

function* facts(book: CaseBook, at: Place, entry: JsonNode, context: Record<string, Scalar>): Iterable<FactRow> {
  const name = stringOf(nodeAt(entry, "fullname")) ?? stringOf(nodeAt(entry, "name")) ?? "unnamed";
  const stats = nodeAt(entry, "stats");
  const told = [...(stats?.entries ?? [])].filter(([, node]) => readingOf(node));
  const {found, rows} = book.open(at, {
    ...context,
    case: name,
    op: name.replace(/\[.*\]$/s, ""),
    axes: axesOf(entry, name),
    quantity: "time",
    unit_name: "s",
    higher_is_better: false,
    timed: "end-to-end",
    suite: stringOf(nodeAt(entry, "group")),
    ...(told.length === 0 ? {state: "unmeasured", reason: "expected stats with numbers, found none"} : {})
  });
  yield* rows;
  for (const round of nodeAt(stats, "data")?.items ?? []) {
    const reading = readingOf(round);
    if (reading) yield found.sample(at, reading);
  }
  for (const [key, node] of told)
    if (key !== "outliers")
      yield found.statistic(at, key, readingOf(node)!, times.has(key) ? "s" : key === "ops" ? "1/s" : null);
}

/** The parameters by name where they were saved, else what stands in brackets behind the name. */
function axesOf(entry: JsonNode, name: string): Record<string, Scalar> {
  const params = nodeAt(entry, "params");
  if (params?.kind === "object")
    return Object.fromEntries([...params.entries].map(([key, node]) => [key, scalarOf(node) ?? null]));
  const param = stringOf(nodeAt(entry, "param")) ?? /\[(.*)\]$/s.exec(name)?.[1];
  return param === undefined ? {} : {param};
}
