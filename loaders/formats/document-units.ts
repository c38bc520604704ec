import type {Source} from "../files/source.ts";
import type {Place, RepairRow, Row} from "../rows.ts";
import {readJsonDocument, type JsonDocument} from "./json-document.ts";
import type {Mend} from "./json-tokens.ts";
import {ignored, parsed, pending, rejected, repair} from "./unit-line.ts";
import {mendUtf8} from "./utf8.ts";

/** Larger documents are rejected whole: a tree is held in memory. */
export const maxDocumentBytes = 64 * 1024 * 1024;
const excerpt = 4096;

/** The text of a whole document with what turns its character offsets into bytes and lines. */
export class DocumentText {
  readonly text: string;
  readonly bytes: number;
  readonly repairs: Mend[] = [];
  readonly #ascii: boolean;
  #from = {char: 0, byte: 0, line: 1};
  #unit = 0;
  #end = 0;

  constructor(content: Buffer) {
    this.bytes = content.length;
    const {bytes, mended} = mendUtf8(content);
    this.text = bytes.toString("utf8");
    this.#ascii = this.text.length === bytes.length;
    if (mended > 0)
      this.repairs.push({kind: "invalid UTF-8", before: `${mended} bytes that are not UTF-8`, after: "?"});
    if (this.text.startsWith("\ufeff")) this.repairs.push({kind: "byte order mark", before: "U+FEFF", after: ""});
  }

  /** The next unit: everything from the last one to character `end`. Units must be asked for in order. */
  unit(end: number): Place {
    const start = this.#end;
    const line = this.#from.line;
    this.#end = this.#byteAt(end);
    return {unit: ++this.#unit, line, start, end: this.#end};
  }

  get done(): boolean {
    return this.#end === this.bytes;
  }

  #byteAt(char: number): number {
    const from = this.#from;
    const piece = this.text.slice(from.char, char);
    const byte = this.#ascii ? char : from.byte + Buffer.byteLength(piece);
    let line = from.line;
    for (let i = piece.indexOf("\n"); i >= 0; i = piece.indexOf("\n", i + 1)) line++;
    this.#from = {char, byte, line};
    return byte;
  }
}

/** A part of a document that is a unit of its own; facts are what it yields once its unit row is out. */
export interface Pick {
  start: number;
  end: number;
  facts: (at: Place) => Iterable<Row>;
}

/** What a format makes of a document. */
export interface DocumentParts {
  /** Facts of what stands before the first pick; without it that is ignored by rule. */
  head?: (at: Place) => Iterable<Row>;
  picks: Pick[];
  /** Facts of [start, end) behind a pick where more than brackets stands there; without it that is ignored by rule. */
  between?: (at: Place, start: number, end: number) => Iterable<Row>;
}

/**
 * Tiles a JSON document: each pick is a unit, what stands between them another. What could not be read is rejected, or
 * pending where the text ended too early.
 */
export function* documentUnits(
  source: Source,
  read: (document: JsonDocument) => DocumentParts,
  open: (text: string) => {from: number; tail?: RegExp} = () => ({from: 0})
): Iterable<Row> {
  const whole = {unit: 1, line: 1, start: 0, end: source.bytes};
  if (source.bytes > maxDocumentBytes)
    return yield rejected(
      whole,
      `document of ${source.bytes} bytes is larger than ${maxDocumentBytes / 2 ** 20} MiB`,
      ""
    );
  const document = new DocumentText(source.read(maxDocumentBytes));
  const {text} = document;
  const {from, tail} = open(text);
  const json = readJsonDocument(text, from || (text.startsWith("\ufeff") ? 1 : 0), tail);
  yield* tile(document, json, read(json));
}

const brackets = /^[\s,[\]{}]*$/;

function* tile(document: DocumentText, json: JsonDocument, {head, picks, between}: DocumentParts): Iterable<Row> {
  const {text} = document;
  const {fault} = json;
  const mends = [...document.repairs, ...json.mends];
  let end = 0;
  let headed = false;
  for (const {start, end: to, facts} of picks) {
    if (start > end || !headed) yield* frame(start);
    end = to;
    const at = document.unit(to);
    yield parsed(at);
    yield* facts(at);
  }
  const readable = !fault ? text.length : json.root.whole || (!fault.ended && !headed) ? fault.at : end;
  if (readable > end || !(headed || fault?.ended)) yield* frame(readable);
  if (fault && !document.done) yield lost(document.unit(text.length), text, fault);

  function* frame(to: number): Iterable<Row> {
    if (to === end && to === text.length && headed) return;
    const at = document.unit(to);
    if (headed) return yield* behind(at, to);
    headed = true;
    if (head) {
      yield parsed(at);
      yield* mendRepairs(at, mends);
      yield* head(at);
    } else if (mends.length > 0) {
      yield parsed(at);
      yield* mendRepairs(at, mends);
    } else yield ignored(at, "brackets before the parts");
  }

  function* behind(at: Place, to: number): Iterable<Row> {
    if (!between || brackets.test(text.slice(end, to))) return yield ignored(at, "brackets between the parts");
    yield parsed(at);
    yield* between(at, end, to);
  }
}

function* mendRepairs(at: Place, mends: Mend[]): Iterable<RepairRow> {
  for (const {kind, before, after} of mends) yield repair(at, kind, before, after);
}

function lost(at: Place, text: string, fault: NonNullable<JsonDocument["fault"]>): Row {
  if (fault.ended) return pending(at);
  return rejected(at, `not JSON from here on: ${fault.reason}`, text.slice(fault.at, fault.at + excerpt));
}
