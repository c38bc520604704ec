import {attachedNote} from "./attached-note.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {expectationWords} from "./expectation.js";
import {text, value} from "./value.js";
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
  n?: number | null;
  n_evidence?: Evidence;
  spread?: number | null;
  /** What the spread is: "sd", "range". */
  spread_kind?: string | null;
  spread_evidence?: Evidence;
  device?: string | null;
}

function parts({source, n, n_evidence, spread, spread_kind, spread_evidence, unit, device}: ClaimRecord): Child[] {
  const found: Child[] = [
    source ? text(source, {mono: true}) : null,
    n === null || n === undefined ? null : [fragment("n\u00a0=\u00a0"), value(n, n_evidence)],
    spread === null || spread === undefined
      ? null
      : [`${spread_kind ?? "spread"}\u00a0`, value(spread, spread_evidence, {unit})],
    device ? element("b", {class: "name"}, device) : null
  ].filter((part) => part !== null);
  return found.map((part, i) => (i === 0 ? part : [" · ", part]));
}

function noteOf(record: ClaimRecord, n: number): HTMLElement {
  const {expectation, why} = record;
  const facts = parts(record);
  return attachedNote(
    n,
    element(
      "span",
      {class: "claim-note"},
      element("sup", {class: "name"}, String(n)),
      why ? element("span", {class: "name"}, why, " ") : null,
      expectation ? element("span", {class: "name"}, `Expected: ${expectationWords(expectation)}. `) : null,
      facts
    )
  );
}

/**
 * A claim inside a sentence: the value found, underlined in the colour of its verdict, a number, a chip, and a margin
 * note with source, n, spread, device and what was expected.
 * @example renderClaim({id: "speed", verdict: "pass", value: 5.2, unit: "×", evidence: "=9f31", expectation: ">= 4 x", n: 30}, 1)
 */
export function renderClaim(record: ClaimRecord, n: number): HTMLElement {
  const {value: v, evidence, unit, digits} = record;
  return element(
    "span",
    {class: "claim", id: `claim-${record.id}`},
    element("span", {class: record.verdict}, value(v, evidence, {unit, digits})),
    element("sup", {class: "name"}, String(n)),
    verdict(record.verdict, {words: "claim"}),
    noteOf(record, n)
  );
}
