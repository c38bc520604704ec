import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {CaseBook, measuredAt, readingOf, scalarOf, stringOf, type CaseColumns} from "./case-book.ts";

const implementations = ["optimized", "baseline"];

/** RoboCache results: per kernel an optimized and a baseline implementation, and the system they ran on. */
export const robocacheJson: Format = {
  name: "robocache-json",
  title: "RoboCache benchmark results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head) ?? undefined;
    const suites = [...(nodeAt(root, "benchmarks")?.entries.values() ?? [])];
    const first = suites.find(({items}) => items.length > 0)?.items[0];
    const own = ["kernel", "config", ...implementations].every((key) => nodeAt(first, key) !== undefined);
    return own ? (nodeAt(root, "system")?.kind === "object" ? 0.97 : 0.9) : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => {
      const book = new CaseBook(source.sourceId);
      const system = systemOf(document);
      const suites = [...(nodeAt(document.root, "benchmarks")?.entries ?? [])];
      const picks = suites.flatMap(([suite, {items}]) =>
        items
          .filter(({kind, whole}) => kind === "object" && whole)
          .map((entry): Pick => ({
            start: entry.start,
            end: entry.end,
            facts: (at) => facts(book, at, entry, {...system, suite})
          }))
      );
      return {head: () => [], between: () => [], picks};
    });
  }
};

function systemOf(document: JsonDocument): Record<string, Scalar> {
  const system = nodeAt(document.root, "system");
  return {
    device: stringOf(nodeAt(system, "device_name")),
    environment: system ? jsonText(document, system) : null,
    ...measuredAt(stringOf(nodeAt(system, "timestamp")))
  };
}

function* facts(book: CaseBook, at: Place, entry: JsonNode, shared: Record<string, Scalar>): Iterable<FactRow> {
  const kernel = stringOf(nodeAt(entry, "kernel")) ?? "unnamed";
  const axes = [...(nodeAt(entry, "config")?.entries ?? [])].map(([key, node]) => [key, scalarOf(node) ?? null]);
  for (const backend of implementations) {
    const numbers = [...(nodeAt(entry, backend)?.entries ?? [])].filter(([, node]) => readingOf(node));
    const unit = numbers.map(([key]) => /_(ns|us|ms|s)$/.exec(key)?.[1]).find((found) => found !== undefined);
    const columns: CaseColumns = {
      ...shared,
      case: kernel,
      op: kernel,
      axes: Object.fromEntries(axes) as Record<string, Scalar>,
      quantity: "time",
      backend,
      unit_name: unit ?? null,
      higher_is_better: unit ? false : null,
      ...(numbers.length === 0 ? {state: "unmeasured", reason: `expected numbers under ${backend}, found none`} : {})
    };
    const {found, rows} = book.open(at, columns);
    yield* rows;
    for (const [key, node] of numbers) {
      const [, name, own] = /^(.*?)(?:_(ns|us|ms|s))?$/s.exec(key)!;
      yield found.statistic(at, name!, readingOf(node)!, own ?? null);
    }
    const speedup = readingOf(nodeAt(entry, "speedup"));
    if (backend === "optimized" && speedup) yield found.statistic(at, "speedup", speedup, "×");
  }
  const notes = stringOf(nodeAt(entry, "notes"));
  if (notes !== null)
    yield {table: "event", at, values: {kind: "note", message: notes, attributes: JSON.stringify({kernel})}};
}
