import {LineCounter, parseDocument, type Document} from "yaml";
import {expectationForms, parseExpectation, type Expectation} from "./expectation.ts";
import {readBlocks, type Block, type PageText} from "./page.ts";
import {problem, type Problem} from "./problem.ts";

export type WhereValue = string | number | boolean | null;

/** A claim as a page writes it. */
export interface Claim {
  id: string;
  page: string;
  /** Line of the fence, from 1. */
  line: number;
  /** May contain `{value}`. Null: the claim is shown only where `claim("id")` stands. */
  statement: string | null;
  /** SQL as written; null where `file` names it. */
  query: string | null;
  /** A query file, relative to the page. */
  file: string | null;
  /** Of a file's rows, those whose columns hold these values. */
  where: Record<string, WhereValue>;
  /** The column that holds the value. */
  column: string;
  expectation: Expectation;
}

/** How a claim is written: in a block of a page, or in a comment of any other Markdown. */
export interface ClaimForm {
  word: string;
  example: string;
}

const fenceForm: ClaimForm = {
  word: "claim",
  example: "begin the block with ```claim train-time, then lines such as statement:, query: and expect:"
};
const keys = ["statement", "query", "file", "where", "column", "expect"];
const idForm = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** The words behind a fence's marks when it is a claim: `claim train-time` → "train-time"; null for another fence. */
export function claimInfo(info: string): string | null {
  const match = /^claim(?:\s+(.*))?$/is.exec(info.trim());
  return match ? (match[1] ?? "").trim() : null;
}

/** All claims that a page defines, the ids of all its claim blocks, readable or not, and what is wrong with them. */
export function findClaims(page: PageText): {claims: Claim[]; ids: string[]; problems: Problem[]} {
  const claims: Claim[] = [];
  const ids: string[] = [];
  const problems: Problem[] = [];
  for (const block of readBlocks(page)) {
    const id = block.type === "fence" ? claimInfo(block.info) : null;
    if (id === null) continue;
    const read = readClaim(page.path, block, id);
    ids.push(id);
    if ("message" in read) problems.push(read);
    else claims.push(read);
  }
  return {claims, ids, problems};
}

function readClaim(page: string, block: Block, id: string): Claim | Problem {
  const {line} = block;
  if (block.nested && isId(id))
    return problem(
      page,
      line,
      `claim "${id}" at the left margin`,
      "a list or a quote around it",
      "move the block out of it"
    );
  return readDefinition(page, line, id, block.content, fenceForm);
}

/** Whether a text can name a claim. */
export function isId(id: string): boolean {
  return idForm.test(id);
}

/** Reads the YAML body of a claim; `line` is that before the body's first. */
export function readDefinition(
  page: string,
  line: number,
  id: string,
  content: string,
  {word, example}: ClaimForm
): Claim | Problem {
  if (!isId(id))
    return problem(page, line, `one id of letters, digits, - and _ behind ${word}`, id ? `"${id}"` : "none", example);
  const body = readBody(content);
  const fault = body.fault ?? checkBody(body);
  if (fault) return problem(page, line + fault.line, fault.expected, fault.found, fault.remedy);
  const {statement, query, file, where, column, expect} = body.values as Record<string, unknown>;
  return {
    id,
    page,
    line,
    statement: text(statement),
    query: text(query),
    file: text(file),
    where: (where ?? {}) as Record<string, WhereValue>,
    column: text(column) ?? "value",
    expectation: parseExpectation(String(expect))!
  };
}

interface Fault {
  /** From the fence: 1 is the first line of the body. */
  line: number;
  expected: string;
  found: string;
  remedy: string;
}

interface Body {
  values: unknown;
  fault?: Fault;
  lineOf(key: string): number;
}

/** `expect: >= 4 x` is written without quotes by everyone, and to YAML ">" begins a folded text. */
const bareExpectation = /^(expect:[ \t]*)(>=?[ \t]*[-+]?[\d.].*?)([ \t]+#.*)?$/m;

function readBody(content: string): Body {
  const lines = new LineCounter();
  const source = content.replace(
    bareExpectation,
    (_, key: string, value: string) => key + JSON.stringify(value.trim())
  );
  const document = parseDocument(source, {lineCounter: lines});
  const [error] = document.errors;
  const lineOf = (key: string) => lineOfKey(document, lines, key);
  if (!error) return {values: document.toJS(), lineOf};
  const found = error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "");
  return {
    values: null,
    lineOf,
    fault: {
      line: lines.linePos(error.pos[0]).line,
      expected: "YAML",
      found: `"${found}"`,
      remedy: "indent the query under `query: |` and quote texts with colons"
    }
  };
}

function lineOfKey(document: Document, lines: LineCounter, key: string): number {
  const pairs = (document.contents as {items?: {key: {value?: unknown; range?: [number, number, number]}}[]} | null)
    ?.items;
  const found = pairs?.find((pair) => pair.key?.value === key)?.key.range?.[0];
  return found === undefined ? 0 : lines.linePos(found).line;
}

function checkBody({values, lineOf}: Body): Fault | undefined {
  const at = (key: string, expected: string, found: string, remedy: string) => ({
    line: lineOf(key),
    expected,
    found,
    remedy
  });
  if (typeof values !== "object" || values === null || Array.isArray(values))
    return at(
      "",
      "keys and values",
      values === null ? "nothing" : typeof values,
      `write ${keys.join(":, ")}: on lines of their own`
    );
  const claim = values as Record<string, unknown>;
  const unknown = Object.keys(claim).find((key) => !keys.includes(key));
  if (unknown) return at(unknown, `one of ${keys.join(", ")}`, `"${unknown}"`, "correct or remove the key");
  return checkQuery(claim, at) ?? checkExpectation(claim, at);
}

type At = (key: string, expected: string, found: string, remedy: string) => Fault;

function checkQuery(claim: Record<string, unknown>, at: At): Fault | undefined {
  for (const key of ["statement", "query", "file", "column"]) {
    const value = claim[key];
    if (value !== undefined && (typeof value !== "string" || value.trim() === ""))
      return at(key, `a text for ${key}`, JSON.stringify(value) ?? "nothing", "write it, or remove the key");
  }
  if ((claim.query === undefined) === (claim.file === undefined))
    return at(
      "file",
      "either query or file",
      claim.query === undefined ? "neither" : "both",
      "give one SELECT under `query: |`, or name a .sql file"
    );
  if (claim.where === undefined) return undefined;
  const scalars =
    typeof claim.where === "object" &&
    claim.where !== null &&
    !Array.isArray(claim.where) &&
    Object.values(claim.where).every((value) => value === null || typeof value !== "object");
  if (!scalars || claim.file === undefined)
    return at(
      "where",
      "columns and values, beside a file",
      JSON.stringify(claim.where),
      "write `where: {column: value}`, or a condition in the query itself"
    );
  return undefined;
}

function checkExpectation({expect}: Record<string, unknown>, at: At): Fault | undefined {
  if (typeof expect === "string" && parseExpectation(expect)) return undefined;
  return at(
    "expect",
    "an expectation",
    expect === undefined ? "none" : JSON.stringify(expect),
    `write expect: ${expectationForms}`
  );
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value.trim() : null;
}
