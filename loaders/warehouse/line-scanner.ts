import {closeSync, openSync, readSync} from "node:fs";
import type {NativeLines} from "../../native/index.ts";
import {lineAt, maxLineBytes, type Line, type LineStart} from "../files/source.ts";
import {
  slots,
  type EventMember,
  type LinePattern,
  type LineScanner,
  type MetricMember,
  type Stream,
  type TakenLines
} from "../formats/line-scanner.ts";
import type {Books, LineStore} from "./line-store.ts";
import type {Series} from "./series.ts";

/** Blocks grow from the first to the last: patterns are learned from the first lines. */
const firstBlock = 256 * 1024;
const lastBlock = 32 * 1024 * 1024;
const growth = 4;
const lf = 0x0a;

/** Reads a file's lines with native/lines and stores them in the tables of layout.sql. */
export class NativeLineScanner implements LineScanner {
  readonly #store: LineStore;
  readonly #native: NativeLines;
  readonly #file: {file: string; bytes: number; sourceId: string};
  readonly #books: Books;
  readonly #fd: number;
  readonly #literals = new Map<number, string[]>();
  readonly #range = new Float64Array(2);
  #size = firstBlock;
  #buffer = Buffer.alloc(0);
  #from: LineStart = {unit: 0, line: 0, end: 0};
  #lines = 0;

  constructor(
    store: LineStore,
    native: NativeLines,
    file: {file: string; bytes: number; sourceId: string},
    books: Books
  ) {
    this.#store = store;
    this.#native = native;
    this.#file = file;
    this.#books = books;
    this.#fd = openSync(file.file, "r");
  }

  close(): void {
    closeSync(this.#fd);
  }

  pattern(pattern: LinePattern): number {
    const literals = pattern.literals.map((literal) => Buffer.from(literal));
    const number = this.#native.template(literals, pattern.slots, pattern.of === "events");
    this.#literals.set(number, literalsBetween(pattern));
    return number;
  }

  metrics(stream: Stream, members: MetricMember[]): number {
    const {series} = this.#books;
    const source_id = this.#file.sourceId;
    const single = members.length === 1;
    const id = single
      ? series.of(source_id, members[0]!)
      : series.set(members.map((member): Series => ({...member, source_id})));
    return this.#say(stream, single ? 0 : 1, id);
  }

  events(stream: Stream, member: EventMember): number {
    return this.#say(
      stream,
      2,
      this.#books.streams.add(this.#file.sourceId, member, this.#literals.get(stream.pattern)!)
    );
  }

  rest(number: number): void {
    this.#native.rest(number);
  }

  series(series: number, last: number, epoch: number | null): void {
    this.#native.series(series, last, epoch ?? NaN);
  }

  get thread(): number {
    return this.#native.thread();
  }

  set thread(thread: number) {
    this.#native.thread(thread);
  }

  next(from: LineStart): number {
    if (from.unit !== from.line) return 0;
    const length = this.#read(from);
    if (length === 0) return 0;
    this.#from = from;
    this.#lines = this.#native.scan(this.#buffer, length);
    this.#books.units.leave(this.#file.sourceId, from.unit + this.#lines);
    return this.#lines;
  }

  advance(line: number): number {
    return this.#native.advance(line);
  }

  taken(): TakenLines[] {
    return this.#native.taken().map(takenLines);
  }

  leave(line: number): Line {
    this.#native.drop(line);
    const [start, end] = this.#rangeOf(line);
    const {unit, line: before, end: base} = this.#from;
    const at = {unit: unit + line + 1, line: before + line + 1, start: base + start, end: base + end};
    return lineAt(this.#buffer.subarray(start, end), at);
  }

  again(line: number): void {
    this.#lines = this.#native.rescan(line);
  }

  placeOf(lines: number): LineStart {
    const {unit, line, end} = this.#from;
    return {unit: unit + lines, line: line + lines, end: lines === 0 ? end : end + this.#rangeOf(lines - 1)[1]};
  }

  store(): void {
    const {library, appenders, unitAppender} = this.#store;
    const {unit, end} = this.#from;
    this.#native.append(library, unit + 1, appenders);
    this.#native.appendUnits(library, unitAppender, this.#file.sourceId, unit + 1, end);
  }

  /** Fills the buffer with whole lines from `end` on: how many bytes, 0 where there are none or one is too long. */
  #read({end}: LineStart): number {
    for (; ; this.#size *= growth) {
      const wanted = Math.min(this.#size, this.#file.bytes - end);
      if (this.#buffer.length < wanted) this.#buffer = Buffer.allocUnsafe(Math.max(wanted, this.#size));
      const read = readSync(this.#fd, this.#buffer, 0, wanted, end);
      const length = this.#buffer.subarray(0, read).lastIndexOf(lf) + 1;
      if (length > 0) {
        this.#size = Math.min(this.#size * growth, Math.max(lastBlock, this.#size));
        return length;
      }
      if (read < this.#size || this.#size > maxLineBytes) return 0;
    }
  }

  #rangeOf(line: number): [number, number] {
    this.#native.line(line, this.#range);
    return [this.#range[0]!, this.#range[1]!];
  }

  #say({pattern, keys, ...stream}: Stream, target: 0 | 1 | 2, id: number): number {
    const bytes = Buffer.from(keys.map((key) => `${key}\0`).join(""));
    return this.#native.stream(pattern, bytes, {...stream, target, id});
  }
}

/** The literals between slots that hold something. */
function literalsBetween({literals, slots: kinds}: LinePattern): string[] {
  const between = [literals[0]!];
  for (const [i, kind] of kinds.entries()) {
    const literal = literals[i + 1]!;
    if (kind === slots.messageStart || kind === slots.messageEnd) between[between.length - 1] += literal;
    else between.push(literal);
  }
  return between;
}

function takenLines(flat: Float64Array): TakenLines {
  const [stream, lines, lastLine, width] = flat as unknown as [number, number, number, number];
  const recent: TakenLines["recent"] = [];
  for (let i = 4; i < flat.length; i += width + 2) {
    const epoch = flat[i + 1]!;
    recent.push({
      step: flat[i]!,
      epoch: Number.isNaN(epoch) ? null : epoch,
      values: [...flat.subarray(i + 2, i + 2 + width)]
    });
  }
  return {stream, lines, lastLine, recent};
}
