import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {
  childOf,
  descendants,
  elementJson,
  listOf,
  textAt,
  xmlUnits,
  type XmlElement,
  type XmlPick
} from "../xml-document.ts";
import {xmlRoot} from "../xml-root.ts";
import {
  componentRows,
  subjectRows,
  vulnerabilityRows,
  type BomComponent,
  type BomRecord,
  type BomVulnerability
} from "./bom.ts";
import {numberColumns} from "./number-text.ts";

/** CycloneDX bills of materials in XML, read as those in JSON are. */
export const cyclonedxXml: Format = {
  name: "cyclonedx-xml",
  title: "CycloneDX bill of materials, XML",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = xmlRoot(head);
    if (root?.name !== "bom") return 0;
    return [...root.attributes.values()].some((value) => value.includes("cyclonedx.org/schema/bom")) ? 1 : 0;
  },
  parse(source: Source): Iterable<Row> {
    const names = new Map<string, string>();
    return xmlUnits(source, (element, ancestors) => pick(element, ancestors, names));
  }
};

function pick({name}: XmlElement, ancestors: readonly XmlElement[], names: Map<string, string>): XmlPick {
  const parent = ancestors.at(-1)?.name;
  if (parent === undefined) return {unit: "start tag", facts: (bom, at) => [recordRow(bom, at, "cyclonedx-bom")]};
  if (parent === "bom") {
    if (name === "components" || name === "vulnerabilities" || name === "services" || name === "dependencies")
      return null;
    if (name === "metadata") return {unit: "element", facts: metadataRows};
    return {unit: "element", facts: (element, at) => [recordRow(element, at, `cyclonedx-${name}`)]};
  }
  if (name === "component") return {unit: "element", facts: (element, at) => componentFacts(element, at, names)};
  if (name === "vulnerability")
    return {unit: "element", facts: (element, at) => vulnerabilityRows(vulnerabilityOf(element, names), at)};
  return {unit: "element", facts: (element, at) => [recordRow(element, at, `cyclonedx-${parent}`)]};
}

/** A component with the vulnerabilities that the extension of versions 1.1 to 1.3 puts inside it. */
function* componentFacts(element: XmlElement, at: Place, names: Map<string, string>): Iterable<Row> {
  rememberNames(element, names);
  yield* componentRows(componentOf(element), at);
  for (const inner of descendants(element))
    for (const found of listOf(inner, "vulnerabilities", "vulnerability")) {
      const vulnerability = vulnerabilityOf(found, names);
      yield* vulnerabilityRows({...vulnerability, affects: [textAt(inner, "name") ?? ""]}, at);
    }
}

function* metadataRows(metadata: XmlElement, at: Place): Iterable<Row> {
  yield recordRow(metadata, at, "cyclonedx-metadata");
  const subject = childOf(metadata, "component");
  if (subject) yield* subjectRows(componentOf(subject), at);
}

function recordRow(element: XmlElement, at: Place, kind: string): Row {
  const {attributes, name, text} = element;
  const called = textAt(element, "name") ?? attributes.get("bom-ref") ?? attributes.get("ref") ?? name;
  return {
    table: "record",
    at,
    values: {kind, name: called, text: text.trim() || null, attributes: elementJson(element)}
  };
}

function rememberNames(component: XmlElement, names: Map<string, string>): void {
  for (const element of descendants(component)) {
    const [ref, name] = [element.attributes.get("bom-ref"), textAt(element, "name")];
    if (ref !== undefined && name !== undefined) names.set(ref, name);
  }
}

function componentOf(element: XmlElement): BomComponent {
  const name = textAt(element, "name") ?? "";
  const licences = listOf(element, "licenses").map((choice) =>
    choice.name === "expression" ? choice.text.trim() : (textAt(choice, "id") ?? textAt(choice, "name") ?? "")
  );
  return {
    name,
    version: textAt(element, "version") ?? null,
    purl: textAt(element, "purl") ?? null,
    type: element.attributes.get("type") ?? null,
    licences: licences.filter((text) => text !== ""),
    hashes: Object.fromEntries(
      listOf(element, "hashes", "hash").map(({attributes, text}) => [attributes.get("alg") ?? "", text.trim()])
    ),
    records: recordsOf(element, name),
    components: listOf(element, "components", "component").map(componentOf)
  };
}

function recordsOf(element: XmlElement, name: string): BomRecord[] {
  const card = childOf(element, "modelCard");
  const crypto = childOf(element, "cryptoProperties");
  const records: BomRecord[] = [];
  if (card)
    records.push({
      kind: "model-card",
      name,
      text: textAt(card, "modelParameters", "task") ?? null,
      attributes: elementJson(card)
    });
  for (const metric of listOf(childOf(card, "quantitativeAnalysis"), "performanceMetrics")) {
    const {value, value_raw, nonfinite} = numberColumns(textAt(metric, "value"));
    const type = textAt(metric, "type") ?? "metric";
    records.push({kind: "model-metric", name: type, value, value_raw, nonfinite, attributes: elementJson(metric)});
  }
  if (crypto)
    records.push({
      kind: "crypto-asset",
      name,
      text: textAt(crypto, "assetType") ?? null,
      attributes: elementJson(crypto)
    });
  return records;
}

function vulnerabilityOf(element: XmlElement, names: Map<string, string>): BomVulnerability {
  const targets = listOf(element, "affects", "target");
  const versions = targets.flatMap((target) => listOf(target, "versions"));
  const unaffected = versions.filter((version) => textAt(version, "status") === "unaffected");
  return {
    id: textAt(element, "id") ?? element.attributes.get("bom-ref") ?? "",
    affects: targets.flatMap((target) => {
      const ref = textAt(target, "ref");
      return ref === undefined ? [] : [names.get(ref) ?? ref];
    }),
    ratings: listOf(element, "ratings", "rating").map((rating) => ({
      source: textAt(rating, "source", "name") ?? null,
      severity: textAt(rating, "severity") ?? null,
      score: numberColumns(textAt(rating, "score") ?? textAt(rating, "score", "base")),
      method: textAt(rating, "method") ?? null,
      vector: textAt(rating, "vector") ?? null
    })),
    description: textAt(element, "description") ?? textAt(element, "analysis", "detail") ?? null,
    state: textAt(element, "analysis", "state") ?? null,
    fixedIn: unaffected.flatMap((version) => textAt(version, "version") ?? textAt(version, "range") ?? [])
  };
}
