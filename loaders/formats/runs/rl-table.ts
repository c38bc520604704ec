import type {Line, LineStart, Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import type {Format, Head} from "../format.ts";
import {metricName} from "../run-log/metric-name.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import {resumedLines} from "../resumption.ts";
import {shownLines, terminalText} from "../terminal-text.ts";
import {ignored, parsed, pending, settle} from "../unit-line.ts";
import {KeyValueDump, type KeyValueDumpState} from "./key-value-dump.ts";

const frame = /^-{10,}$/;
/** A table that is never closed is told after this many rows. */
const mostRows = 4096;
/** Where a table stands in training, in the order of preference; an epoch counts where none of these is there. */
const stepNames = [
  "total_timesteps",
  "timesteps_total",
  "total_steps",
  "timesteps",
  "timestepssofar",
  "totalenvinteracts",
  "steps",
  "step",
  "iterations",
  "iteration",
  "nupdates"
];
const saved = /\bSaving (?:\w+ )*?to (\S+)/;

/** Name and value of `| name | value |`, the name with what indents it; null for any other line. */
function cellsOf(text: string): [name: string, value: string] | null {
  if (!text.startsWith("|") || !text.endsWith("|")) return null;
  const [, name, value, ...rest] = text.split("|", 5);
  return name !== undefined && value !== undefined && rest.join("") === "" && rest.length === 1
    ? [name.replace(/^ /, "").trimEnd(), value.trim()]
    : null;
}

/** Tables that reinforcement learning libraries print (OpenAI baselines, Stable-Baselines, Spinning Up), among other output. */
export const rlTable: Format = {
  name: "rl-table",
  title: "tables of a reinforcement learning log",
  unit: "line",
  detect: (_path, head) => (hasTable(head) ? 0.85 : 0),
  *parse(source, resumption) {
    const log = new TableLog(source, resumption?.from?.state as TableLogState | undefined);
    const place = (end: LineStart): LineStart => log.startBehind(end);
    for (const line of resumedLines(source, resumption, () => log.state(), {place})) yield* lineRows(log, line);
    yield* log.finish();
  }
};

function* lineRows(log: TableLog, line: Line): Iterable<Row> {
  const settled = settle(line) ?? (line.complete ? null : pending(line.at));
  if (settled) {
    yield* log.dump.flush();
    yield settled;
    return;
  }
  const {text, repairs} = terminalText(line);
  yield* log.line(text, line.at, repairs);
}

/** A frame, two rows or more with a number among them, a frame. */
function hasTable(head: Head): boolean {
  let rows = -1;
  let numbers = 0;
  for (const text of shownLines(head)) {
    const cells = cellsOf(text);
    if (cells && rows >= 0) {
      rows++;
      if (cellNumber(cells[1]) !== null) numbers++;
    } else if (frame.test(text)) {
      if (rows >= 2 && numbers > 0) return true;
      rows = numbers = 0;
    } else if (text.trim() !== "" && rows === 0) rows = -1;
  }
  return false;
}

interface Cell {
  at: Place;
  name: string;
  text: string;
}

interface TableLogState {
  log: RunBookState;
  dump: KeyValueDumpState;
  /** Rows of a table that is not closed yet. */
  cells: Cell[];
  names: Set<string>;
  prefix: string | null;
}

class TableLog {
  readonly dump: KeyValueDump;
  readonly #log: StepLog;
  #cells: Cell[];
  #names: Set<string>;
  #prefix: string | null;

  constructor(source: Source, state?: TableLogState) {
    this.#log = new StepLog(source, {}, state?.log);
    this.dump = new KeyValueDump(this.#log, state?.dump);
    this.#cells = state?.cells ?? [];
    this.#names = state?.names ?? new Set();
    this.#prefix = state?.prefix ?? null;
  }

  state(): TableLogState {
    const [log, dump] = [this.#log.state(), this.dump.state()];
    return {log, dump, cells: this.#cells, names: this.#names, prefix: this.#prefix};
  }

  /** Where the reading may go on once all lines up to `end` are read: before those that the dump holds. */
  startBehind(end: LineStart): LineStart {
    const {waiting} = this.dump;
    return waiting ? {unit: waiting.unit - 1, line: waiting.line! - 1, end: waiting.start} : end;
  }

  *line(text: string, at: Place, repairs: Iterable<Row>): Iterable<Row> {
    if (this.dump.takes(text)) return yield* this.dump.line(text, at, repairs);
    yield* this.dump.flush();
    const cells = cellsOf(text);
    const file = saved.exec(text)?.[1]?.replace(/\.{3}$/, "");
    if (frame.test(text)) {
      yield ignored(at, "line of dashes");
      yield* this.#close();
    } else if (cells) {
      yield parsed(at);
      yield* repairs;
      yield* this.#row(...cells, at);
    } else if (file !== undefined) {
      yield parsed(at);
      yield* repairs;
      yield* this.#log.tell(at, "artifact", {kind: "checkpoint", path: file});
    } else yield ignored(at, text.trim() === "" ? "blank line" : "program output");
  }

  *finish(): Iterable<Row> {
    yield* this.dump.flush();
    yield* this.#close();
    yield* this.#log.finish();
  }

  /** A row without a value that ends in "/" is a heading; the rows below it belong to it. */
  *#row(cell: string, text: string, at: Place): Iterable<Row> {
    const inner = cell.trim();
    if (text === "" && inner.endsWith("/")) {
      this.#prefix = inner;
      return;
    }
    const name = this.#prefix !== null && /^ {2}/.test(cell) ? this.#prefix + inner : inner;
    if (this.#names.has(name) || this.#cells.length >= mostRows) yield* this.#close();
    this.#names.add(name);
    this.#cells.push({at, name, text});
  }

  /** Tells the table, each value at the line it stands in. */
  *#close(): Iterable<Row> {
    const cells = this.#cells;
    this.#cells = [];
    this.#names = new Set();
    this.#prefix = null;
    const epoch = numberNamed(cells, ["epoch", "epochs"]);
    const counted = numberNamed(cells, stepNames);
    const place = {step: counted?.value ?? epoch?.value ?? null, epoch: epoch?.value ?? null, split: null};
    for (const cell of cells) if (cell !== epoch?.cell && cell !== counted?.cell) yield* this.#fact(cell, place);
  }

  *#fact({at, name, text}: Cell, place: {step: number | null; epoch: number | null; split: null}): Iterable<Row> {
    const number = cellNumber(text);
    if (number) {
      const measurements = [{...metricName(name), ...number}];
      yield* this.#log.step(at, {...place, key: name, time: undefined, measurements});
    } else if (text !== "") yield* this.#log.tell(at, "event", {kind: name, message: text});
  }
}

/** The first of these names that the table has with a finite number, whatever group it stands in. */
function numberNamed(cells: Cell[], names: string[]): {cell: Cell; value: number} | null {
  for (const name of names)
    for (const cell of cells) {
      const value = cell.name.toLowerCase().split("/").at(-1) === name ? cellNumber(cell.text)?.value : undefined;
      if (value !== undefined && Number.isFinite(value)) return {cell, value};
    }
  return null;
}
