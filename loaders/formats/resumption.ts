import type {Line, LineStart, Source} from "../files/source.ts";
import type {Place, UnitRow} from "../rows.ts";

/** Where a parser may go on: behind the last unit that an append cannot change. */
export interface Checkpoint extends LineStart {
  /** What the parser must remember: plain values, arrays, Maps and Sets. */
  state: unknown;
}

/**
 * Lets a grown file be read from its old end. After the checkpoint come only rows that an append may change: units behind
 * it, and facts of earlier units of which no row with the same table, unit and run_id was yielded before it. When the
 * file has grown these rows are dropped and told anew.
 */
export interface Resumption {
  /** The checkpoint of the last reading; null: from the beginning. */
  from: Checkpoint | null;
  /** Called once, when everything before it has been yielded; it keeps a copy of the state. */
  checkpoint(at: Checkpoint): void;
}

/** Where the lines to read begin. */
export function startOf(resumption: Resumption | undefined): LineStart {
  const {unit, line, end} = resumption?.from ?? {unit: 0, line: 0, end: 0};
  return {unit, line, end};
}

export interface ResumedLinesOptions {
  /** Where to begin, where that is not the checkpoint of the last reading. */
  from?: LineStart;
  /** Where the parser may go on once all lines up to `end` are told; `end` itself where none of them waits. */
  place?: (end: LineStart) => LineStart;
}

/**
 * The lines to read: all, or those behind the checkpoint of the last reading. Says the checkpoint, with what `state` gives
 * then, before a last line without its end, else behind the last line.
 */
export function* resumedLines(
  source: Source,
  resumption: Resumption | undefined,
  state: () => unknown,
  {from = startOf(resumption), place = (end) => end}: ResumedLinesOptions = {}
): Iterable<Line> {
  let told = from;
  let said = false;
  const say = (): void => resumption?.checkpoint({...place(told), state: state()});
  for (const read of source.lines(told)) {
    if (!read.complete) {
      say();
      said = true;
    }
    yield read;
    told = {unit: read.at.unit, line: read.at.line!, end: read.at.end};
  }
  if (!said) say();
}

/**
 * Records of a binary file from its beginning or from the checkpoint of the last reading, a record or the unit row of what
 * is none. Says the checkpoint, with what `state` gives then, before a last unit that is no record and reaches the end,
 * for an append may change it, else behind the last one.
 */
export function* resumedRecords<Record extends {at: Place}>(
  records: Iterable<Record | UnitRow>,
  {bytes}: Pick<Source, "bytes">,
  resumption: Resumption | undefined,
  state: () => unknown
): Iterable<Record | UnitRow> {
  let {unit, end} = startOf(resumption);
  let said = false;
  for (const record of records) {
    if ("table" in record && record.at.end === bytes) {
      resumption?.checkpoint({unit, line: 0, end, state: state()});
      said = true;
    }
    yield record;
    ({unit, end} = record.at);
  }
  if (!said) resumption?.checkpoint({unit, line: 0, end, state: state()});
}
