import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {resumedLines, type Resumption} from "../resumption.ts";
import {terminalText} from "../terminal-text.ts";
import {ignored, parsed, pending, rejected, settle} from "../unit-line.ts";

/** What a line of program output is: facts, nothing by a named rule, or broken. */
export type LineReading = {facts: Iterable<Row>} | {rule: string} | {fault: string};

/** Reads the lines of one source; `state` is what it must remember to go on behind them when the file has grown. */
export interface LineReader {
  line(text: string, at: Place): LineReading;
  state(): unknown;
  /** The rows that are told once every unit is out. */
  finish(): Iterable<Row>;
}

/**
 * Rows of a log that is program output, a unit per line. A last line without its end is pending: the rest of its last
 * number may be missing.
 */
export function* terminalLines(source: Source, reader: LineReader, resumption: Resumption | undefined): Iterable<Row> {
  for (const line of resumedLines(source, resumption, () => reader.state())) {
    const {at} = line;
    const settled = settle(line);
    if (settled) {
      yield settled;
      continue;
    }
    const {text, repairs} = terminalText(line);
    if (text.trim() === "") {
      yield ignored(at, "blank line");
      continue;
    }
    if (!line.complete) {
      yield pending(at);
      continue;
    }
    const found = reader.line(text, at);
    if ("rule" in found) yield ignored(at, found.rule);
    else if ("fault" in found) yield rejected(at, found.fault, line.text);
    else {
      yield parsed(at);
      yield* repairs;
      yield* found.facts;
    }
  }
  yield* reader.finish();
}
