import type {Block} from "./node.ts";
import type {TextLine} from "./text-line.ts";

/** A nested block is short: its own end must stand within so many lines. */
const nestedLines = 500;

interface Fence {
  indent: number;
  character: string;
  length: number;
  info: string;
}

/** The fence a line is, or null. Back-ticks after the fence make it a code span. */
export function fenceAt(text: string): Fence | null {
  const match = /^(\s*)(`{3,}|~{3,})([^`]*)$/.exec(text);
  if (!match) return null;
  return {indent: match[1]!.length, character: match[2]![0]!, length: match[2]!.length, info: match[3]!.trim()};
}

/**
 * A fenced block from line `i` on. A bare fence of the same character and at least the same length ends the innermost
 * open block, as in CommonMark. A fence with an info string never closes there; here it may, because the reports' own
 * closing fences were rewritten to "```text": it closes when what follows reads as the report (see `closes`) and
 * otherwise opens a nested block, which its own bare fence ends. A block without an end stops before the next "##"
 * heading that follows a blank line, else at the end of the document.
 */
export function codeBlock(lines: TextLine[], i: number): Block | null {
  const open = fenceAt(lines[i]!.text);
  if (!open) return null;
  const end = endOf(lines, i, open);
  const count = (end?.after ?? unclosedEnd(lines, i)) - i;
  const body = lines.slice(i + 1, end ? end.after - 1 : i + count);
  return {kind: "code", count, text: body.map(({text}) => text).join("\n"), mark: open.info};
}

function endOf(lines: TextLine[], i: number, open: Fence): {after: number} | null {
  let depth = 1;
  for (let j = i + 1; j < lines.length; j++) {
    const fence = matching(lines[j]!, open);
    if (!fence) continue;
    if (fence.info && !closes(lines, j, open, fence)) depth += 1;
    else depth -= 1;
    if (depth === 0) return {after: j + 1};
  }
  return null;
}

/** A fence that can end or nest in `open`. In a diff, a fence behind a space is a context line. */
function matching(line: TextLine, open: Fence): Fence | null {
  const fence = fenceAt(line.text);
  if (!fence || fence.character !== open.character || fence.length < open.length) return null;
  if (/^(diff|patch)\b/.test(open.info) && fence.indent !== open.indent) return null;
  return fence.indent <= open.indent + 3 ? fence : null;
}

/** Whether the fence with an info string at line `j` closes, because the next lines are the report's and not code. */
function closes(lines: TextLine[], j: number, open: Fence, fence: Fence): boolean {
  const next = lines[j + 1]?.text.trim() ?? "";
  if (next === "" && fence.info === "text") return true;
  const first = lines.slice(j + 1, j + 4).find(({text}) => text.trim() !== "");
  if (!first || fenceAt(first.text) || isReport(first.text)) return true;
  if (next === "" && /^([-*+]|\d+[.)]) |^\|/.test(first.text)) return true;
  for (let k = j + 1; k < Math.min(lines.length, j + nestedLines); k++) {
    const inner = matching(lines[k]!, open);
    if (inner && !inner.info) return false;
    if (inner || isReport(lines[k]!.text)) return true;
  }
  return true;
}

/** A line that code would not hold: a "##" heading, or a bold or italic label as the reports put before why and risk. */
function isReport(text: string): boolean {
  return /^#{2,6} \S/.test(text) || /^([-*+] )?\*{1,2}[A-Z][^*]*(:\*{1,2}|\*{1,2}:)/.test(text);
}

function unclosedEnd(lines: TextLine[], i: number): number {
  for (let j = i + 2; j < lines.length; j++)
    if (/^#{2,6} \S/.test(lines[j]!.text) && lines[j - 1]!.text.trim() === "") return j;
  return lines.length;
}
