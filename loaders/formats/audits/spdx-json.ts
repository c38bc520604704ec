import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import type {JsonDocument, JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {itemParts, itemsIn, memberParts, textIn} from "./json-parts.ts";

/** SPDX 2 in JSON: packages as components, files as artifacts, relationships and the rest as records. */
export const spdxJson: Format = {
  name: "spdx-json",
  title: "SPDX bill of materials, JSON",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const version = root?.entries.get("spdxVersion")?.value;
    if (typeof version === "string" && version.startsWith("SPDX-")) return 1;
    return root?.entries.get("SPDXID")?.value === "SPDXRef-DOCUMENT" ? 0.9 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => ({
      picks: memberParts(document, document.root, "spdx", {
        packages: (node) => itemParts(node, (item, at) => [packageRow(document, item, at)]),
        files: (node) => itemParts(node, (item, at) => [fileRow(document, item, at)]),
        relationships: (node) => itemParts(node, (item, at) => [relationshipRow(document, item, at)])
      })
    }));
  }
};

/** NONE and NOASSERTION say that there is no licence to name. */
function licenceOf(document: JsonDocument, item: JsonNode): string | null {
  const found = ["licenseConcluded", "licenseDeclared"].map((key) => textIn(document, item, key));
  return found.find((text) => text !== null && text !== "NOASSERTION" && text !== "NONE") ?? null;
}

function checksumsOf(document: JsonDocument, item: JsonNode): Record<string, string> {
  return Object.fromEntries(
    itemsIn(item, "checksums").map((sum) => [
      textIn(document, sum, "algorithm") ?? "",
      textIn(document, sum, "checksumValue") ?? ""
    ])
  );
}

function packageRow(document: JsonDocument, item: JsonNode, at: Place): Row {
  const purl = itemsIn(item, "externalRefs").find((ref) => textIn(document, ref, "referenceType") === "purl");
  const hashes = checksumsOf(document, item);
  const values = {
    name: textIn(document, item, "name") ?? "",
    version: textIn(document, item, "versionInfo"),
    purl: textIn(document, purl, "referenceLocator"),
    licence: licenceOf(document, item),
    type: textIn(document, item, "primaryPackagePurpose"),
    hashes: Object.keys(hashes).length > 0 ? hashes : null
  };
  return {table: "component", at, values};
}

function fileRow(document: JsonDocument, item: JsonNode, at: Place): Row {
  const values = {
    kind: "file",
    path: textIn(document, item, "fileName") ?? textIn(document, item, "name") ?? "",
    sha256: checksumsOf(document, item).SHA256?.toLowerCase() ?? null
  };
  return {table: "artifact", at, values};
}

function relationshipRow(document: JsonDocument, item: JsonNode, at: Place): Row {
  const [type, related] = ["relationshipType", "relatedSpdxElement"].map((key) => textIn(document, item, key) ?? "");
  const values = {
    kind: "spdx-relationship",
    name: textIn(document, item, "spdxElementId") ?? "",
    text: `${type} ${related}`,
    attributes: jsonText(document, item)
  };
  return {table: "record", at, values};
}
