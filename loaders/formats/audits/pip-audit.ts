import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {itemParts, itemsIn, memberParts, textIn} from "./json-parts.ts";

/** pip-audit's JSON: an object with dependencies and fixes, in old versions the array of dependencies alone. */
export const pipAudit: Format = {
  name: "pip-audit",
  title: "pip-audit report",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    if (!root) return 0;
    const listed = root.kind === "array" ? root : root.entries.get("dependencies");
    const items = listed?.kind === "array" ? listed.items.filter(({whole}) => whole) : [];
    const own = items.filter(isDependency).length;
    if (items.length === 0) return root.entries.has("fixes") && listed?.kind === "array" ? 0.8 : 0;
    return own === items.length ? 0.97 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => {
      const read = (node: JsonNode) => itemParts(node, (item, at) => dependencyRows(document, item, at));
      const {root} = document;
      return {
        picks: root.kind === "array" ? read(root) : memberParts(document, root, "pip-audit", {dependencies: read})
      };
    });
  }
};

function isDependency({entries}: JsonNode): boolean {
  return (
    entries.get("name")?.kind === "string" && (entries.get("vulns")?.kind === "array" || entries.has("skip_reason"))
  );
}

function* dependencyRows(document: JsonDocument, item: JsonNode, at: Place): Iterable<Row> {
  const name = textIn(document, item, "name") ?? "";
  yield {table: "component", at, values: {name, version: textIn(document, item, "version")}};
  const skipped = textIn(document, item, "skip_reason");
  if (skipped !== null) yield {table: "record", at, values: {kind: "skipped-dependency", name, text: skipped}};
  for (const found of itemsIn(item, "vulns")) {
    const fixed = itemsIn(found, "fix_versions").map(({value}) => String(value));
    const id = textIn(document, found, "id") ?? "";
    const values = {
      component: name,
      id,
      fixed_in: fixed.length > 0 ? fixed.join(", ") : null,
      description: textIn(document, found, "description")
    };
    yield {table: "vulnerability", at, values};
    for (const {value} of itemsIn(found, "aliases"))
      yield {table: "record", at, values: {kind: "vulnerability-alias", name: id, text: String(value)}};
  }
}
