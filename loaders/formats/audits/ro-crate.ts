import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {itemParts, memberParts, textIn} from "./json-parts.ts";

/** RO-Crate metadata: each entity of the JSON-LD graph is a record, files are artifacts as well. */
export const roCrate: Format = {
  name: "ro-crate",
  title: "RO-Crate metadata",
  unit: "node",
  detect(path: string, head: Head): number {
    const root = headRoot(head);
    const graph = root?.entries.get("@graph");
    const context = root?.entries.get("@context");
    if (!root || graph?.kind !== "array" || !context) return 0;
    const named = head.text.slice(context.start, context.end).includes("w3id.org/ro/crate");
    const described = graph.items.some(({entries}) =>
      /(^|\/)ro-crate-metadata\.json(ld)?$/.test(String(entries.get("@id")?.value))
    );
    return named ? 0.98 : described ? 0.9 : /ro-crate-metadata\.json(ld)?$/.test(path) ? 0.6 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => ({
      picks: memberParts(document, document.root, "ro-crate", {
        "@graph": (node) => itemParts(node, (item, at) => entityRows(document, item, at))
      })
    }));
  }
};

function typesOf(document: JsonDocument, entity: JsonNode): string[] {
  const type = entity.entries.get("@type");
  return (type?.kind === "array" ? type.items : type ? [type] : []).flatMap((node) => textIn(document, node) ?? []);
}

function* entityRows(document: JsonDocument, entity: JsonNode, at: Place): Iterable<Row> {
  const id = textIn(document, entity, "@id") ?? "";
  const values = {
    kind: "ro-crate-entity",
    name: id,
    text: textIn(document, entity, "name"),
    attributes: jsonText(document, entity)
  };
  yield {table: "record", at, values};
  const kind = typesOf(document, entity).find((type) => type === "File" || type === "MediaObject");
  if (kind === undefined) return;
  const sha256 = textIn(document, entity, "sha256");
  const size = textIn(document, entity, "contentSize") ?? "";
  const digest = sha256 !== null && /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
  yield {
    table: "artifact",
    at,
    values: {kind, path: id, sha256: digest, bytes: /^\d{1,15}$/.test(size) ? Number(size) : null}
  };
}
