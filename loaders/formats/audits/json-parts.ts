import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import type {Pick} from "../document-units.ts";
import {nodeAt, textOf, type JsonDocument, type JsonNode} from "../json-document.ts";
import {jsonText} from "../json-text.ts";
import {nonFiniteName} from "../json-tokens.ts";

/** What becomes of the value of a key. */
export type PartReader = (node: JsonNode, key: string) => Pick[];

const nameKeys = ["name", "id", "@id", "bom-ref", "ref", "SPDXID", "uri", "spdxElementId", "guid"];

/** A node that is a unit with these facts. */
export function part({start, end}: JsonNode, facts: (at: Place) => Iterable<Row>): Pick {
  return {start, end, facts};
}

/** Each item of an array as a unit. */
export function itemParts(node: JsonNode, facts: (item: JsonNode, at: Place, i: number) => Iterable<Row>): Pick[] {
  return node.items.map((item, i) => part(item, (at) => facts(item, at, i)));
}

/**
 * The members of an object as units: a key with a reader as it says, any other as records of kind `<prefix>-<key>`, one
 * for each object of an array, so that nothing of the document is left out.
 */
export function memberParts(
  document: JsonDocument,
  object: JsonNode,
  prefix: string,
  readers: Record<string, PartReader>
): Pick[] {
  return [...object.entries].flatMap(([key, node]) => {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (reader) return reader(node, key);
    const kind = `${prefix}-${key.replace(/^[^A-Za-z]+/, "")}`;
    const listed = node.kind === "array" && node.items.length > 0 && node.items.every((item) => item.kind === "object");
    if (listed) return itemParts(node, (item, at) => [recordRow(document, item, at, kind, key)]);
    return [part(node, (at) => [recordRow(document, node, at, kind, key)])];
  });
}

/** A value as a row of table record: an object or array in its attributes, a number as value, anything else as text. */
export function recordRow(document: JsonDocument, node: JsonNode, at: Place, kind: string, key: string): FactRow {
  const nested = node.kind === "object" || node.kind === "array";
  const named = nameKeys.map((name) => textOf(document, node.entries.get(name))).find((name) => name);
  const values = {
    kind,
    name: named ?? key,
    ...(node.kind === "number" ? numberOf(node) : {}),
    text: nested || node.kind === "number" || node.value === null ? null : String(node.value),
    attributes: nested ? jsonText(document, node) : null
  };
  return {table: "record", at, values};
}

/** A JSON number in the columns of the warehouse; nulls for anything else. */
export function numberOf(node: JsonNode | undefined): Record<"value" | "value_raw" | "nonfinite", Scalar> {
  if (node?.kind !== "number") return {value: null, value_raw: null, nonfinite: null};
  const double = Number(node.value);
  const raw = typeof node.value === "bigint" ? String(node.value) : node.raw;
  const nonfinite = nonFiniteName(double);
  return {value: nonfinite ? null : double, value_raw: raw, nonfinite};
}

/** The non-empty text at a path, or a number's own text. */
export function textIn(
  document: JsonDocument,
  node: JsonNode | undefined,
  ...path: (string | number)[]
): string | null {
  return textOf(document, nodeAt(node, ...path)) || null;
}

/** The items of the array at a path; none where it is no array. */
export function itemsIn(node: JsonNode | undefined, ...path: (string | number)[]): JsonNode[] {
  return nodeAt(node, ...path)?.items ?? [];
}
