import type {JsonLine, JsonLineReader} from "../../json-line.ts";
import type {Leaf} from "../../json-scanner.ts";
import {JsonFault} from "../../json-tokens.ts";
import {readEpoch} from "../../timestamp.ts";

/** One event: a key with a JSON payload. */
export interface LoggedEvent {
  key: string;
  json: JsonLine;
  value: Leaf | undefined;
  /** As written, in seconds or milliseconds since 1970; `utc` is null where it is no time, `raw` where none is given. */
  time: {utc: string | null; raw: string | null};
}

/** How a version of the rules writes an event: its marker, and what stands between the marker and the payload. */
export interface Dialect {
  marker: string;
  read(reader: JsonLineReader, text: string, from: number): LoggedEvent | {fault: string};
}

/** What a line holds: its events, and what of it belongs to none; or why not one of its events could be read. */
export type LoggedLine = {events: LoggedEvent[]; leftover: string; faults: string[]} | {fault: string} | null;

/** v0.7 and later: `:::MLLOG {"key": …, "time_ms": …, "value": …, "metadata": {…}}`. */
export const mllogDialect: Dialect = {
  marker: ":::MLLOG",
  read(reader, text, from) {
    const json = payload(reader, text, from, this.marker);
    if ("fault" in json) return json;
    const key = json.leaf("key");
    if (key?.kind !== "string")
      return {fault: `expected a "key" of text behind ${this.marker}, found ${key ? key.kind : "none"}`};
    return {key: key.value as string, json, value: json.leaf("value"), time: timeOf(json)};
  }
};

const header = /\s+(\d+(?:\.\d+)?)\s+([^\s:]+)\s*:\s*(?=\{)/y;

/** v0.6: `:::MLL <seconds since 1970> <key>: {"value": …, "metadata": {…}}`. */
export const mllDialect: Dialect = {
  marker: ":::MLL",
  read(reader, text, from) {
    header.lastIndex = from;
    const found = header.exec(text);
    if (!found) return {fault: `expected "seconds key: {…}" behind ${this.marker}, found ${excerptAt(text, from)}`};
    const [, raw = "", key = ""] = found;
    const json = payload(reader, text, header.lastIndex, this.marker);
    if ("fault" in json) return json;
    return {key, json, value: json.leaf("value"), time: {utc: readEpoch(Number(raw), raw).utc, raw}};
  }
};

/**
 * Reads the marker anywhere in a line (launchers print a rank before it, programs forget a line end) and every event
 * of it (ranks that share a terminal print two in one line, or one into another). `leftover` is text behind a payload
 * that belongs to none, `faults` say which of several events are broken.
 */
export function readLoggedLine(dialect: Dialect, reader: JsonLineReader, text: string): LoggedLine {
  const {marker} = dialect;
  let at = text.indexOf(marker);
  if (at < 0) return null;
  const events: LoggedEvent[] = [];
  const faults: string[] = [];
  let leftover = "";
  while (at >= 0) {
    const begin = at;
    const event = dialect.read(reader, text, at + marker.length);
    const end = "fault" in event ? at + marker.length : event.json.end;
    at = text.indexOf(marker, end);
    if ("fault" in event) faults.push(event.fault);
    else events.push(event);
    leftover += text.slice("fault" in event ? begin : end, at < 0 ? undefined : at);
  }
  return events.length > 0 ? {events, leftover: leftover.trim(), faults} : {fault: faults[0]!};
}

function payload(reader: JsonLineReader, text: string, from: number, marker: string): JsonLine | {fault: string} {
  try {
    return reader.read(text, from, true);
  } catch (error) {
    if (error instanceof JsonFault) return {fault: `broken payload behind ${marker}: ${error.message}`};
    throw error;
  }
}

function timeOf(json: JsonLine): LoggedEvent["time"] {
  const leaf = json.leaf("time_ms");
  if (leaf?.kind !== "number") return {utc: null, raw: json.textAt("time_ms") ?? null};
  const raw = json.text.slice(leaf.start, leaf.end);
  return {utc: readEpoch(Number(leaf.value), raw).utc, raw};
}

function excerptAt(text: string, from: number): string {
  const found = text.slice(from, from + 40).trim();
  return found === "" ? "the end of the line" : JSON.stringify(found);
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
