import {codeBlock, fenceAt} from "./fence.ts";
import {topicOf} from "./topic.ts";
import type {Block, Node, Recogniser} from "./node.ts";
import {isDelimiter} from "./table-line.ts";
import type {TextLine} from "./text-line.ts";

const frontMatterLines = 100;
const commentLines = 200;

/** The kinds of block, most specific first; the last one takes whatever is left. */
export const recognisers = [
  blankLines,
  frontMatter,
  codeBlock,
  comment,
  listHeading,
  hashHeading,
  underlinedHeading,
  tableDelimiter,
  tableRow,
  tableHeader,
  rule,
  quote,
  item,
  paragraph
] as const satisfies Recogniser[];

function blankLines(lines: TextLine[], i: number): Block | null {
  const count = run(lines, i, isBlank);
  return count === 0 ? null : {kind: "blank", count, text: ""};
}

/** `---` … `---` with keys, or `@--` … `--`, before anything else. */
function frontMatter(lines: TextLine[], i: number, before: Node | undefined): Block | null {
  if (before && (before.kind !== "blank" || before.at.unit > 1)) return null;
  const open = lines[i]!.text.trimEnd();
  const close = open === "@--" ? "--" : open === "---" && /^[\w-]+:/.test(lines[i + 1]?.text ?? "") ? "---" : null;
  if (!close) return null;
  const end = lines.slice(i + 1, i + frontMatterLines).findIndex(({text}) => text.trimEnd() === close);
  return end < 0 ? null : {kind: "front matter", count: end + 2, text: textOf(lines.slice(i + 1, i + 1 + end))};
}

function comment(lines: TextLine[], i: number): Block | null {
  if (!lines[i]!.text.trimStart().startsWith("<!--")) return null;
  const end = lines.slice(i, i + commentLines).findIndex(({text}) => text.includes("-->"));
  const count = end < 0 ? 1 : end + 1;
  return {
    kind: "comment",
    count,
    text: textOf(lines.slice(i, i + count))
      .replace(/^\s*<!--/, "")
      .replace(/-->\s*$/, "")
      .trim()
  };
}

/** `2. **Capability Audit Table**`: a numbered item that is only a section's title, in bold. */
function listHeading(lines: TextLine[], i: number): Block | null {
  const match = /^\d{1,2}[.)]\s+\*\*([^*]+)\*\*\s*$/.exec(lines[i]!.text);
  return match && topicOf(match[1]!) ? {kind: "heading", count: 1, text: match[1]!.trim(), level: 2} : null;
}

/** `## Title`, with or without a row of `=` under it. */
function hashHeading(lines: TextLine[], i: number): Block | null {
  const match = /^ {0,3}(#{1,6})(?:\s+(.*))?$/.exec(lines[i]!.text);
  if (!match) return null;
  const underlined = /^={3,}\s*$/.test(lines[i + 1]?.text ?? "");
  return {
    kind: "heading",
    count: underlined ? 2 : 1,
    text: (match[2] ?? "")
      .trim()
      .replace(/(?<=\s)#+$/, "")
      .trim(),
    level: match[1]!.length
  };
}

/** One line over a row of `=` or `-`; a numbered one only after a blank line, where it starts no list. */
function underlinedHeading(lines: TextLine[], i: number, before: Node | undefined): Block | null {
  const {text} = lines[i]!;
  const under = lines[i + 1]?.text.trimEnd() ?? "";
  if (!/^(={3,}|-{3,})$/.test(under) || text.length > 200 || /^\s*([-*+>|]|```|~~~)/.test(text)) return null;
  if (before && before.kind !== "blank" && before.kind !== "heading") return null;
  return {kind: "heading", count: 2, text: text.trim(), level: under.startsWith("=") ? 1 : 2};
}

function tableHeader(lines: TextLine[], i: number): Block | null {
  const next = lines[i + 1];
  if (!lines[i]!.text.includes("|") || !next || !isDelimiter(next.text)) return null;
  return {kind: "table header", count: 1, text: lines[i]!.text.trim()};
}

function tableDelimiter(lines: TextLine[], i: number, before: Node | undefined): Block | null {
  return before?.kind === "table header" ? {kind: "table delimiter", count: 1, text: lines[i]!.text.trim()} : null;
}

/** A row, with the following lines where the row was broken by a line end inside a cell. */
function tableRow(lines: TextLine[], i: number, before: Node | undefined): Block | null {
  if (before?.kind !== "table delimiter" && before?.kind !== "table row") return null;
  if (!lines[i]!.text.includes("|")) return null;
  if (!/^\s*\|/.test(lines[i]!.text))
    return before.text.startsWith("|") ? null : {kind: "table row", count: 1, text: lines[i]!.text.trim()};
  let count = 1;
  while (isBroken(lines[i + count - 1]!) && isRest(lines[i + count])) count += 1;
  return {kind: "table row", count, text: textOf(lines.slice(i, i + count)).trim()};
}

function isBroken({text}: TextLine): boolean {
  return !text.trimEnd().endsWith("|");
}

function isRest(line: TextLine | undefined): boolean {
  return line !== undefined && /^\s*[^|\s].*\|\s*$/.test(line.text);
}

function rule(lines: TextLine[], i: number): Block | null {
  const marks = lines[i]!.text.replace(/\s/g, "");
  const isRule = marks.length >= 3 && "-*_".includes(marks[0]!) && marks === marks[0]!.repeat(marks.length);
  return isRule ? {kind: "rule", count: 1, text: marks} : null;
}

function quote(lines: TextLine[], i: number): Block | null {
  const count = run(lines, i, ({text}) => /^ {0,3}>/.test(text));
  const quoted = lines.slice(i, i + count).map(({text}) => text.replace(/^ {0,3}> ?/, ""));
  return count === 0 ? null : {kind: "quote", count, text: quoted.join("\n")};
}

function item(lines: TextLine[], i: number): Block | null {
  const match = itemMark(lines[i]!.text);
  if (!match) return null;
  const count = 1 + run(lines, i + 1, (_, j) => !interrupts(lines, j) && !itemMark(lines[j]!.text));
  const words = [match[3]!, ...lines.slice(i + 1, i + count).map(({text}) => text.trim())];
  return {kind: "item", count, text: words.join("\n").trim(), level: columns(match[1]!), mark: match[2]!};
}

function itemMark(text: string): RegExpExecArray | null {
  return /^(\s*)([-*+]|\d{1,9}[.)])(?=\s|$)\s*(.*)$/.exec(text);
}

function paragraph(lines: TextLine[], i: number): Block {
  const count = 1 + run(lines, i + 1, (_, j) => !interrupts(lines, j) && !startsList(lines, j));
  return {kind: "paragraph", count, text: textOf(lines.slice(i, i + count)).trim()};
}

/** A list directly under a paragraph: bullets, or numbers from 1, or from any number after a colon. */
function startsList(lines: TextLine[], i: number): boolean {
  const mark = itemMark(lines[i]!.text)?.[2];
  return (
    mark !== undefined && (!/^\d/.test(mark) || parseInt(mark) === 1 || /:\**$/.test(lines[i - 1]!.text.trimEnd()))
  );
}

/** What ends an item or a paragraph without a blank line. */
function interrupts(lines: TextLine[], i: number): boolean {
  if (isBlank(lines[i]!) || fenceAt(lines[i]!.text)) return true;
  return [comment, listHeading, hashHeading, tableHeader, rule, quote].some(
    (recognise) => recognise(lines, i) !== null
  );
}

function isBlank({text}: TextLine): boolean {
  return text.trim() === "";
}

function run(lines: TextLine[], i: number, belongs: (line: TextLine, i: number) => boolean): number {
  let count = 0;
  while (i + count < lines.length && belongs(lines[i + count]!, i + count)) count += 1;
  return count;
}

function textOf(lines: TextLine[]): string {
  return lines.map(({text}) => text).join("\n");
}

function columns(indent: string): number {
  return [...indent].reduce((sum, character) => sum + (character === "\t" ? 4 : 1), 0);
}
