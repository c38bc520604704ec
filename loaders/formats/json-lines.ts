import type {Line, Source} from "../files/source.ts";
import type {FactRow, Place, RepairRow, Row, ScannedRow, TakenRow, UnitRow} from "../rows.ts";
import {FieldCensus, type FieldCensusState} from "./field-census.ts";
import {JsonLineReader, type JsonLine} from "./json-line.ts";
import {JsonFault} from "./json-tokens.ts";
import type {LineScanner, TakenLines} from "./line-scanner.ts";
import {patternedLines, type PatternLearner} from "./patterned-lines.ts";
import {resumedLines, startOf, type Resumption} from "./resumption.ts";
import {mendEncoding, parsed, pending, rejected, repair, settle} from "./unit-line.ts";

/** A line that is a JSON object. Its unit row, which is `parsed`, is still to be yielded, then its repairs. */
export interface ObjectLine {
  at: Place;
  json: JsonLine;
  repairs: RepairRow[];
}

export interface ObjectLinesOptions {
  resumption?: Resumption;
  /** What the caller must remember to go on behind the lines told so far; `stateOf` gives it back. */
  state?: () => unknown;
  /** Why an object is no row of this format; null where it is one. */
  faultOf?: (json: JsonLine) => string | null;
  /** Takes lines like those already seen, many at a time. */
  scan?: {scanner: LineScanner; learner: PatternLearner};
}

interface LinesState {
  own: unknown;
  census: FieldCensusState;
}

/** What `state` gave when the source was read before; undefined the first time. */
export function stateOf(resumption: Resumption | undefined): unknown {
  return (resumption?.from?.state as LinesState | undefined)?.own;
}

/**
 * Every line to read, in order: an object, or the unit row of a line that is none or in which `faultOf` finds a fault;
 * behind the last line the rows of table field, whose units the caller has told by then.
 */
export function objectLines(
  source: Source,
  options?: Omit<ObjectLinesOptions, "scan">
): Iterable<ObjectLine | UnitRow | FactRow>;
export function objectLines(
  source: Source,
  options: ObjectLinesOptions
): Iterable<ObjectLine | UnitRow | FactRow | TakenRow>;
export function* objectLines(
  source: Source,
  {resumption, state, faultOf, scan}: ObjectLinesOptions = {}
): Iterable<ObjectLine | UnitRow | FactRow | TakenRow> {
  const reader = new JsonLineReader();
  const census = new FieldCensus((resumption?.from?.state as LinesState | undefined)?.census);
  const whole = (): LinesState => ({own: state?.() ?? null, census: census.state()});
  for (const line of linesOf(source, census, {resumption, scan}, whole)) {
    if ("table" in line) {
      yield line;
      continue;
    }
    const found = settle(line) ?? readObject(reader, line);
    if ("table" in found) {
      yield found;
      continue;
    }
    const fault = faultOf?.(found.json) ?? null;
    if (fault === null) census.count(found.at, found.json);
    yield fault === null ? found : rejected(found.at, fault, found.json.text);
    if (fault === null) scan?.learner.learn(found);
  }
  yield* census.rows();
}

/** The rows of a log of objects: each object parsed, what was mended in it, and its facts; of other lines what became of them. */
export function objectRows(
  source: Source,
  options: Omit<ObjectLinesOptions, "scan">,
  facts: (line: ObjectLine) => Iterable<Row>
): Iterable<Row>;
export function objectRows(
  source: Source,
  options: ObjectLinesOptions,
  facts: (line: ObjectLine) => Iterable<Row>
): Iterable<ScannedRow>;
export function* objectRows(
  source: Source,
  options: ObjectLinesOptions,
  facts: (line: ObjectLine) => Iterable<Row>
): Iterable<ScannedRow> {
  for (const line of objectLines(source, options)) {
    if ("table" in line) yield line;
    else {
      yield parsed(line.at);
      yield* line.repairs;
      yield* facts(line);
    }
  }
}

function* linesOf(
  source: Source,
  census: FieldCensus,
  {resumption, scan}: Pick<ObjectLinesOptions, "resumption" | "scan">,
  state: () => unknown
): Iterable<Line | TakenRow> {
  let from = startOf(resumption);
  if (scan) {
    const {scanner, learner} = scan;
    const count = ({stream, lines, lastLine}: TakenLines): void => {
      const {unit, line, end} = scanner.placeOf(lastLine + 1);
      census.count({unit, line, start: end, end}, learner.sampleOf(stream), lines);
    };
    from = yield* patternedLines(scanner, learner, from, count);
  }
  yield* resumedLines(source, resumption, state, {from});
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
