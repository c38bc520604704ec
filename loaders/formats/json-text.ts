import type {JsonDocument, JsonNode} from "./json-document.ts";

/** Strict JSON text of a node: numbers as they were written, non-finite ones as strings, repeated keys once. */
export function jsonText(document: JsonDocument, node: JsonNode): string {
  switch (node.kind) {
    case "object": {
      const entries = [...node.entries].map(([key, value]) => `${JSON.stringify(key)}:${jsonText(document, value)}`);
      return `{${entries.join(",")}}`;
    }
    case "array":
      return `[${node.items.map((item) => jsonText(document, item)).join(",")}]`;
    case "number":
      return Number.isFinite(Number(node.value))
        ? document.text.slice(node.start, node.end)
        : JSON.stringify(String(node.value));
    default:
      return JSON.stringify(node.value);
  }
}
