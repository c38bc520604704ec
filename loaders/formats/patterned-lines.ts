import type {Line, LineStart} from "../files/source.ts";
import type {Place, TakenRow} from "../rows.ts";
import type {JsonLine} from "./json-line.ts";
import type {ObjectLine} from "./json-lines.ts";
import type {LineScanner, TakenLines} from "./line-scanner.ts";

/** Lines left one by one, with new patterns learned from them, before the rest of a block is read again: twice as many each time. */
const firstPatience = 64;
/** Lines that must be left in a block for that. */
const worthwhile = 1024;

/** What a parser does so that a scanner can take lines like those it has seen. */
export interface PatternLearner {
  /** Grows when a line could be taken that could not be before. */
  readonly learned: number;
  /** False while every line needs the parser, e.g. while a restart is in doubt. */
  ready(): boolean;
  /** Brings the parser to where it would be had it read these lines; the facts they hold. */
  took(taken: TakenLines[]): number;
  /** The line that a stream was learned from. */
  sampleOf(stream: number): JsonLine;
  /** Called when the parser is done with a line. */
  learn(line: ObjectLine): void;
}

/**
 * The lines behind `from` that need the parser, and rows for those that were taken, which `count` is told; returns where
 * the rest begins.
 */
export function* patternedLines(
  scanner: LineScanner,
  learner: PatternLearner,
  from: LineStart,
  count: (taken: TakenLines) => void
): Generator<Line | TakenRow, LineStart> {
  for (let lines; (lines = scanner.next(from)) > 0; from = scanner.placeOf(lines)) {
    let learned = learner.learned;
    let left = 0;
    let patience = firstPatience;
    for (let line = 0; line < lines;) {
      const stop = learner.ready() ? scanner.advance(line) : line;
      if (stop > line) {
        const taken = scanner.taken();
        taken.forEach(count);
        yield takenRow(scanner, line, stop, learner.took(taken));
      }
      line = stop;
      if (line === lines) break;
      yield scanner.leave(line++);
      left += 1;
      if (left < patience || learner.learned === learned || lines - line < worthwhile) continue;
      scanner.again(line);
      left = 0;
      patience *= 2;
      learned = learner.learned;
    }
    scanner.store();
  }
  return from;
}

function takenRow(scanner: LineScanner, line: number, stop: number, facts: number): TakenRow {
  const [before, end] = [scanner.placeOf(line), scanner.placeOf(stop)];
  const at: Place = {unit: before.unit + 1, line: before.line + 1, start: before.end, end: before.end};
  const to: Place = {unit: end.unit, line: end.line, start: end.end, end: end.end};
  return {table: "taken", at, to, units: stop - line, facts};
}
