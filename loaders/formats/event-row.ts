import type {FactRow, Place} from "../rows.ts";
import {eventTimeKeys} from "./event-time.ts";
import type {JsonLine} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";
import {timestampOf, type Timestamp} from "./timestamp.ts";

/** Where event logs say what happened, in the order of preference. */
export const kindKeys = ["action", "event", "event_type", "type", "kind", "decision"];
const messageKeys = [
  "summary",
  "description",
  "message",
  "msg",
  "error",
  "err",
  "details",
  "detail",
  "question_for_chatgpt5",
  "reason",
  "excerpt",
  "text_excerpt",
  "status",
  "command",
  "endpoint",
  "name"
];
const levelKeys = ["level", "severity", "levelname", "log_level"];
/** A row of a list of files. */
export function isInventory(json: JsonLine): boolean {
  return json.textAt("path") !== undefined && (json.textAt("lang") !== undefined || json.textAt("role") !== undefined);
}

/** A row of table event that keeps the whole object as its attributes. */
export function eventRow(at: Place, audit_id: string, json: JsonLine, time: Timestamp | undefined): FactRow {
  const inventory = isInventory(json) && time === undefined;
  const values = {
    audit_id,
    time: time?.utc ?? null,
    time_raw: time?.raw ?? null,
    zoned: time?.zoned ?? null,
    level: wordOf(json, levelKeys),
    kind: inventory ? "inventory" : wordOf(json, kindKeys),
    message: inventory ? json.textAt("path")! : messageOf(json),
    attributes: json.json()
  };
  return {table: "event", at, values};
}

/** The first text that is not empty. */
export function wordOf(json: JsonLine, names: string[]): string | null {
  const leaf = wordLeaf(json, names);
  return leaf ? String(leaf.value) : null;
}

function wordLeaf(json: JsonLine, names: string[]): Leaf | undefined {
  return names.map((name) => json.leaf(name)).find((found) => found?.kind === "string" && found.value !== "");
}

/** The first text that tells something; an object under such a key as JSON. */
function messageOf(json: JsonLine): string | null {
  const text = wordOf(json, messageKeys);
  if (text !== null) return text;
  const key = messageKey(json);
  return key ? json.json(key) : null;
}

function messageKey(json: JsonLine): {start: number; end: number} | undefined {
  return messageKeys.map((name) => json.key(name)).find((found) => found && "{[".includes(json.text[found.start]!));
}

/** Where an event's time, kind and level, and message stand in its line. */
export function eventLeaves(json: JsonLine): {
  time: Leaf | undefined;
  words: Leaf[];
  message: Leaf | {start: number; end: number} | undefined;
} {
  const words = [wordLeaf(json, kindKeys), wordLeaf(json, levelKeys)].filter((leaf) => leaf !== undefined);
  return {
    time: eventTimeKeys.map((key) => json.leaf(key)).find((leaf) => timestampOf(leaf, json.text) !== undefined),
    words,
    message: wordLeaf(json, messageKeys) ?? messageKey(json)
  };
}
