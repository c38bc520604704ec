import type {FactRow, Place, RepairRow} from "../../../rows.ts";
import {readJsonDocument, type JsonDocument, type JsonNode} from "../../json-document.ts";
import {numberInText} from "../../json-number.ts";
import {nonFiniteName} from "../../json-tokens.ts";
import {pythonToJson} from "../../python-literal.ts";
import {repair} from "../../unit-line.ts";

const deepest = 8;

/** One cell of a system description: its name by path, and its text as written. */
export interface SystemEntry {
  name: string;
  text: string;
  /** The text stood in quotes: a number in it is mended. */
  quoted: boolean;
}

/** Cells that count something; digits in any other quoted cell may be a version. */
const count = /(?:^|\/)num(?:ber)?[ _]|_(?:count|per_node)$/;

/** The rows of one cell; an empty one has no text that says anything and is flagged. */
export function* entryRows(
  at: Place,
  {name, text, quoted}: SystemEntry,
  system: string | null
): Iterable<FactRow | RepairRow> {
  const number = !quoted || count.test(name) ? numberInText(text) : null;
  const empty = text.trim() === "";
  if (number && quoted)
    yield repair(at, "number in a string", `${name}: ${JSON.stringify(text)}`, `${name}: ${number.value}`);
  const nonfinite = number && nonFiniteName(number.value);
  const attributes = {...(system === null ? {} : {system}), ...(empty ? {empty: true} : {})};
  yield {
    table: "record",
    at,
    values: {
      kind: "system",
      name,
      value: number && !nonfinite ? number.value : null,
      value_raw: number?.raw ?? null,
      nonfinite,
      text,
      attributes: Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null
    }
  };
}

/** The cells of text that may be a Python dictionary (some loggers print one, with others as text inside it), else one cell. */
export function pythonEntries(name: string, text: string): SystemEntry[] {
  const json = /^\s*[{[]/.test(text) ? pythonToJson(text) : null;
  const document = json === null ? null : readJsonDocument(json);
  if (!document || document.fault) return [{name, text, quoted: true}];
  return nodeEntries(name, document.root, document).flatMap((entry) =>
    entry.quoted ? pythonEntries(entry.name, entry.text) : [entry]
  );
}

/** The cells of a value by path; containers nested deeper than eight levels are one cell. */
export function nodeEntries(name: string, node: JsonNode, document: JsonDocument, depth = 0): SystemEntry[] {
  const {kind, items, entries, start, end} = node;
  if (depth < deepest && kind === "array" && items.length > 0)
    return items.flatMap((item, i) => nodeEntries(`${name}/${i}`, item, document, depth + 1));
  if (depth < deepest && kind === "object" && entries.size > 0)
    return [...entries].flatMap(([key, value]) => nodeEntries(`${name}/${key}`, value, document, depth + 1));
  if (kind === "string") return [{name, text: String(node.value), quoted: true}];
  return [{name, text: document.text.slice(start, end), quoted: false}];
}
