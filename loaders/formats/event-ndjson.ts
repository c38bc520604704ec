import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row} from "../rows.ts";
import {artifactRow, sha256Of} from "./artifact.ts";
import {capturedError} from "./captured-error.ts";
import {eventTime, eventTimeKeys} from "./event-time.ts";
import type {Format, Head} from "./format.ts";
import type {JsonLine} from "./json-line.ts";
import {objectLines} from "./json-lines.ts";
import type {Resumption} from "./resumption.ts";
import {sampleObjects} from "./sample.ts";
import type {Timestamp} from "./timestamp.ts";
import {parsed} from "./unit-line.ts";

const kindKeys = ["action", "event", "event_type", "type", "kind", "decision"];
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
const tellingKeys = [...kindKeys, "error", "err", "message", "msg", "question", "question_for_chatgpt5", "summary"];
/** Top-level keys of whole documents, whatever times they carry. */
const documentKeys = [
  "$schema",
  "benchmarks",
  "bomFormat",
  "dependencies",
  "runs",
  "results",
  "log_history",
  "lockfileVersion",
  "packages",
  "machine_info",
  "capabilities"
];

/** Audit, action, error and session logs: one object per line that says what happened. */
export const eventNdjson: Format = {
  name: "event-ndjson",
  title: "audit and event log, one object per line",
  unit: "line",
  detect(path: string, head: Head): number {
    const {objects, lines, single} = sampleObjects(head);
    if (single && (path.endsWith(".json") || objects.some((json) => documentKeys.some((key) => json.key(key)))))
      return 0;
    const events = objects.filter(isEvent).length;
    return events / lines < 0.2 ? 0 : 0.3 + 0.4 * (events / lines);
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    for (const line of objectLines(source, {resumption})) {
      if ("table" in line) {
        yield line;
        continue;
      }
      const {at, json, repairs} = line;
      yield parsed(at);
      yield* repairs;
      const time = eventTime(json);
      yield eventRow(at, source.sourceId, json, time);
      const error = capturedError(at, source.sourceId, json, time);
      if (error) yield error;
      const artifact = sha256Of(json) === null ? null : artifactRow(at, null, json, wordOf(json, kindKeys));
      if (artifact) yield artifact;
    }
  }
};

function isEvent(json: JsonLine): boolean {
  return (
    isInventory(json) ||
    eventTimeKeys.some((key) => json.leaf(key)) ||
    tellingKeys.some((key) => json.leaf(key)?.kind === "string")
  );
}

function isInventory(json: JsonLine): boolean {
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

function wordOf(json: JsonLine, names: string[]): string | null {
  const leaf = names.map((name) => json.leaf(name)).find((found) => found?.kind === "string" && found.value !== "");
  return leaf ? String(leaf.value) : null;
}

/** The first text that tells something; an object under such a key as JSON. */
function messageOf(json: JsonLine): string | null {
  const text = wordOf(json, messageKeys);
  if (text !== null) return text;
  const key = messageKeys
    .map((name) => json.key(name))
    .find((found) => found && "{[".includes(json.text[found.start]!));
  return key ? json.json(key) : null;
}
