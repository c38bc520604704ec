import {claimFences} from "../claims/markdown.ts";

/** The part of markdown-it that plug-ins of colophon use; the package itself is Framework's. */
export interface MarkdownToken {
  type: string;
  attrs: [string, string][] | null;
  map: [number, number] | null;
  children: MarkdownToken[] | null;
  content: string;
  info: string;
  meta: Record<string, unknown> | null;
}

export type MarkdownRule = (
  tokens: MarkdownToken[],
  index: number,
  options: object,
  context: object,
  self: object
) => string;

/** `env` is what Framework passes along while it parses one page. */
export type CoreRule = (state: {tokens: MarkdownToken[]; env: object}) => void;

export interface MarkdownParser {
  core: {
    ruler: {
      push(name: string, rule: CoreRule): void;
      before(other: string, name: string, rule: CoreRule): void;
    };
  };
  renderer: {rules: Record<string, MarkdownRule | undefined>};
}

export type MarkdownPlugin = (parser: MarkdownParser) => MarkdownParser;

/** Applied in order to the parser of every page. */
export const markdownPlugins: MarkdownPlugin[] = [markErrorLines, claimFences, freeHeadings];

/**
 * Writes `data-line` (within the text after the front matter, from 1) into what Framework renders for a cell that it
 * cannot parse, so that the build's check can name the line.
 */
function markErrorLines(parser: MarkdownParser): MarkdownParser {
  const blocks = new WeakMap<object, MarkdownToken["map"][]>();
  parser.core.ruler.before("placeholder", "block-lines", ({tokens, env}) => {
    blocks.set(
      env,
      tokens.map(({map}) => map)
    );
  });
  parser.core.ruler.push("cell-lines", ({tokens, env}) => {
    for (const [index, token] of tokens.entries()) placeChildren(token, token.map ?? blocks.get(env)?.[index] ?? null);
  });
  for (const name of ["fence", "placeholder"]) {
    const render = parser.renderer.rules[name];
    if (!render) continue;
    parser.renderer.rules[name] = (tokens, index, ...rest) => {
      const line = (tokens[index]?.map?.[0] ?? 0) + 1;
      const html = render(tokens, index, ...rest);
      return html.replace(
        /^(\s*(?:<div class="observablehq observablehq--block">\s*)?)(<\w+) class="observablehq--inspect observablehq--error"/,
        `$1$2 class="observablehq--inspect observablehq--error" data-line="${line}"`
      );
    };
  }
  return parser;
}

function placeChildren({children}: MarkdownToken, map: MarkdownToken["map"]): void {
  let line = map?.[0] ?? 0;
  for (const child of children ?? []) {
    child.map ??= [line, line + 1];
    if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
  }
}

/**
 * Takes the link to itself from a heading that a cell fills: what the cell shows may hold links of its own, and its words
 * make no name.
 */
function freeHeadings(parser: MarkdownParser): MarkdownParser {
  parser.core.ruler.push("free-headings", ({tokens}) => {
    tokens.forEach((token, index) => {
      const words = tokens[index + 1];
      if (token.type !== "heading_open" || !words?.children?.some(({type}) => type === "placeholder")) return;
      const itself = words.children[0]?.attrs?.some(([, value]) => value === "observablehq-header-anchor");
      if (itself) words.children = words.children.slice(1, -1);
      token.attrs = token.attrs?.filter(([name, value]) => !(name === "id" && value === "")) ?? null;
    });
  });
  return parser;
}
