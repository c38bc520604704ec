import {readJsonDocument, type JsonNode} from "../../json-document.ts";
import type {Mend} from "../../json-tokens.ts";

/** A value of a record: its tree, what was mended, and the number it is, where it is one. */
export interface Value {
  node: JsonNode;
  mends: Mend[];
  /** Null where it is no number; W&B writes numbers that are not finite as strings. */
  number: {value: number; raw: string | null} | null;
}

const words: Record<string, number> = {NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity};

/** Reads value_json; null where it is no JSON. */
export function readValue(json: string): Value | null {
  const {root, mends, fault} = readJsonDocument(json);
  if (fault) return null;
  return {node: root, mends, number: numberOf(root)};
}

/** The number a node is: written as one, or the word for one that is not finite. */
export function numberOf({kind, value, raw}: JsonNode): Value["number"] {
  if (kind === "number") return {value: Number(value), raw: raw ?? (typeof value === "bigint" ? String(value) : null)};
  if (kind === "string" && Object.hasOwn(words, value as string))
    return {value: words[value as string]!, raw: value as string};
  return null;
}

/** The plain values below a node with their keys joined by "/"; objects that W&B marks with _type stay whole. */
export function* leavesOf(key: string, node: JsonNode): Iterable<{key: string; node: JsonNode}> {
  if (node.kind !== "object" || node.entries.has("_type") || node.entries.size === 0) return yield {key, node};
  for (const [name, child] of node.entries) yield* leavesOf(`${key}/${name}`, child);
}
