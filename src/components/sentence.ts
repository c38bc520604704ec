import {element} from "./element.js";
import type {Child} from "./element.js";
import {capitalised, numberWord, worded} from "./number-word.js";
import {time} from "./value.js";
import type {Evidence} from "./value.js";

/** A sentence whose counts and days are data: text, a count with its evidence, or a day. */
export type Part = string | {n: number; evidence: Evidence} | {day: string | Date};
export type Sentence = readonly Part[];

/** The words alone. @example sentenceText(["All ", {n: 2, evidence: null}, " agree"]) // "All two agree" */
export function sentenceText(parts: Sentence): string {
  const words = parts.map((part) => {
    if (typeof part === "string") return part;
    return "n" in part ? numberWord(part.n) : new Date(part.day).toISOString().slice(0, 10);
  });
  return capitalised(words.join(""));
}

/** The sentence as nodes: counts open their evidence, days are `<time>`. */
export function sentence(parts: Sentence): HTMLElement {
  const children = parts.map((part, i): Child => {
    if (typeof part === "string") return i === 0 ? capitalised(part) : part;
    return "n" in part ? worded(part.n, part.evidence, i === 0) : time(part.day, {clock: false});
  });
  return element("span", null, children);
}
