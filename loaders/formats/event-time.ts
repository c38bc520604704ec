import type {JsonLine} from "./json-line.ts";
import {readTimestamp, timestampOf, type Timestamp} from "./timestamp.ts";

/** Where event logs keep their time, in the order of preference. */
export const eventTimeKeys = [
  "timestamp",
  "ts",
  "time",
  "@timestamp",
  "_timestamp",
  "datetime",
  "created_at",
  "archived_at",
  "merged_at",
  "generated_at"
];
const inProse = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/;

/** The time of an event, also one that no parser can read: its text is kept. */
export function eventTime(json: JsonLine): Timestamp | undefined {
  for (const key of eventTimeKeys) {
    const time = timestampOf(json.leaf(key), json.text);
    if (time) return time;
  }
  return undefined;
}

/** A time inside a sentence such as "Question for @codex 2025-09-29T03:26:26Z:". */
export function timeInProse(text: string): Timestamp | undefined {
  const found = inProse.exec(text)?.[0];
  return found === undefined ? undefined : readTimestamp(found);
}
