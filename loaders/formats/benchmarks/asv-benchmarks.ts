import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {stringOf} from "./case-book.ts";
import {entryPicks} from "./entry-picks.ts";

const own = ["param_names", "params", "type", "code"];

/** `benchmarks.json` of an asv results folder: what each benchmark is, its code, unit and parameters. */
export const asvBenchmarks: Format = {
  name: "asv-benchmarks",
  title: "asv benchmark definitions",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const entries = root?.kind === "object" ? [...root.entries.values()].filter(({kind}) => kind === "object") : [];
    const first = entries[0];
    return first && own.every((key) => first.entries.has(key)) ? 0.95 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => ({
      head: () => [],
      picks: entryPicks(document.text, document.root, (at, name, node) => facts(at, name, node, document))
    }));
  }
};

function* facts(at: Place, name: string, node: JsonNode, document: JsonDocument): Iterable<FactRow> {
  if (node.kind !== "object") return;
  const attributes = [
    "type",
    "unit",
    "param_names",
    "params",
    "number",
    "repeat",
    "sample_time",
    "timeout",
    "version"
  ].flatMap((key) => {
    const value = nodeAt(node, key);
    return value ? [`${JSON.stringify(key)}:${jsonText(document, value)}`] : [];
  });
  yield {
    table: "record",
    at,
    values: {
      kind: "benchmark definition",
      name,
      unit_name: stringOf(nodeAt(node, "unit")),
      text: stringOf(nodeAt(node, "code")),
      attributes: `{${attributes.join(",")}}`
    }
  };
}
