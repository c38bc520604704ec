import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {
  componentRows,
  subjectRows,
  vulnerabilityRows,
  type BomComponent,
  type BomRecord,
  type BomVulnerability
} from "./bom.ts";
import {itemParts, itemsIn, memberParts, numberOf, part, recordRow, textIn} from "./json-parts.ts";
import {numberColumns} from "./number-text.ts";

/** CycloneDX bills of materials in JSON: components, vulnerabilities; services, dependencies and the rest as records. */
export const cyclonedxJson: Format = {
  name: "cyclonedx-json",
  title: "CycloneDX bill of materials, JSON",
  unit: "node",
  detect(_path: string, head: Head): number {
    return headRoot(head)?.entries.get("bomFormat")?.value === "CycloneDX" ? 1 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => ({picks: documentParts(document)}));
  }
};

function documentParts(document: JsonDocument): Pick[] {
  const names = componentNames(document);
  return memberParts(document, document.root, "cyclonedx", {
    metadata: (node) => [part(node, (at) => metadataRows(document, node, at))],
    components: (node) => itemParts(node, (item, at) => componentRows(componentOf(document, item), at)),
    vulnerabilities: (node) =>
      itemParts(node, (item, at) => vulnerabilityRows(vulnerabilityOf(document, item, names), at))
  });
}

function* metadataRows(document: JsonDocument, metadata: JsonNode, at: Place): Iterable<Row> {
  yield recordRow(document, metadata, at, "cyclonedx-metadata", "metadata");
  const subject = metadata.entries.get("component");
  if (subject) yield* subjectRows(componentOf(document, subject), at);
}

function componentNames(document: JsonDocument): Map<string, string> {
  const names = new Map<string, string>();
  const visit = (node: JsonNode | undefined): void => {
    const [ref, name] = [textIn(document, node, "bom-ref"), textIn(document, node, "name")];
    if (ref !== null && name !== null) names.set(ref, name);
    itemsIn(node, "components").forEach(visit);
  };
  visit(nodeAt(document.root, "metadata", "component"));
  visit(document.root);
  itemsIn(document.root, "services").forEach(visit);
  return names;
}

function componentOf(document: JsonDocument, node: JsonNode): BomComponent {
  const name = textIn(document, node, "name") ?? "";
  return {
    name,
    version: textIn(document, node, "version"),
    purl: textIn(document, node, "purl"),
    type: textIn(document, node, "type"),
    licences: itemsIn(node, "licenses").flatMap((choice) => licenceOf(document, choice) ?? []),
    hashes: Object.fromEntries(
      itemsIn(node, "hashes").map((hash) => [
        textIn(document, hash, "alg") ?? "",
        textIn(document, hash, "content") ?? ""
      ])
    ),
    records: recordsOf(document, node, name),
    components: itemsIn(node, "components").map((inner) => componentOf(document, inner))
  };
}

function licenceOf(document: JsonDocument, choice: JsonNode): string | null {
  const paths = [["license", "id"], ["license", "name"], ["expression"]];
  return paths.map((path) => textIn(document, choice, ...path)).find((text) => text !== null) ?? null;
}

function recordsOf(document: JsonDocument, node: JsonNode, name: string): BomRecord[] {
  const card = node.entries.get("modelCard");
  const crypto = node.entries.get("cryptoProperties");
  const records: BomRecord[] = [];
  if (card) {
    const task = textIn(document, card, "modelParameters", "task");
    records.push({kind: "model-card", name, text: task, attributes: jsonText(document, card)});
  }
  for (const metric of itemsIn(card, "quantitativeAnalysis", "performanceMetrics")) {
    const columns = numberColumns(textIn(document, metric, "value") ?? undefined);
    const type = textIn(document, metric, "type") ?? "metric";
    records.push({kind: "model-metric", name: type, ...columns, attributes: jsonText(document, metric)});
  }
  if (crypto) {
    const asset = textIn(document, crypto, "assetType");
    records.push({kind: "crypto-asset", name, text: asset, attributes: jsonText(document, crypto)});
  }
  return records;
}

function vulnerabilityOf(document: JsonDocument, node: JsonNode, names: Map<string, string>): BomVulnerability {
  const affected = itemsIn(node, "affects");
  const versions = affected.flatMap((item) => itemsIn(item, "versions"));
  const unaffected = versions.filter((version) => textIn(document, version, "status") === "unaffected");
  return {
    id: textIn(document, node, "id") ?? textIn(document, node, "bom-ref") ?? "",
    affects: affected.flatMap((item) => {
      const ref = textIn(document, item, "ref");
      return ref === null ? [] : [names.get(ref) ?? ref];
    }),
    ratings: itemsIn(node, "ratings").map((rating) => ({
      source: textIn(document, rating, "source", "name"),
      severity: textIn(document, rating, "severity"),
      score: numberOf(nodeAt(rating, "score")),
      method: textIn(document, rating, "method"),
      vector: textIn(document, rating, "vector")
    })),
    description: textIn(document, node, "description") ?? textIn(document, node, "analysis", "detail"),
    state: textIn(document, node, "analysis", "state"),
    fixedIn: unaffected.flatMap((item) => textIn(document, item, "version") ?? textIn(document, item, "range") ?? [])
  };
}
