import MarkdownIt from "markdown-it";
import {withoutFrontMatter} from "./page.ts";

/** An HTML comment of a Markdown text: `start` and `end` with its marks, in UTF-16 units of the text as it stands. */
export interface Comment {
  /** What stands between the marks. */
  text: string;
  start: number;
  end: number;
  /** Of its beginning, from 1. */
  line: number;
  /** False where its block ends before it does: then it comments nothing out that follows. */
  closed: boolean;
}

/** Blocks only: comments are looked for in the text itself, so that they have their places in it. */
const parser = new MarkdownIt({html: true}).disable("inline");

/** The comments of a Markdown text in order: not those in code, front matter, or behind a backslash. */
export function findComments(markdown: string): Comment[] {
  if (!markdown.includes("<!--")) return [];
  const starts = lineStarts(markdown);
  const comments: Place[] = [];
  for (const {from, to, html} of regions(markdown, starts))
    for (const comment of html ? inHtml(markdown, from, to) : inText(markdown, from, to)) comments.push(comment);
  let line = 0;
  return comments.map((comment) => {
    while ((starts[line] ?? Infinity) <= comment.start) line++;
    return {...comment, line};
  });
}

type Place = Omit<Comment, "line">;

interface Region {
  from: number;
  to: number;
  /** HTML, in which backticks mean nothing. */
  html: boolean;
}

/** Where text stands: rows of tables, blocks of HTML, and what holds words. */
function* regions(markdown: string, starts: number[]): Iterable<Region> {
  const front = withoutFrontMatter(markdown).lines;
  const end = (line: number): number => starts[line] ?? markdown.length;
  for (const {type, map} of parser.parse(markdown, {})) {
    if (!map || !["html_block", "inline", "tr_open"].includes(type) || map[0] < front) continue;
    yield {from: end(map[0]), to: end(map[1]), html: type === "html_block"};
  }
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map((match) => match.index + match[0].length)];
}

function* inHtml(text: string, from: number, to: number): Iterable<Place> {
  for (let start = text.indexOf("<!--", from); start >= 0 && start < to;) {
    const comment = commentAt(text, start, to);
    yield comment;
    start = text.indexOf("<!--", comment.end);
  }
}

/** Whichever begins first, a comment or a code span, hides the other. */
function* inText(text: string, from: number, to: number): Iterable<Place> {
  const region = text.slice(from, to);
  const marks = /\\[^]|`+|<!--/g;
  const closings = lastRuns(region);
  for (let mark; (mark = marks.exec(region));) {
    if (mark[0].startsWith("\\")) continue;
    if (mark[0] !== "<!--") {
      marks.lastIndex = endOfCode(region, mark[0], marks.lastIndex, closings);
      continue;
    }
    const comment = commentAt(text, from + mark.index, to);
    yield comment;
    marks.lastIndex = comment.end - from;
  }
}

/** Where the last run of backticks of each length begins: behind it nothing closes. */
function lastRuns(region: string): Map<number, number> {
  return new Map([...region.matchAll(/`+/g)].map((run) => [run[0].length, run.index]));
}

function endOfCode(region: string, opening: string, from: number, closings: Map<number, number>): number {
  if ((closings.get(opening.length) ?? -1) < from) return from;
  const runs = /`+/g;
  runs.lastIndex = from;
  for (let run; (run = runs.exec(region));) if (run[0].length === opening.length) return runs.lastIndex;
  return from;
}

function commentAt(text: string, start: number, to: number): Place {
  const close = text.indexOf("-->", start + 4);
  const closed = close >= 0 && close < to;
  return {text: text.slice(start + 4, closed ? close : to), start, end: closed ? close + 3 : to, closed};
}
