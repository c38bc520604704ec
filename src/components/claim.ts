import {attachedNote} from "./attached-note.js";
import {anchored} from "./anchor.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {expectationWords} from "./expectation.js";
import {sourceHref, text, value} from "./value.js";
import type {Cell, Evidence} from "./value.js";
import {verdict} from "./verdict.js";

/** A checked claim, as the build gives it. Missing parts are left out of the note. */
export interface ClaimRecord {
  id: string;
  verdict: string;
  /** What the query found, shown in the text. */
  value: Cell;
  evidence: Evidence;
  unit?: string | null;
  digits?: number;
  /** As written: ">= 4 x". */
  expectation?: string | null;
  /** Why this verdict, in words. */
  why?: string | null;
  source?: string | null;
  /** Where the value comes from, in words: "logs/a.ndjson:12", "derived from 4 lines". */
  origin?: string | null;
  n?: number | null;
  n_evidence?: Evidence;
  /** What "falls" and "rises" speak of. */
  baseline?: number | null;
  baseline_evidence?: Evidence;
  spread?: number | null;
  /** What the spread is: "sd", "range". */
  spread_kind?: string | null;
  spread_evidence?: Evidence;
  device?: string | null;
}

/** Where the value comes from, as a link to it; what the query itself says of its source goes first. */
function originLink({source, origin, evidence}: ClaimRecord): Child {
  const words = source ?? origin;
  if (!words) return null;
  return evidence ? text(words, {mono: !words.includes(" "), href: sourceHref(evidence)}) : text(words, {mono: true});
}

function parts(record: ClaimRecord): Child[] {
  const {why, expectation, n, n_evidence, baseline, baseline_evidence} = record;
  const {spread, spread_kind, spread_evidence, unit, device} = record;
  const has = (v: number | null | undefined): v is number => v !== null && v !== undefined;
  const found: Child[] = [
    why ? element("span", {class: "name"}, why) : null,
    expectation ? element("span", {class: "name"}, `expected ${expectationWords(expectation)}`) : null,
    has(n) ? ["n\u00a0=\u00a0", value(n, n_evidence)] : null,
    has(baseline) ? ["baseline\u00a0", value(baseline, baseline_evidence, {unit})] : null,
    has(spread) ? [`${spread_kind ?? "spread"}\u00a0`, value(spread, spread_evidence, {unit})] : null,
    device ? element("b", {class: "name"}, device) : null,
    originLink(record)
  ];
  return found.filter((part) => part !== null);
}

function noteOf(record: ClaimRecord, n: number): HTMLElement {
  const sentence = parts(record).map((part, i) => (i === 0 ? part : ["; ", part]));
  const number = element("sup", {class: "name"}, String(n));
  return attachedNote(n, element("span", {class: "claim-note"}, number, sentence, "."));
}

/**
 * A claim inside a sentence: the value found, underlined in the colour of its verdict, a number, a chip, and a margin
 * note with source, n, spread, device and what was expected.
 * @example renderClaim({id: "speed", verdict: "pass", value: 5.2, unit: "×", evidence: "=9f31", expectation: ">= 4 x", n: 30}, 1)
 */
export function renderClaim(record: ClaimRecord, n: number): HTMLElement {
  const {value: v, evidence, unit, digits} = record;
  return anchored(
    `claim-${record.id}`,
    {class: "claim"},
    element("span", {class: record.verdict}, value(v, evidence, {unit, digits})),
    element("sup", {class: "name"}, String(n)),
    verdict(record.verdict, {words: "claim"}),
    noteOf(record, n)
  );
}
