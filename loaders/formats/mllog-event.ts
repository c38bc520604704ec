import type {JsonLine, JsonLineReader} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";
import {JsonFault} from "./json-tokens.ts";

const marker = ":::MLLOG";

/** One `:::MLLOG {…}` payload. */
export interface LoggedEvent {
  key: string;
  json: JsonLine;
  value: Leaf | undefined;
  timeMs: Leaf | undefined;
}

/** The payloads of a line, none where it has no marker, or why one is broken. */
export type LoggedLine = {events: LoggedEvent[]; leftover: string} | {fault: string} | null;

/**
 * Reads the marker anywhere in a line (launchers print a rank before it) and every payload of it (ranks that share a
 * terminal print two in one line). `leftover` is text behind a payload that belongs to none.
 */
export function readLoggedLine(reader: JsonLineReader, text: string): LoggedLine {
  let at = text.indexOf(marker);
  if (at < 0) return null;
  const events: LoggedEvent[] = [];
  let leftover = "";
  while (at >= 0) {
    const event = readPayload(reader, text, at + marker.length);
    if ("fault" in event) return event;
    events.push(event);
    at = text.indexOf(marker, event.json.end);
    leftover += text.slice(event.json.end, at < 0 ? undefined : at);
  }
  return {events, leftover: leftover.trim()};
}

function readPayload(reader: JsonLineReader, text: string, from: number): LoggedEvent | {fault: string} {
  try {
    const json = reader.read(text, from, true);
    const key = json.leaf("key");
    if (key?.kind !== "string")
      return {fault: `expected a "key" of text behind ${marker}, found ${key ? key.kind : "none"}`};
    return {key: key.value as string, json, value: json.leaf("value"), timeMs: json.leaf("time_ms")};
  } catch (error) {
    if (error instanceof JsonFault) return {fault: `broken payload behind ${marker}: ${error.message}`};
    throw error;
  }
}

/** Where in training an event stands, from its metadata. */
export function position({json}: LoggedEvent): {epoch: number | null; step: number | null} {
  const number = (...names: string[]): number | null => {
    const leaf = names.map((name) => json.leaf(`metadata/${name}`)).find((found) => found?.kind === "number");
    return leaf ? Number(leaf.value) : null;
  };
  return {
    epoch: number("epoch_num"),
    step: number("step", "step_num", "current_iter_num", "samples_count", "train_samples_since_beginning")
  };
}
