import type {Head} from "./format.ts";
import {readJsonDocument, type JsonNode} from "./json-document.ts";

const roots = new WeakMap<Head, JsonNode>();

/**
 * The root of the JSON document that a head begins, as far as the head reaches; once for all formats that ask. `begins`
 * may stand before it, e.g. /^window\.DATA = /. Null where neither an object nor an array begins.
 */
export function headRoot(head: Head, begins?: RegExp): JsonNode | null {
  const before = /^\ufeff?\s*/.exec(head.text)![0].length;
  const from = begins ? (begins.exec(head.text)?.[0].length ?? -1) : before;
  if (from < 0 || !/^\s*[{[]/.test(head.text.slice(from, from + 64))) return null;
  if (begins) return readJsonDocument(head.text, from).root;
  let root = roots.get(head);
  if (!root) roots.set(head, (root = readJsonDocument(head.text, from).root));
  return root;
}
