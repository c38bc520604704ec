import type {JsonLine} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";
import {slots, type LinePattern, type Slot} from "./line-scanner.ts";

/** What varies from line to line: characters [start, end) of the line. */
export interface Mark {
  slot: Slot;
  start: number;
  end: number;
}

/** A mark of a whole leaf. */
export function markOf({start, end}: Leaf, slot: Slot): Mark {
  return {slot, start, end};
}

/** A mark of a string's content. Null where it holds an escape: lines like it are left to the parser. */
export function contentMark(json: JsonLine, {start, end}: Leaf, slot: Slot): Mark | null {
  const content = json.text.slice(start + 1, end - 1);
  return content.includes("\\") ? null : {slot, start: start + 1, end: end - 1};
}

/** The line as a pattern, and its keys. Null where the object is not the whole line. */
export function patternOf(
  of: LinePattern["of"],
  json: JsonLine,
  marks: Mark[]
): {pattern: LinePattern; keys: string[]} | null {
  const {text, start, end} = json;
  if (start !== 0 || end !== text.length) return null;
  const ordered = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
  const literals: string[] = [];
  let from = 0;
  for (const mark of ordered) {
    if (mark.start < from) return null;
    literals.push(text.slice(from, mark.start));
    from = mark.end;
  }
  const keys = ordered.filter(({slot}) => slot === slots.key).map((mark) => text.slice(mark.start, mark.end));
  return {pattern: {of, literals: [...literals, text.slice(from)], slots: ordered.map(({slot}) => slot)}, keys};
}

/** The kind of a time's text as layout.sql numbers them; null for one that only the parser reads. */
export function timeKindOf(leaf: Leaf, text: string): number | null {
  const raw = leaf.kind === "string" ? String(leaf.value) : text.slice(leaf.start, leaf.end);
  if (leaf.kind === "number") {
    const kind = [0, 1, 2].find((power) => Number(raw) >= 5e8 * 1000 ** power && Number(raw) < 5e9 * 1000 ** power);
    return /^\d+(\.\d+)?$/.test(raw) ? (kind ?? null) : null;
  }
  const date = /^\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?:([.,])\d{1,6})?(Z|\+00:00|)$/.exec(raw);
  if (!date) return null;
  const [, separator, mark = ".", zone] = date;
  return textKinds[`${separator}${mark}${zone}`] ?? null;
}

const textKinds: Record<string, number> = {"T.Z": 4, "T.+00:00": 5, "T.": 6, " .": 7, " ,": 8};
