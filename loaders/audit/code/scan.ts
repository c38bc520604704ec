import type {Language, Piece} from "./language.ts";

/** A file's lines in three readings. Every character stands in the same place in all; what a reading leaves out is blank. */
export interface Reading {
  /** Without comments, strings and patterns empty between their marks. */
  code: string[];
  /** Without comments, patterns empty. */
  text: string[];
  /** Comments only. */
  comment: string[];
  lines: {code: number; comment: number; blank: number};
}

interface Openers {
  /** Finds the next piece of any kind: group `p3` is the piece at place 3. */
  pattern: RegExp;
  pieces: readonly Piece[];
}

const known = new WeakMap<Language, Openers>();

function openersOf(language: Language): Openers {
  let found = known.get(language);
  if (!found) {
    const source = language.pieces.map(({open}, i) => `(?<p${i}>${named(open, i)})`).join("|");
    known.set(language, (found = {pattern: new RegExp(source, "g"), pieces: language.pieces}));
  }
  return found;
}

/** Its first group by name, so that groups of other pieces do not shift it. */
function named(open: string, i: number): string {
  return open.replace(/(?<!\\)\((?!\?)/, `(?<d${i}>`);
}

type Part = "code" | "text" | "comment";

/** Reads a text as its language has it. Lines end with LF; a last one without is a line too. */
export function readCode(text: string, language: Language): Reading {
  const parts: Record<Part, string> = {code: "", text: "", comment: ""};
  const add = (part: "code" | Piece["is"], piece: string): void => {
    const gap = piece.replace(/[^\n]/g, " ");
    parts.code += part === "code" ? piece : part === "comment" ? gap : emptied(piece);
    parts.text += part === "comment" ? gap : part === "pattern" ? emptied(piece) : piece;
    parts.comment += part === "comment" ? piece : gap;
  };
  walk(text, language, add);
  const lines = (whole: string): string[] => {
    const split = whole.split("\n");
    if (text.endsWith("\n") || text === "") split.pop();
    return split;
  };
  return counted({code: lines(parts.code), text: lines(parts.text), comment: lines(parts.comment)});
}

/** A string without what it says, as long as it was. */
function emptied(piece: string): string {
  return piece.length < 2 ? piece : piece[0] + piece.slice(1, -1).replace(/[^\n]/g, " ") + piece.at(-1)!;
}

function walk(text: string, language: Language, add: (part: "code" | Piece["is"], piece: string) => void): void {
  const {pattern, pieces} = openersOf(language);
  let from = 0;
  while (pieces.length > 0) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (!match) break;
    add("code", text.slice(from, match.index));
    const i = pieces.findIndex((_, place) => match.groups![`p${place}`] !== undefined);
    const piece = pieces[i]!;
    from = endOf(text, match.index + match[0].length, piece, match.groups![`d${i}`] ?? "");
    const isComment = piece.is === "comment" || (piece.documents && beginsLine(text, match.index));
    add(isComment ? "comment" : piece.is, text.slice(match.index, from));
  }
  add("code", text.slice(from));
}

/** Behind the piece that was opened; the end of the text where nothing ends it. */
function endOf(text: string, opened: number, {close, escapes, oneLine}: Piece, delimiter: string): number {
  if (close === null) return opened;
  const end = close.replaceAll("$1", delimiter.replace(/\W/g, "\\$&"));
  const pattern = new RegExp(
    [...(escapes ? ["\\\\[^]"] : []), `(?<end>${end})`, ...(oneLine ? ["\\n"] : [])].join("|"),
    "g"
  );
  pattern.lastIndex = opened;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === "\n") return match.index;
    if (match.groups!.end !== undefined) return pattern.lastIndex;
  }
  return text.length;
}

function beginsLine(text: string, at: number): boolean {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*[rRbBuU]?$/.test(text.slice(start, at));
}

function counted(reading: Omit<Reading, "lines">): Reading {
  const lines = {code: 0, comment: 0, blank: 0};
  for (let i = 0; i < reading.code.length; i++)
    if (isFilled(reading.text[i]!)) lines.code++;
    else if (isFilled(reading.comment[i]!)) lines.comment++;
    else lines.blank++;
  return {...reading, lines};
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}
