import {isId, readDefinition, type Claim, type ClaimForm} from "./block.ts";
import {parseWritten, type WrittenNumber} from "./bound-number.ts";
import {findComments, type Comment} from "./comment.ts";
import type {PageText} from "./page.ts";
import {problem, type Problem} from "./problem.ts";

/** A number between `<!-- claim id -->` and `<!-- /claim -->`; the text there is `markdown.slice(from, to)`. */
export interface BoundNumber {
  page: string;
  line: number;
  id: string;
  from: number;
  to: number;
  written: WrittenNumber;
}

/** What the comments of a Markdown text say about claims. */
export interface Bindings {
  numbers: BoundNumber[];
  /** Of `<!-- claim-definition id … -->`, readable or not. */
  definitions: {id: string; line: number; claim: Claim | null}[];
  problems: Problem[];
}

const form: ClaimForm = {
  word: "claim-definition",
  example: "begin the comment with <!-- claim-definition train-time, then lines such as query: and expect:"
};
const closing = "<!-- /claim -->";
const word = /^\s*(\/claim|claim-definition|claim)(?:[^\S\r\n]+([^\r\n]*))?(?:\r\n?|\n|$)/;

/** Reads the comments that bind numbers and define claims. */
export function readBindings({path, markdown}: PageText): Bindings {
  const found: Bindings = {numbers: [], definitions: [], problems: []};
  let opening: (Comment & {id: string}) | null = null;
  for (const comment of findComments(markdown)) {
    const [head, kind, rest = ""] = word.exec(comment.text) ?? [];
    if (head === undefined) continue;
    if (!comment.closed) found.problems.push(unclosed(path, comment, kind!));
    else if (kind === "claim-definition") define(found, path, comment, rest.trim(), head.length);
    else if (kind === "claim") {
      if (opening) found.problems.push(unbound(path, opening));
      opening = {...comment, id: comment.text.replace(/^\s*claim/, "").trim()};
    } else if (opening) {
      bind(found, {path, markdown}, opening, comment);
      opening = null;
    } else
      found.problems.push(problem(path, comment.line, "<!-- claim id --> before it", closing, "add or remove one"));
  }
  if (opening) found.problems.push(unbound(path, opening));
  return found;
}

function define(found: Bindings, path: string, {text, line}: Comment, id: string, head: number): void {
  const body = text.slice(head).replace(/\r\n?/g, "\n");
  const claim = readDefinition(path, line, id, body, form);
  const readable = "message" in claim ? null : claim;
  if ("message" in claim) found.problems.push(claim);
  found.definitions.push({id, line, claim: readable});
}

function bind(
  found: Bindings,
  {path, markdown}: PageText,
  {id, line, end}: Comment & {id: string},
  close: Comment
): void {
  const text = markdown.slice(end, close.start);
  const written = parseWritten(text);
  if (!isId(id))
    found.problems.push(
      problem(
        path,
        line,
        "one id of letters, digits, - and _ behind claim",
        id ? `"${id}"` : "none",
        "write <!-- claim id -->"
      )
    );
  else if (written) found.numbers.push({page: path, line, id, from: end, to: close.start, written});
  else
    found.problems.push(
      problem(
        path,
        line,
        `one number with its unit between the comments of claim "${id}"`,
        text.trim() === "" ? "nothing" : `"${text.trim().slice(0, 60)}"`,
        "write it as 5.2×, 28.6 ms, 93 %, 1,024, at most 30 ms or 2 of 10"
      )
    );
}

function unbound(path: string, {line}: Comment): Problem {
  return problem(path, line, `${closing} behind it`, "none", `put the number between <!-- claim id --> and ${closing}`);
}

function unclosed(path: string, {line}: Comment, kind: string): Problem {
  return problem(
    path,
    line,
    `the comment ${kind} to end in its block`,
    "no --> there",
    "close it, and begin it at the left margin where blank lines stand in it"
  );
}
