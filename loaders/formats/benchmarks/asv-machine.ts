import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {readingOf, stringOf} from "./case-book.ts";

const keys = ["arch", "cpu", "machine", "os", "ram"];
const own = new Set([...keys, "num_cpu", "version"]);

/** `machine.json` of an asv results folder: what the machine is. */
export const asvMachine: Format = {
  name: "asv-machine",
  title: "asv machine",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    if (root?.kind !== "object" || !root.whole) return 0;
    return keys.every((key) => root.entries.has(key)) && [...root.entries.keys()].every((key) => own.has(key))
      ? 0.95
      : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, ({root}) => ({head: (at) => facts(at, root), picks: []}));
  }
};

function* facts(at: Place, root: JsonNode): Iterable<FactRow> {
  for (const [name, node] of root.entries) {
    if (name === "version") continue;
    const reading = readingOf(node);
    yield {
      table: "record",
      at,
      values: {
        kind: "machine",
        name,
        value: reading?.value ?? null,
        value_raw: reading?.raw ?? null,
        text: stringOf(node)
      }
    };
  }
}
