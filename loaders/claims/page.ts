import {parsePlaceholder} from "@observablehq/framework/dist/placeholder.js";
import MarkdownIt from "markdown-it";

/** A page's text as it stands in the project; `path` is relative to the pages' root ("index.md", "notes/speed.md"). */
export interface PageText {
  path: string;
  markdown: string;
}

/** A piece of a page that Markdown distinguishes, with the line (from 1, in the file) where it begins. */
export interface Block {
  type: string;
  line: number;
  /** Fences: the words behind the marks. */
  info: string;
  content: string;
  /** Stands in a list or a quote. */
  nested: boolean;
  children: Piece[];
}

export interface Piece {
  type: string;
  content: string;
  line: number;
  /** "linkify" or "autolink": a link whose text is its target. */
  markup: string;
}

type Parser = InstanceType<typeof MarkdownIt>;
type InlineRule = Parameters<Parser["inline"]["ruler"]["push"]>[1];

const parser = new MarkdownIt({html: true, linkify: true});
parser.linkify.set({fuzzyLink: false, fuzzyEmail: false});
parser.inline.ruler.push("placeholder", readPlaceholder as InlineRule);

/** `${…}` in text, read as Framework reads it: to the brace that closes the expression. */
function readPlaceholder(...[state, silent]: Parameters<InlineRule>): boolean {
  if (silent || !state.src.startsWith("${", state.pos)) return false;
  for (const {type, content, pos} of parsePlaceholder(state.src, state.pos, state.posMax)) {
    if (type !== "placeholder") return false;
    state.push(type, "", 0).content = content;
    state.pos = pos;
    return true;
  }
  return false;
}

/** The blocks of a page in order, its front matter left out. */
export function readBlocks({markdown}: PageText): Block[] {
  const {body, lines} = withoutFrontMatter(markdown);
  const blocks: Block[] = [];
  let start = 0;
  for (const {type, map, info, content, level, children} of parser.parse(body, {})) {
    start = map?.[0] ?? start;
    if (!["fence", "inline", "html_block"].includes(type)) continue;
    const line = lines + start + 1;
    const pieces = type === "html_block" ? parsePlaceholder(content) : (children ?? []);
    blocks.push({type, line, info, content, nested: level > 0, children: [...placed(pieces, line)]});
  }
  return blocks;
}

function* placed(pieces: Iterable<{type: string; content: string; markup?: string}>, start: number): Iterable<Piece> {
  let line = start;
  for (const {type, content, markup = ""} of pieces) {
    yield {type, content, markup, line};
    line += type === "softbreak" || type === "hardbreak" ? 1 : content.split("\n").length - 1;
  }
}

/** The text behind the front matter, as Framework cuts it, and how many lines stand before it. */
export function withoutFrontMatter(markdown: string): {front: string; body: string; lines: number} {
  const end = /^---(?!-)/.test(markdown) ? markdown.indexOf("\n---") : -1;
  if (end < 0) return {front: "", body: markdown, lines: 0};
  const body = markdown.slice(end + 4).replace(/^\r?\n/, "");
  const front = markdown.slice(0, markdown.length - body.length);
  return {front, body, lines: front.split("\n").length - 1};
}
