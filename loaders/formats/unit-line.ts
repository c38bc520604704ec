import {maxLineBytes, type Line} from "../files/source.ts";
import type {Place, RepairRow, UnitRow} from "../rows.ts";

const excerpt = 4096;
const byteOrderMark = "\ufeff";
const lfsPointer = /^(version https:\/\/git-lfs\.github\.com\/spec\/v1|oid sha256:[0-9a-f]{64}|size \d+)$/;

/** True for a line of the three-line text that git-lfs leaves in place of a file. */
export function isLfsPointer(text: string): boolean {
  return lfsPointer.test(text);
}

export function parsed(at: Place): UnitRow {
  return {table: "unit", at, outcome: "parsed"};
}

export function rejected(at: Place, reason: string, text: string): UnitRow {
  return {table: "unit", at, outcome: "rejected", reason, text: text.slice(0, excerpt)};
}

export function ignored(at: Place, rule: string): UnitRow {
  return {table: "unit", at, outcome: "ignored", rule};
}

export function pending(at: Place): UnitRow {
  return {table: "unit", at, outcome: "pending"};
}

export function repair(at: Place, kind: string, before: string, after: string): RepairRow {
  return {table: "repair", at, kind, before: before.slice(0, excerpt), after: after.slice(0, excerpt)};
}

/** What is decided without looking into the line: too long, blank, NUL bytes only, git-lfs pointer. Null for all others. */
export function settle({at, text, overlong, bytes}: Line): UnitRow | null {
  if (overlong) return rejected(at, `line of ${bytes} bytes is longer than ${maxLineBytes / 2 ** 20} MiB`, text);
  if (text.trim() === "") return ignored(at, "blank line");
  if (isLfsPointer(text)) return rejected(at, "git-lfs pointer text instead of data", text);
  if (text.startsWith("\0") && withoutNuls(text).trim() === "")
    return rejected(at, `${bytes} bytes that are NUL or white space: a hole that a crash or a full disk left`, "");
  return null;
}

/** Without the NUL bytes before and behind the text, which a crash leaves where it was never written. */
function withoutNuls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 0) start++;
  while (end > start && text.charCodeAt(end - 1) === 0) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/**
 * The line's text without a byte order mark (joined files have one in their midst) and without NUL bytes around it, and
 * the repairs of its encoding.
 */
export function mendEncoding({at, text, invalidUtf8}: Line): {text: string; repairs: RepairRow[]} {
  const repairs: RepairRow[] = [];
  const marked = text.startsWith(byteOrderMark);
  if (marked) repairs.push(repair(at, "byte order mark", "U+FEFF", ""));
  if (invalidUtf8) repairs.push(repair(at, "invalid UTF-8", "bytes that are not UTF-8", "U+FFFD"));
  const unmarked = marked ? text.slice(1) : text;
  const written = withoutNuls(unmarked);
  if (written !== unmarked) repairs.push(repair(at, "NUL bytes", `${unmarked.length - written.length} NUL bytes`, ""));
  return {text: written, repairs};
}
