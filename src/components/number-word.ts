import {value} from "./value.js";
import type {Evidence} from "./value.js";

const words = (
  "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen twenty"
).split(" ");

/** A count in words up to twenty, in digits beyond. @example numberWord(13) // "thirteen" */
export function numberWord(n: number): string {
  return words[n] ?? n.toLocaleString("en");
}

/** The text with its first letter as a capital. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A count in words that opens its evidence, for headings and sentences. @example worded(9, "=a1b2") */
export function worded(n: number, evidence: Evidence, capital = false): HTMLElement {
  const node = value(n, evidence);
  node.textContent = capital ? capitalised(numberWord(n)) : numberWord(n);
  return node;
}
