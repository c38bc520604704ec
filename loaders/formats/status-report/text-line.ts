import type {Source} from "../../files/source.ts";
import {mendMacRoman} from "./mojibake.ts";

/** Longer documents are read up to here; the rest is one rejected unit. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** What was mended in a line, beside the text before and after. */
export interface Mend {
  kind: string;
  before: string;
  after: string;
}

/** A line as the scanner reads it. Byte offsets are those of the original content, whatever was mended. */
export interface TextLine {
  text: string;
  line: number;
  start: number;
  end: number;
  /** Cut out of a physical line that holds literal "\n". */
  literal: boolean;
  mends: Mend[];
  /** Why the line cannot be read, null where it can. */
  rejected: string | null;
}

/** Lines in order; their byte ranges tile [0, source.bytes). */
export function readTextLines(source: Source): TextLine[] {
  const lines: TextLine[] = [];
  let held = 0;
  let content: Buffer | null = null;
  for (const {at, text, invalidUtf8, overlong, bytes} of source.lines()) {
    if (held + (overlong ? 0 : bytes) > maxDocumentBytes) {
      const reason = `expected a document of at most ${maxDocumentBytes} bytes, found ${source.bytes}; this is its unread rest`;
      lines.push({...unmended(text, at.line ?? at.unit, at.start, source.bytes), rejected: reason});
      break;
    }
    const whole = unmended(text, at.line ?? at.unit, at.start, at.end);
    if (overlong) lines.push({...whole, rejected: `line of ${bytes} bytes is longer than 16 MiB`});
    else if (invalidUtf8) lines.push(withBytesShown(whole, (content ??= contentOf(source))));
    else for (const part of splitLiteral(whole)) lines.push(part);
    if (!overlong) held += bytes;
  }
  return mendEncoding(withoutMark(lines));
}

function unmended(text: string, line: number, start: number, end: number): TextLine {
  return {text, line, start, end, literal: false, mends: [], rejected: null};
}

/** Empty where the document is longer than what is read of it. */
function contentOf(source: Source): Buffer {
  return source.bytes > maxDocumentBytes ? Buffer.alloc(0) : source.read(maxDocumentBytes);
}

/** Bytes that are no UTF-8 became U+FFFD; the repair keeps which they were. */
function withBytesShown(line: TextLine, content: Buffer): TextLine {
  if (content.length === 0)
    return {...line, rejected: "expected UTF-8, found other bytes in a document too long to mend"};
  const bytes = content.subarray(line.start, line.end).toString("latin1").trimEnd();
  const before = bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  return {...line, mends: [{kind: "invalid utf-8", before, after: line.text}]};
}

/**
 * A whole table was once written on one line with literal "\n" between its rows. Such a line is cut where a literal
 * "\n" stands before a row, a heading or another one; inside cells it stays.
 */
function splitLiteral(line: TextLine): TextLine[] {
  if (!/\|\\n\|/.test(line.text)) return [line];
  const parts = line.text.split(/(?<=\\n)(?=\||#{1,6} |\\n)/);
  const rows = parts.map((part) => part.replace(/\\n$/, ""));
  const mend = {kind: "literal \\n", before: line.text, after: rows.join("\n")};
  let start = line.start;
  return parts.map((part, i): TextLine => {
    const end = i === parts.length - 1 ? line.end : start + Buffer.byteLength(part);
    const cut = {...line, text: rows[i]!, start, end, literal: true, mends: i === 0 ? [mend] : []};
    start = end;
    return cut;
  });
}

function withoutMark([first, ...rest]: TextLine[]): TextLine[] {
  if (!first) return [];
  if (!first.text.startsWith("\uFEFF")) return [first, ...rest];
  const mend = {kind: "byte order mark", before: "\\uFEFF", after: ""};
  return [{...first, text: first.text.slice(1), mends: [mend, ...first.mends]}, ...rest];
}

/** Mends the whole document or nothing: one line that does not round-trip means the text was not damaged this way. */
function mendEncoding(lines: TextLine[]): TextLine[] {
  const readable = lines.filter(({rejected}) => rejected === null);
  const mended = mendMacRoman(readable.map(({text}) => text).join("\n"))?.split("\n");
  if (!mended) return lines;
  let next = 0;
  return lines.map((line) => {
    if (line.rejected !== null) return line;
    const text = mended[next++]!;
    if (text === line.text) return line;
    return {...line, text, mends: [...line.mends, {kind: "mojibake (mac roman)", before: line.text, after: text}]};
  });
}
