import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {itemsIn, textIn} from "./json-parts.ts";

/** The rule that a result names: by index where it has one, else by id, a hierarchical id by its beginning. */
export function ruleOf(
  document: JsonDocument,
  run: JsonNode,
  result: JsonNode
): {id: string | null; rule: JsonNode | undefined} {
  const tool = nodeAt(result, "rule", "toolComponent", "index")?.value;
  const component = typeof tool === "number" ? nodeAt(run, "tool", "extensions", tool) : nodeAt(run, "tool", "driver");
  const rules = itemsIn(component, "rules");
  const index = (nodeAt(result, "ruleIndex") ?? nodeAt(result, "rule", "index"))?.value;
  const written = textIn(document, result, "ruleId") ?? textIn(document, result, "rule", "id");
  const indexed = typeof index === "number" ? rules[index] : undefined;
  const named = (id: string): JsonNode | undefined => rules.find((rule) => textIn(document, rule, "id") === id);
  const found = indexed ?? (written === null ? undefined : (named(written) ?? named(written.split("/")[0]!)));
  return {id: written ?? textIn(document, found, "id"), rule: found};
}

/** The level of a result: its own, "none" where it is no failure, the rule's default, else "warning" (2.1.0, 3.27.10). */
export function levelOf(document: JsonDocument, result: JsonNode, rule: JsonNode | undefined): string {
  const own = textIn(document, result, "level");
  if (own) return own;
  const kind = textIn(document, result, "kind");
  if (kind && kind !== "fail") return "none";
  return textIn(document, rule, "defaultConfiguration", "level") ?? "warning";
}

/** The message with its arguments in place, from the rule's strings where the result names one by id. */
export function messageOf(
  document: JsonDocument,
  run: JsonNode,
  result: JsonNode,
  rule: JsonNode | undefined
): string | null {
  const message = nodeAt(result, "message");
  const id = textIn(document, message, "id");
  const template =
    textIn(document, message, "text") ??
    (id === null
      ? null
      : (textIn(document, rule, "messageStrings", id, "text") ??
        textIn(document, run, "tool", "driver", "globalMessageStrings", id, "text") ??
        id)) ??
    textIn(document, message, "markdown");
  const given = itemsIn(message, "arguments").map(({value}) => String(value));
  if (template === null || given.length === 0) return template;
  return template.replace(/\{\{|\}\}|\{(\d+)\}/g, (mark, i?: string) =>
    i === undefined ? mark[0]! : (given[Number(i)] ?? mark)
  );
}

/** "path:line" of the first location; the qualified name where it is a logical one. */
export function locationOf(document: JsonDocument, run: JsonNode, result: JsonNode): string | null {
  const location = nodeAt(result, "locations", 0);
  const place = nodeAt(location, "physicalLocation");
  const index = nodeAt(place, "artifactLocation", "index")?.value;
  const indexed = typeof index === "number" ? nodeAt(run, "artifacts", index, "location", "uri") : undefined;
  const uri = textIn(document, place, "artifactLocation", "uri") ?? textIn(document, indexed);
  const line = textIn(document, place, "region", "startLine");
  if (uri !== null) return line === null ? uri : `${uri}:${line}`;
  const logical = nodeAt(location, "logicalLocations", 0) ?? nodeAt(location, "logicalLocation");
  return textIn(document, logical, "fullyQualifiedName") ?? textIn(document, logical, "name");
}

/**
 * Whether requests to suppress a result hold: there is one, and none was rejected or is still under review. Null where
 * the tool does not say which results are suppressed.
 */
export function suppressedBy(suppressions: JsonNode | undefined): boolean | null {
  if (suppressions?.kind !== "array") return null;
  const open = suppressions.items.some((item) =>
    /^(underReview|rejected)$/.test(String(item.entries.get("status")?.value))
  );
  return suppressions.items.length > 0 && !open;
}
