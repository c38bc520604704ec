import {element} from "./element.js";
import type {Child} from "./element.js";
import {evidenceLink} from "./value.js";
import type {Evidence} from "./value.js";

/** Capability statuses from worst to best; `unknown` is a word that nobody has mapped. */
export const statusOrder = ["missing", "stubbed", "partial", "implemented"] as const;
const known: readonly string[] = [...statusOrder, "unknown"];

/** Place of a status in that order, −1 where the word has none. */
export function statusRank(status: unknown): number {
  return statusOrder.findIndex((s) => s === status);
}

export interface StatusOptions {
  /** The word as written in the document, shown on hover where it differs. */
  raw?: string | null;
  children?: Child;
}

/**
 * A status as a filled label, a link to the line that says so.
 * @example status("partial", "9c1f:31", {raw: "Partially Implemented"})
 */
export function status(word: string | null | undefined, evidence: Evidence, options: StatusOptions = {}): HTMLElement {
  if (!word) return element("span", {class: "status silent"}, "not mentioned");
  const kind = known.includes(word) ? word : "unknown";
  const raw = options.raw ?? word;
  const title = raw === word ? undefined : `written as: ${raw}`;
  const label = options.children ?? word;
  if (!evidence) return element("span", {class: `value status ${kind} unbound`, "data-raw": raw, title}, label);
  return evidenceLink(evidence, raw, {class: `status ${kind}`, title}, label);
}
