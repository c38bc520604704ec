import type {Source} from "../files/source.ts";
import type {Place, Row} from "../rows.ts";
import {readJsonDocument, type DocumentFault, type JsonDocument} from "./json-document.ts";
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

  /** Where the document begins: behind a byte order mark. */
  get from(): number {
    return this.text.startsWith("\ufeff") ? 1 : 0;
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

/** A part of a document that is a unit of its own: read, with the facts it yields behind its unit row, or set aside by a rule. */
export type Pick = {start: number; end: number; mends?: Mend[]} & (
  {facts: (at: Place) => Iterable<Row>; rule?: undefined} | {facts?: undefined; rule: string}
);

/** What a format makes of a document. */
export interface DocumentParts {
  /** Facts of what stands before the first pick; without it that is ignored by rule. */
  head?: (at: Place) => Iterable<Row>;
  /** Parts in their order, none within another. */
  picks: Iterable<Pick>;
  /** Facts of [start, end) behind a pick where more than brackets stands there; without it that is ignored by rule. */
  between?: (at: Place, start: number, end: number) => Iterable<Row>;
}

/** A document as its language reads it. */
interface Reading extends DocumentParts {
  language: keyof typeof frames;
  /** What was mended in the document as a whole; told at its head. */
  mends: Mend[];
  /** Why the rest could not be read; asked for once the picks are through. `behind`: the root was whole before. */
  fault: () => (DocumentFault & {behind: boolean}) | null;
}

/** Rules for what stands around the parts, and what may stand there without meaning anything. */
const frames = {
  JSON: {before: "brackets before the parts", between: "brackets between the parts", empty: /^[\s,[\]{}]*$/},
  XML: {before: "markup before the elements", between: "markup between the elements", empty: /^/}
};

/** The whole text of a source; the row that rejects it where it is too large to hold. */
export function documentText(source: Source): DocumentText | Row {
  if (source.bytes <= maxDocumentBytes) return new DocumentText(source.read(maxDocumentBytes));
  const reason = `document of ${source.bytes} bytes is larger than ${maxDocumentBytes / 2 ** 20} MiB`;
  return rejected({unit: 1, line: 1, start: 0, end: source.bytes}, reason, "");
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
  const document = documentText(source);
  if (!(document instanceof DocumentText)) return yield document;
  const {from, tail} = open(document.text);
  const json = readJsonDocument(document.text, from || document.from, tail);
  const {picks, ...parts} = read(json);
  const {fault, root} = json;
  yield* tile(document, {
    ...parts,
    language: "JSON",
    picks: [...picks].filter(({start}) => !fault?.open.has(start)).sort((a, b) => a.start - b.start),
    mends: [...document.repairs, ...json.mends],
    fault: () => fault && {...fault, behind: root.whole}
  });
}

/** One unit per pick and one for what stands before, between and behind them, to the end of what could be read. */
export function* tile(document: DocumentText, reading: Reading): Iterable<Row> {
  const {text} = document;
  const {head, between, mends} = reading;
  const rules = frames[reading.language];
  let end = 0;
  let headed = false;
  for (const pick of reading.picks) {
    const leading = !headed && !head && pick.start === 0 && pick.rule === undefined;
    if (leading) headed = true;
    else if (pick.start > end || !headed) yield* frame(pick.start);
    end = pick.end;
    yield* picked(document.unit(end), pick, leading ? mends : []);
  }
  const fault = reading.fault();
  const readable = !fault ? text.length : fault.behind || (!fault.ended && !headed) ? fault.at : end;
  if (readable > end || !(headed || fault?.ended)) yield* frame(readable);
  if (fault && !document.done) yield lost(document.unit(text.length), text, reading.language, fault);

  function* frame(to: number): Iterable<Row> {
    if (to === end && to === text.length && headed) return;
    const first = !headed;
    headed = true;
    const at = document.unit(to);
    if (!first) return yield* behind(at, to);
    if (!head && mends.length === 0) return yield ignored(at, rules.before);
    yield parsed(at);
    yield* repairs(at, mends);
    if (head) yield* head(at);
  }

  function* behind(at: Place, to: number): Iterable<Row> {
    if (!between || rules.empty.test(text.slice(end, to))) return yield ignored(at, rules.between);
    yield parsed(at);
    yield* between(at, end, to);
  }
}

/** A part; the document's own mends are told with it where nothing stands before it. */
function* picked(at: Place, pick: Pick, mends: Mend[]): Iterable<Row> {
  if (pick.rule !== undefined) return yield ignored(at, pick.rule);
  yield parsed(at);
  yield* repairs(at, [...mends, ...(pick.mends ?? [])]);
  yield* pick.facts(at);
}

function* repairs(at: Place, mends: Mend[]): Iterable<Row> {
  for (const {kind, before, after} of mends) yield repair(at, kind, before, after);
}

function lost(at: Place, text: string, language: string, fault: DocumentFault): Row {
  if (fault.ended) return pending(at);
  return rejected(at, `not ${language} from here on: ${fault.reason}`, text.slice(fault.at, fault.at + excerpt));
}
