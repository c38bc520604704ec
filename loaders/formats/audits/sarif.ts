import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {itemParts, memberParts, part, recordRow, textIn} from "./json-parts.ts";
import {levelOf, locationOf, messageOf, ruleOf, suppressedBy} from "./sarif-result.ts";

/**
 * SARIF 2: results of static analysis as findings. Tools and their rules, invocations, artifacts and whatever else a run
 * holds are records.
 */
export const sarif: Format = {
  name: "sarif",
  title: "SARIF static analysis results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const runs = root?.entries.get("runs");
    if (!root || runs?.kind !== "array") return 0;
    const version = root.entries.get("version")?.value;
    const schema = root.entries.get("$schema")?.value;
    const named = typeof schema === "string" && /sarif/i.test(schema);
    const driver = runs.items.some((run) => nodeAt(run, "tool", "driver"));
    if (typeof version !== "string" || !version.startsWith("2.")) return named && driver ? 0.8 : 0;
    return driver ? 0.98 : named ? 0.9 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => ({picks: documentParts(document)}));
  }
};

function documentParts(document: JsonDocument): Pick[] {
  let ordinal = 0;
  return memberParts(document, document.root, "sarif", {
    runs: ({items}) => items.flatMap((run) => runParts(document, run, () => ++ordinal))
  });
}

function runParts(document: JsonDocument, run: JsonNode, next: () => number): Pick[] {
  return memberParts(document, run, "sarif", {
    tool: (node) => [part(node, (at) => toolRows(document, node, at))],
    results: (node) => itemParts(node, (result, at) => [findingRow(document, run, result, at, next())])
  });
}

function* toolRows(document: JsonDocument, tool: JsonNode, at: Place): Iterable<Row> {
  const components = [nodeAt(tool, "driver"), ...(nodeAt(tool, "extensions")?.items ?? [])];
  for (const component of components) {
    if (!component) continue;
    const name = textIn(document, component, "name") ?? "";
    const version = textIn(document, component, "semanticVersion") ?? textIn(document, component, "version");
    yield {table: "record", at, values: {kind: "sarif-tool", name, text: version}};
    for (const rule of nodeAt(component, "rules")?.items ?? []) yield recordRow(document, rule, at, "sarif-rule", name);
  }
}

function findingRow(document: JsonDocument, run: JsonNode, result: JsonNode, at: Place, ordinal: number): Row {
  const {id, rule} = ruleOf(document, run, result);
  const suppressions = nodeAt(result, "suppressions");
  const values = {
    ordinal,
    title: textIn(document, rule, "name") ?? textIn(document, rule, "shortDescription", "text"),
    text: messageOf(document, run, result, rule) ?? textIn(document, rule, "fullDescription", "text") ?? "",
    tool: textIn(document, run, "tool", "driver", "name"),
    rule: id,
    level: levelOf(document, result, rule),
    level_raw: textIn(document, result, "level"),
    location: locationOf(document, run, result),
    suppressed: suppressedBy(suppressions),
    suppressions: suppressions ? jsonText(document, suppressions) : null
  };
  return {table: "finding", at, values};
}
