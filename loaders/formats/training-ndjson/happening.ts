import type {FactRow, Place} from "../../rows.ts";
import {pathKeys} from "../artifact.ts";
import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import type {Timestamp} from "../timestamp.ts";
import type {TrainingRun} from "../run-log/training-run.ts";

/** Fields remembered per run; a log that makes up new keys in every line is told some again. */
const mostFields = 4096;
const kindKeys = ["type", "event", "event_type", "kind", "action", "phase"];
const messageKeys = ["message", "msg", "text", "summary", "description", "error", "status", "detail", "details"];

/** A row kept whole as an event: the warehouse loses nothing of it. */
export function eventRow(
  {runId}: TrainingRun,
  at: Place,
  json: JsonLine,
  time: Timestamp | undefined,
  fallback: string
): FactRow {
  const word = (keys: string[]) => keys.map((key) => json.leaf(key)).find((leaf) => leaf?.kind === "string")?.value;
  const values = {
    run_id: runId,
    time: time?.utc ?? null,
    time_raw: time?.raw ?? null,
    zoned: time?.zoned ?? null,
    level: word(["level", "severity", "levelname"]) ?? null,
    kind: word(kindKeys) ?? fallback,
    message: word(messageKeys) ?? word(pathKeys) ?? null,
    attributes: json.json()
  };
  return {table: "event", at, values};
}

/**
 * What a step row says beside its numbers. A field is told when it first appears and when it changes, so that a name
 * repeated in every line is one event, not a million. Null where nothing is new.
 */
export function fieldsRow(
  run: TrainingRun,
  at: Place,
  json: JsonLine,
  fields: Leaf[],
  time: Timestamp | undefined
): FactRow | null {
  const news = fields.filter(({path, start, end}) => run.fields.get(path) !== json.text.slice(start, end));
  if (news.length === 0) return null;
  if (run.fields.size > mostFields) run.fields.clear();
  for (const {path, start, end} of news) run.fields.set(path, json.text.slice(start, end));
  const attributes = `{${news.map((leaf) => `${JSON.stringify(leaf.path)}:${json.json(leaf)}`).join(",")}}`;
  const values = {
    run_id: run.runId,
    time: time?.utc ?? null,
    time_raw: time?.raw ?? null,
    zoned: time?.zoned ?? null,
    kind: "fields",
    attributes
  };
  return {table: "event", at, values};
}
