import type {Line, LineStart} from "../files/source.ts";
import type {Scalar} from "../rows.ts";

/** What stands between the literals of a line pattern; the numbers are those of native/lines/line_template.h. */
export const slots = {
  value: 0,
  step: 1,
  epoch: 2,
  stepAndEpoch: 3,
  timeNumber: 4,
  timeText: 5,
  key: 6,
  string: 7,
  text: 8,
  messageStart: 9,
  messageEnd: 10,
  number: 11,
  boolean: 12,
  array: 13
} as const;
export type Slot = (typeof slots)[keyof typeof slots];

/** A line as a pattern: one literal more than slots. Of a line of events the text is kept. */
export interface LinePattern {
  of: "metrics" | "events";
  literals: string[];
  slots: Slot[];
}

/** What the lines of one pattern with the same keys belong to. */
export interface Stream {
  pattern: number;
  keys: string[];
  /** Steps of one series only rise; -1: lines without a step. */
  series: number;
  /** The run, and whether its lines name it: a line that does not belongs to the run named last. */
  thread: number;
  namesRun: boolean;
  /** Kind of the time's text as layout.sql numbers them; -1 where the lines have no time. */
  timeKind: number;
}

/** Columns that the measurements of a stream share, by place in the line: those of table metric that do not vary. */
export type MetricMember = Record<"run_id" | "name" | "name_raw" | "split" | "unit_name" | "higher_is_better", Scalar>;

/** Columns that the events of a stream share. */
export type EventMember = Record<"run_id" | "audit_id" | "zoned" | "level" | "kind", Scalar>;

/** Lines of one stream that were taken: how many, the last of them, and where its series has come to. */
export interface TakenLines {
  stream: number;
  lines: number;
  lastLine: number;
  /** The last lines of a stream with steps, oldest first. */
  recent: {step: number; epoch: number | null; values: number[]}[];
}

/**
 * Reads lines that are patterned like lines a parser has seen, many at a time, and stores them; what is not is left to
 * the parser, line by line. Blocks come in order: `next`, then its lines, then `store`.
 */
export interface LineScanner {
  pattern(pattern: LinePattern): number;
  /** Says what lines belong to from the next reading on; returns the stream's number, a new one each time. */
  metrics(stream: Stream, members: MetricMember[]): number;
  events(stream: Stream, member: EventMember): number;
  /** Leaves the lines of a stream to the parser. */
  rest(stream: number): void;
  /** Where a series stands. */
  series(series: number, last: number, epoch: number | null): void;
  /** The run that lines without a name belong to, as they were taken; setting it where the parser has moved it. */
  thread: number;
  /** Reads a block of whole lines behind `from`: how many, 0 where the rest must be read line by line. */
  next(from: LineStart): number;
  /** Takes lines from `line` on; the first that is left to the parser. */
  advance(line: number): number;
  /** What was taken since the last call. */
  taken(): TakenLines[];
  /** A line that was left, and is not taken any more. */
  leave(line: number): Line;
  /** Reads the lines from `line` on again, with the patterns there are now. */
  again(line: number): void;
  /** The end of the first `lines` lines of the block. */
  placeOf(lines: number): LineStart;
  /** Stores the lines that were taken, and the places of all lines of the block. */
  store(): void;
}
