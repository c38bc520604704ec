import type {JsonDocument, JsonNode} from "./json-document.ts";
import {jsonText} from "./json-text.ts";

/** An entry of an object; its range reaches from the key's opening quote to the end of the value. */
export interface JsonEntry {
  key: string;
  node: JsonNode;
  start: number;
  end: number;
}

/** The entries of an object in the order of the text. A key that repeats has its last value. */
export function entriesOf(text: string, object: JsonNode | undefined): JsonEntry[] {
  if (object?.kind !== "object") return [];
  let behind = object.start + 1;
  return [...object.entries]
    .sort(([, a], [, b]) => a.start - b.start)
    .map(([key, node]) => {
      const start = text.indexOf('"', behind);
      behind = node.end;
      return {key, node, start, end: node.end};
    });
}

/** False for a value in which the text broke off, be it a number that may have gone on. */
export function isWhole({text, fault}: JsonDocument, {whole, kind, end}: JsonNode): boolean {
  return whole && !(fault?.ended && kind === "number" && end === text.length);
}

/** Scalars, arrays of scalars and empty containers below a node, with their paths joined by `/`. */
export function* leavesOf(node: JsonNode, path: string): Iterable<{path: string; node: JsonNode}> {
  const children =
    node.kind === "object"
      ? [...node.entries]
      : node.items.some(({kind}) => kind === "object" || kind === "array")
        ? node.items.map((item, i) => [String(i), item] as const)
        : [];
  if (children.length === 0) yield {path, node};
  for (const [key, child] of children) yield* leavesOf(child, path === "" ? key : `${path}/${key}`);
}

/** A value as text: a string without quotes, null as null, a number as written, anything else as JSON. */
export function valueText(document: JsonDocument, node: JsonNode): string | null {
  if (node.kind === "null") return null;
  if (node.kind === "string") return node.value as string;
  return node.kind === "number" ? document.text.slice(node.start, node.end) : jsonText(document, node);
}
