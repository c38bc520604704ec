import {readTimestamp} from "../timestamp.ts";
import {plain} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Fact, Reader} from "./reader.ts";

const opening = /Question (?:for|from) (?:ChatGPT|Codex)\b/;
const performing = "While performing ";
const encountered = /,? encountered the following error\s*:?/;
const limit = 64 * 1024;

/** Errors that a report captured as a question, in code blocks and in plain paragraphs; one node may hold several. */
export const readCapturedErrors: Reader = function* ({nodes}) {
  for (const node of nodes) {
    if (!["code", "paragraph", "quote", "item"].includes(node.kind) || !opening.test(node.text.slice(0, limit)))
      continue;
    const blocks = node.text.slice(0, limit).split(/(?=Question (?:for|from) (?:ChatGPT|Codex)\b)/);
    for (const block of blocks)
      if (opening.test(block)) yield* captured(node, block, blocks[0] !== block || node.text.length > limit);
  }
};

/** Whether a node is a captured error and nothing else may be read from it. */
export function isCapturedError({text}: Node): boolean {
  return opening.test(text.slice(0, limit)) && text.includes(performing);
}

function* captured(node: Node, block: string, more: boolean): Iterable<Fact> {
  const begin = block.indexOf(performing);
  if (begin < 0) return;
  const [stepText = "", ...rest] = block.slice(begin + performing.length).split(encountered);
  const {error, context, question} = partsOf(rest.join(" encountered the following error:"));
  const template = /\[[A-Z_]+(:[A-Z_]+)?\]/.test(`${stepText}${error}`);
  const values = {...timeOf(block.slice(0, begin)), step: stepOf(stepText), error, context, question, template};
  yield {table: "captured_error", node, values, more};
}

/** "Question for ChatGPT @codex 2025-09-07:" holds the stamp last, or unexpanded shell text, or none. */
function timeOf(head: string): Fact["values"] {
  const stamp = /(\$\([^)]*\)|\$\w+|[0-9Y]{4}-[0-9M]{2}-[0-9D]{2}(?:[T ][\w:.+-]*[\w])?)\s*:\s*$/.exec(
    head.slice(0, 500).trimEnd()
  );
  if (!stamp) return {time: null, time_raw: null, zoned: null};
  const {utc, raw, zoned} = readTimestamp(stamp[1]!);
  return {time: utc, time_raw: raw, zoned};
}

function stepOf(text: string): string {
  const step = plain(text).replace(/\s+/g, " ").trim();
  const bare = step.replace(/^step\s+(?=["'[])/i, "");
  return /^(\[.*\]|".*"|'.*')$/.test(bare) ? bare.slice(1, -1) : bare;
}

/** The error reaches up to "Context:", the context up to the closing question. */
function partsOf(text: string): {error: string; context: string | null; question: string | null} {
  const question = /^[ \t]*What are the possible causes[^\n]*/m.exec(text);
  const before = question ? text.slice(0, question.index) : text;
  const at = before.search(/^[ \t]*Context:/m);
  const error = (at < 0 ? before : before.slice(0, at)).trim();
  const context =
    at < 0
      ? null
      : before
          .slice(at)
          .trim()
          .replace(/^Context:\s*/, "");
  return {error: unquoted(error), context, question: question ? question[0].trim() : null};
}

function unquoted(text: string): string {
  return /^(`[^`]*`|'[^']*'|"[^"]*")$/.test(text) ? text.slice(1, -1) : text;
}
