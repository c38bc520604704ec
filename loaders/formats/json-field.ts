import type {JsonLine} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";

export function isFiniteNumber({kind, value}: Leaf): boolean {
  return kind === "number" && Number.isFinite(Number(value));
}

/** What stands at a top-level key, cut to 40 characters, for a message. */
export function kindAt(json: JsonLine, name: string): string {
  const key = json.key(name);
  if (!key) return "nothing";
  const text = json.text.slice(key.start, key.end);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
