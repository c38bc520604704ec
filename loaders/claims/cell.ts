import {parseInfo} from "@observablehq/framework/dist/info.js";
import {parseJavaScript, type SyntaxNode} from "@observablehq/framework/dist/javascript/parse.js";
import {readBlocks, type PageText} from "./page.ts";

/** A place where a page shows a claim. `id` null: the argument is no literal, so it cannot be checked. */
export interface ClaimUse {
  page: string;
  line: number;
  id: string | null;
}

/** What a page's code does with `claim`. */
export interface PageCode {
  uses: ClaimUse[];
  /** Some cell refers to `claim`, and none declares or imports it. */
  needsClaim: boolean;
}

const transpiled = new Set(["ts", "tsx", "jsx", "html", "svg", "tex", "md"]);

/** Reads all cells of a page: fenced code that runs, and `${…}`. A cell with a syntax error has no uses; Framework reports it. */
export function readCode(page: PageText): PageCode {
  const uses: ClaimUse[] = [];
  let refers = false;
  let declares = false;
  for (const {code, line, inline, parsed} of cells(page)) {
    const cell = parsed ? readJavaScript(code, page.path, inline) : readByText(code);
    refers ||= cell.refers;
    declares ||= cell.declares;
    for (const {id, at} of cell.calls)
      uses.push({page: page.path, line: line + code.slice(0, at).split("\n").length - 1, id});
  }
  return {uses, needsClaim: refers && !declares};
}

interface Cell {
  code: string;
  line: number;
  inline: boolean;
  /** JavaScript, which is parsed; the rest is compiled to it later and only searched. */
  parsed: boolean;
}

function* cells(page: PageText): Iterable<Cell> {
  for (const {type, line, info, content, children} of readBlocks(page)) {
    const {tag, attributes} = parseInfo(type === "fence" ? info : "");
    const runs = type === "fence" && attributes.run?.toLowerCase() !== "false";
    if (runs && (tag === "js" || transpiled.has(tag)))
      yield {code: content, line: line + 1, inline: false, parsed: tag === "js"};
    for (const piece of children)
      if (piece.type === "placeholder") yield {code: piece.content, line: piece.line, inline: true, parsed: true};
  }
}

interface CellClaims {
  calls: {id: string | null; at: number}[];
  refers: boolean;
  declares: boolean;
}

function readJavaScript(code: string, path: string, inline: boolean): CellClaims {
  try {
    const {body, declarations, references} = parseJavaScript(code, {path, inline});
    const named = ({name}: {name: string}) => name === "claim";
    const refers = references.some(named);
    const declares = declarations?.some(named) ?? false;
    return {calls: refers || declares ? [...callsIn(body)] : [], refers, declares};
  } catch (error) {
    if (error instanceof SyntaxError) return {calls: [], refers: false, declares: false};
    throw error;
  }
}

function* callsIn(node: SyntaxNode): Iterable<{id: string | null; at: number}> {
  const {callee, arguments: given} = node as {callee?: {type: string; name?: string}; arguments?: SyntaxNode[]};
  if (node.type === "CallExpression" && callee?.type === "Identifier" && callee.name === "claim")
    yield {id: literal(given?.[0]), at: node.start};
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* callsIn(child);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function literal(node: SyntaxNode | undefined): string | null {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  const [quasi, ...more] = (node?.type === "TemplateLiteral" ? (node.quasis as {value: {cooked: string}}[]) : []) ?? [];
  return quasi && more.length === 0 ? quasi.value.cooked : null;
}

function readByText(code: string): CellClaims {
  const calls = [...code.matchAll(/(?<![\w$.])claim\(\s*(["'`])((?:(?!\1)[^\\$\n])*)\1\s*\)/g)];
  return {
    calls: calls.map((call) => ({id: call[2] ?? null, at: call.index})),
    refers: calls.length > 0,
    declares: false
  };
}
