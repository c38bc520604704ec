import type {Line} from "../files/source.ts";
import type {RepairRow} from "../rows.ts";
import type {Head} from "./format.ts";
import {mendEncoding, repair} from "./unit-line.ts";

const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g;

/** The text without ANSI colour codes, cursor movements and titles. */
export function withoutEscapes(text: string): string {
  return text.includes("\u001b") ? text.replace(escapes, "") : text;
}

/** What a terminal shows of a line at the end: a carriage return begins the line anew, the last state that says something stays. */
export function lastState(text: string): string {
  if (!text.includes("\r")) return text;
  return text.split("\r").findLast((state) => state.trim() !== "") ?? "";
}

/**
 * The text of a line that a program printed for a terminal, as formats match it: without colour codes, and only the
 * last state of a line that was drawn over (progress bars). The repairs belong to a line of which a value is taken.
 */
export function terminalText(line: Line): {text: string; repairs: RepairRow[]} {
  const {text: whole, repairs} = mendEncoding(line);
  const plain = withoutEscapes(whole);
  const text = lastState(plain);
  if (plain !== whole) repairs.push(repair(line.at, "terminal escape codes", whole, plain));
  if (text !== plain) repairs.push(repair(line.at, "line drawn over by carriage returns", plain, text));
  return {text, repairs};
}

const shown = new WeakMap<Head, string[]>();

/** The lines of a head as a terminal shows them, made once for all formats that ask. */
export function shownLines(head: Head): string[] {
  let lines = shown.get(head);
  if (!lines) {
    lines = head.lines.map((line) => lastState(withoutEscapes(line.replace(/^\ufeff|^\0+|\0+$/g, ""))));
    shown.set(head, lines);
  }
  return lines;
}
