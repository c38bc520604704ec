import type {Line, Source} from "../files/source.ts";
import type {Place, RepairRow, UnitRow} from "../rows.ts";
import {JsonLineReader, type JsonLine} from "./json-line.ts";
import {JsonFault} from "./json-tokens.ts";
import {resumedLines, type Resumption} from "./resumption.ts";
import {mendEncoding, pending, rejected, repair, settle} from "./unit-line.ts";

/** A line that is a JSON object. Its unit row is still to be yielded, then its repairs. */
export interface ObjectLine {
  at: Place;
  json: JsonLine;
  repairs: RepairRow[];
}

/** Every line to read, in order: an object, or the unit row of a line that is none. `state` as resumedLines takes it. */
export function* objectLines(
  source: Source,
  resumption?: Resumption,
  state: () => unknown = () => null
): Iterable<ObjectLine | UnitRow> {
  const reader = new JsonLineReader();
  for (const line of resumedLines(source, resumption, state)) yield settle(line) ?? readObject(reader, line);
}

function readObject(reader: JsonLineReader, line: Line): ObjectLine | UnitRow {
  const {text, repairs} = mendEncoding(line);
  try {
    const json = reader.read(text);
    return {at: line.at, json, repairs: [...repairs, ...mendRows(line.at, json)]};
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return line.complete ? rejected(line.at, `not a JSON object: ${error.message}`, line.text) : pending(line.at);
  }
}

export function mendRows(at: Place, {mends}: JsonLine): RepairRow[] {
  return mends.map(({kind, before, after}) => repair(at, kind, before, after));
}
