import type {Line, Source} from "../files/source.ts";
import type {Place, RepairRow, UnitRow} from "../rows.ts";
import {columnNames, findDelimiter, type Delimiter} from "./csv-header.ts";
import {bodyOf, lineEnd, withoutReturn} from "./csv-line.ts";
import {scanQuotes, splitCells, type QuoteState} from "./csv-quotes.ts";
import {startOf, type Resumption} from "./resumption.ts";
import {ignored, mendEncoding, pending, rejected, repair, settle} from "./unit-line.ts";

/** A quote still open after this much is taken for a stray one. */
export const maxOpenBytes = 1024 * 1024;
export const maxOpenLines = 10_000;
const batchRecords = 1024;
const batchBytes = 256 * 1024;
const malformed = "expected a delimiter or the line end behind a closing quote, found text";

/** What a line before the table is: its header, a line the format reads on its own, or one that a named rule ignores. */
export type LineRole = "header" | "own" | {rule: string};

export interface CsvOptions {
  /** Default: found from the header and the rows below it, a comma where that fails. */
  delimiter?: string;
  /** Asked for every line before the header that is not blank. Default: the first such line is the header. */
  preamble?: (text: string) => LineRole;
  /** Rule by which lines that begin with "#" below the header are ignored. Default: they are records. */
  comments?: string;
  /**
   * The file was written in one go. A last record without a line end then counts when it has every cell; in a file that
   * may still grow it counts only when its last cell is quoted, since the rest of a number may be missing.
   */
  whole?: boolean;
  resumption?: Resumption;
  /** What the caller must remember to go on behind the records told so far; `resumedTable` gives it back. */
  state?: () => unknown;
}

/** What is remembered at a checkpoint, which is said below a header only. */
interface TableState {
  own: unknown;
  header: string[];
  delimiter: string;
}

/** The columns of a table whose reading goes on (none where its header could not be read), and what `state` gave. */
export function resumedTable(resumption: Resumption | undefined): {columns: string[]; own: unknown} | null {
  if (!resumption?.from) return null;
  const {own, header} = resumption.from.state as TableState;
  return {own, columns: columnNames(header).columns};
}

/** A unit whose row is still to be yielded as parsed, then its repairs, then its facts. */
interface CsvUnit {
  at: Place;
  repairs: RepairRow[];
}

/** The header; once more where the same header stands again among the records (an appending writer was restarted). */
export interface CsvHeader extends CsvUnit {
  kind: "header";
  /** Trimmed; a repeated name has "#2" behind it, a missing one is "column 3". */
  columns: string[];
  delimiter: string;
}

/** A line before the header that the format reads on its own. */
export interface CsvText extends CsvUnit {
  kind: "text";
  text: string;
}

/** A record with as many cells as the header. */
export interface CsvRecord extends CsvUnit {
  kind: "record";
  cells: string[];
  /** As it stands in the file, without its line end. */
  text: string;
}

export type CsvItem = CsvHeader | CsvText | CsvRecord | UnitRow;

/** Lines that make up one record, or the unit row of a line that is none. */
interface Group {
  at: Place;
  text: string;
  repairs: RepairRow[];
  complete: boolean;
  state: QuoteState;
}

/**
 * The records of a delimited text in order, each with its place: a unit is one record with its line end, its line the
 * first one of the record. Cells keep their text exactly, line breaks in quotes included. Records with too many or too
 * few cells, text behind a closing quote and quotes that nothing closes are rejected, the last record of a file that
 * ends in the middle of it is pending. Memory is bounded by one batch and one open quote.
 *
 * The checkpoint is said behind the last record before an open quote or a last line without its end; none before the
 * header and what tells its cells apart are certain.
 */
export function* csvRecords(source: Source, options: CsvOptions = {}): Iterable<CsvItem> {
  const reader = new RecordReader(source, options);
  for (const line of source.lines(startOf(options.resumption))) {
    if (!line.complete) yield* reader.checkpoint();
    yield* reader.line(line);
  }
  yield* reader.checkpoint();
  yield* reader.finish();
}

class RecordReader {
  readonly #options: CsvOptions;
  readonly #source: Source;
  #delimiter: Delimiter = {text: "", settled: false};
  /** The header's cells; none where it could not be read. */
  #header: string[] | null = null;
  /** The header's line was reached. */
  #headed = false;
  #unit: number;
  /** The last line read, and the byte behind it. */
  #line: number;
  #end: number;
  #checked = false;
  /** Lines of the record whose quote is open. */
  #held: Line[] = [];
  #heldBytes = 0;
  #batch: (Group | UnitRow)[] = [];
  #batchBytes = 0;

  constructor(source: Source, options: CsvOptions) {
    this.#source = source;
    this.#options = options;
    ({unit: this.#unit, line: this.#line, end: this.#end} = startOf(options.resumption));
    const state = options.resumption?.from?.state as TableState | undefined;
    if (!state) return;
    this.#delimiter = {text: state.delimiter, settled: true};
    this.#header = state.header;
    this.#headed = true;
  }

  *line(line: Line): Iterable<CsvItem> {
    if (this.#held.length > 0 && line.overlong) this.#release();
    if (this.#held.length > 0) this.#goOn(line);
    else if (this.#headed) this.#start(line);
    else yield* this.#before(line);
    [this.#line, this.#end] = [line.at.line!, line.at.end];
    if (!this.#header || this.#batch.length >= batchRecords || this.#batchBytes >= batchBytes) yield* this.#flush();
  }

  /** Says the checkpoint, the first time that it is called. */
  *checkpoint(): Iterable<CsvItem> {
    if (this.#checked) return;
    this.#checked = true;
    yield* this.#flush();
    const {resumption, state} = this.#options;
    if (!resumption || !this.#header || !this.#delimiter.settled) return;
    const [open] = this.#held;
    const [line, end] = open ? [open.at.line! - 1, open.at.start] : [this.#line, this.#end];
    const table: TableState = {own: state?.() ?? null, header: this.#header, delimiter: this.#delimiter.text};
    resumption.checkpoint({unit: this.#unit, line, end, state: table});
  }

  *finish(): Iterable<CsvItem> {
    if (this.#held.length > 1 && this.#isStray()) this.#release();
    else if (this.#held.length > 0) {
      this.#batch.push(pending(this.#place(this.#held)));
      this.#held = [];
    }
    yield* this.#flush();
  }

  *#before(line: Line): Iterable<CsvItem> {
    const settled = settle(line);
    if (settled) return yield {...settled, at: this.#place([line])};
    const {text, repairs} = mendEncoding(line);
    const role = this.#options.preamble?.(text) ?? "header";
    if (role === "header") {
      this.#headed = true;
      const {delimiter} = this.#options;
      this.#delimiter =
        delimiter === undefined ? findDelimiter(this.#source, line.at.start, text) : {text: delimiter, settled: true};
      return this.#start(line);
    }
    const at = this.#place([line]);
    if (role !== "own") yield ignored(at, role.rule);
    else if (!line.complete) yield pending(at);
    else yield {kind: "text", at, text, repairs: moved(repairs, at)};
  }

  /** A line that begins a record. `alone`: a quote that it leaves open is stray. */
  #start(line: Line, alone = false): void {
    const settled = settle(line);
    const {comments} = this.#options;
    if (settled) this.#batch.push({...settled, at: this.#place([line])});
    else if (comments !== undefined && this.#header && line.text.startsWith("#"))
      this.#batch.push(ignored(this.#place([line]), comments));
    else {
      const state = scanQuotes(bodyOf(line), this.#delimiter.text, false);
      if (!state.open || state.malformed) this.#close([line], state);
      else if (alone) this.#batch.push(stray(this.#place([line]), line.text));
      else {
        this.#held = [line];
        this.#heldBytes = line.bytes;
      }
    }
  }

  #goOn(line: Line): void {
    const state = scanQuotes(bodyOf(line), this.#delimiter.text, true);
    this.#held.push(line);
    this.#heldBytes += line.bytes;
    if (state.malformed) this.#release();
    else if (!state.open) {
      const lines = this.#held;
      this.#held = [];
      this.#close(lines, state);
    } else if (this.#heldBytes > maxOpenBytes || this.#held.length > maxOpenLines) this.#release();
  }

  /** Gives up an open quote: its line is rejected, the lines behind it are read each on its own. */
  #release(): void {
    const [first, ...rest] = this.#held;
    this.#held = [];
    this.#batch.push(stray(this.#place([first!]), first!.text));
    this.#header ??= [];
    for (const line of rest) this.#start(line, true);
  }

  /** At the end of the file: most lines behind the open quote are whole records, so it was no cell cut short. */
  #isStray(): boolean {
    if (!this.#header) return false;
    const lines = this.#held.slice(1).filter(({complete, text}) => complete && text.trim() !== "");
    const whole = splitCells(
      lines.map(({text}) => text).filter((text) => !scanQuotes(text, this.#delimiter.text, false).open),
      this.#delimiter.text
    ).filter((cells) => cells.length === this.#header!.length && Array.isArray(cells));
    return whole.length > lines.length / 2;
  }

  #close(lines: Line[], state: QuoteState): void {
    const at = this.#place(lines);
    const mended = lines.map(mendEncoding);
    const text = mended.map(({text}, i) => (i < lines.length - 1 ? text + lineEnd(lines[i]!) : text)).join("");
    const repairs = mended.flatMap(({repairs}) => moved(repairs, at));
    const {complete} = lines.at(-1)!;
    this.#batch.push({at, text: complete ? text : withoutReturn(text), repairs, complete, state});
    this.#batchBytes += text.length;
  }

  #place(lines: Line[]): Place {
    return {unit: ++this.#unit, line: lines[0]!.at.line, start: lines[0]!.at.start, end: lines.at(-1)!.at.end};
  }

  *#flush(): Iterable<CsvItem> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    const groups = batch.filter((entry): entry is Group => !("table" in entry) && !entry.state.malformed);
    const found = splitCells(
      groups.map(({text}) => text),
      this.#delimiter.text
    );
    const cells = new Map(groups.map((group, i) => [group, found[i]!]));
    for (const entry of batch) yield "table" in entry ? entry : this.#judge(entry, cells.get(entry) ?? malformed);
  }

  #judge(group: Group, cells: string[] | string): CsvItem {
    const {at, text, repairs, complete, state} = group;
    const fault = this.#faultOf(cells);
    if (!complete && (fault !== null || !(state.closed || this.#options.whole))) return pending(at);
    if (fault !== null || typeof cells === "string") {
      this.#header ??= [];
      return rejected(at, fault!, text);
    }
    if (this.#header && cells.some((cell, i) => cell !== this.#header![i]))
      return {kind: "record", at, cells, text, repairs};
    this.#header = cells;
    const {columns, renamed} = columnNames(cells);
    const mends = renamed.map(([before, after]) => repair(at, "column name", before, after));
    return {kind: "header", at, columns, delimiter: this.#delimiter.text, repairs: [...repairs, ...mends]};
  }

  #faultOf(cells: string[] | string): string | null {
    if (typeof cells === "string") return cells;
    if (this.#header === null || cells.length === this.#header.length) return null;
    if (this.#header.length === 0) return "expected records under a header, found a header that could not be read";
    return `expected ${this.#header.length} cells, found ${cells.length}`;
  }
}

function stray(at: Place, text: string): UnitRow {
  return rejected(
    at,
    `expected a closing quote that ends its cell within ${maxOpenLines} lines and 1 MiB, found none`,
    text
  );
}

function moved(repairs: RepairRow[], at: Place): RepairRow[] {
  return repairs.map((row) => ({...row, at}));
}
