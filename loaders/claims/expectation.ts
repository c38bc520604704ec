import type {Verdict} from "../rows.ts";
import {decideDirection, parseDirection, type Direction} from "./direction.ts";
import {number, toNumber, unit} from "./number-pattern.ts";
import {holds, relationPattern, relations, type Relation} from "./relation.ts";
import {convert, shown} from "./unit.ts";

/** What a claim says of its value: how it stands to a number, or to a baseline. */
export type Expectation = Amount | Direction;

export interface Amount {
  /** As written. */
  text: string;
  relation: Relation;
  target: number;
  /** "" for a plain number. */
  unit: string;
  /** Only with "=": the amount in `unit`, or a share of the target. */
  tolerance: {amount: number; unit: string | "share"} | null;
  /** The n of "at most 2 of 10". */
  of: number | null;
}

const grammar = new RegExp(
  `^(?<relation>${relationPattern})\\s*(?<target>${number})\\s*(?<unit>${unit})?` +
    `(?:\\s*(?:±|\\+/-|\\+-)\\s*(?<amount>${number})\\s*(?<of1>${unit})?\\s*(?<of2>${unit})?)?(?:\\s*of\\s+(?<of>\\d+))?$`
);

/** How expectations are written, for messages. */
export const expectationForms =
  '">= 4 x", "<= 30 ms", "= 14", "= 28.6 ± 0.05 min", "= 38.51 ± 0.1 % min", "at most 2 of 10" or "falls by at least 10 %"';

/**
 * Reads an expectation; null where it is none. `± n %` before a unit, after a unit or alone is a share of the target;
 * any other `± n unit` is an amount. `= 50 % ± 1 %` is an amount in percentage points. "rises", "falls", "higher" and
 * "lower" speak of the baseline that the query returns beside the value.
 */
export function parseExpectation(text: string): Expectation | null {
  return parseDirection(text) ?? parseAmount(text);
}

function parseAmount(text: string): Amount | null {
  const parts = grammar.exec(text.trim())?.groups;
  if (!parts) return null;
  const head = {
    text,
    relation: relations[parts.relation!]!,
    target: toNumber(parts.target!),
    of: parts.of ? Number(parts.of) : null
  };
  if (parts.amount === undefined) return {...head, unit: parts.unit ?? "", tolerance: null};
  const amount = toNumber(parts.amount);
  const bounds = toleranceUnits(parts.unit, parts.of1, parts.of2);
  if (head.relation !== "=" || head.of !== null || amount < 0 || !bounds) return null;
  return {...head, unit: bounds.unit, tolerance: {amount, unit: bounds.of}};
}

function toleranceUnits(unit?: string, of1?: string, of2?: string): {unit: string; of: string | "share"} | null {
  if (of2 !== undefined) return of1 === "%" && unit === undefined ? {unit: of2, of: "share"} : null;
  if (of1 === "%" && unit !== "%") return {unit: unit ?? "", of: "share"};
  const of = of1 ?? unit ?? "";
  return convert(1, of, unit ?? of) === null ? null : {unit: unit ?? of, of};
}

/** What a query found. `unit` null: the query names none, so the claim's holds. */
export interface Found {
  value: number | null;
  unit?: string | null;
  n?: number | null;
  /** In the value's unit. */
  baseline?: number | null;
}

export interface Decision {
  verdict: Verdict;
  /** One sentence fragment in plain words. */
  why: string;
}

/** Decides `expectation` on what was found. Never throws: what cannot be decided is `undecided`, no value is `no-evidence`. */
export function decide(expectation: Expectation, found: Found): Decision {
  const {value} = found;
  if (value === null) return {verdict: "no-evidence", why: "the query found no value"};
  if (!Number.isFinite(value)) return {verdict: "undecided", why: `the value is not a finite number (${value})`};
  return "direction" in expectation
    ? decideDirection(expectation, {...found, value})
    : decideAmount(expectation, {...found, value});
}

function decideAmount(expectation: Amount, {value, unit = null, n = null}: Found & {value: number}): Decision {
  const found = convert(value, unit ?? expectation.unit, expectation.unit);
  if (found === null)
    return {verdict: "undecided", why: `${named(unit ?? "")} cannot be compared with ${named(expectation.unit)}`};
  if (expectation.of !== null && n !== expectation.of) return decideCount(expectation, n);
  const met = holds(expectation.relation, found, expectation.target, allowedBy(expectation));
  const hint =
    !met && expectation.relation === "=" && !expectation.tolerance
      ? "; state a tolerance (±) if rounding is meant"
      : "";
  return {verdict: met ? "pass" : "fail", why: `found ${shown(found, expectation.unit)}${hint}`};
}

function decideCount({of}: Amount, n: number | null): Decision {
  if (n === null) return {verdict: "undecided", why: `the claim speaks of ${of} and the query returns no n`};
  return {verdict: "fail", why: `the claim speaks of ${of} and there are ${n}`};
}

function allowedBy({target, unit, tolerance}: Amount): number {
  if (tolerance === null) return 0;
  if (tolerance.unit === "share") return (Math.abs(target) * tolerance.amount) / 100;
  return convert(tolerance.amount, tolerance.unit, unit)!;
}

/** A unit in words. */
export function named(unit: string): string {
  return unit === "" ? "a plain number" : `a value in ${unit}`;
}
