import type {Verdict} from "../rows.ts";
import {convert} from "./unit.ts";

export type Relation = "=" | "!=" | ">" | ">=" | "<" | "<=";

/** What a claim says of its value. */
export interface Expectation {
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

const relations: Record<string, Relation> = {
  "=": "=",
  "==": "=",
  exactly: "=",
  "!=": "!=",
  "≠": "!=",
  ">": ">",
  "more than": ">",
  ">=": ">=",
  "≥": ">=",
  "at least": ">=",
  "<": "<",
  "less than": "<",
  "<=": "<=",
  "≤": "<=",
  "at most": "<="
};

const number = String.raw`[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?`;
const unit = String.raw`(?!of\b)[%×A-Za-zµμ°][\wµμ/°·^*-]*`;
const relation = Object.keys(relations)
  .sort((a, b) => b.length - a.length)
  .join("|");
const grammar = new RegExp(
  `^(?<relation>${relation})\\s*(?<target>${number})\\s*(?<unit>${unit})?` +
    `(?:\\s*(?:±|\\+/-|\\+-)\\s*(?<amount>${number})\\s*(?<of1>${unit})?\\s*(?<of2>${unit})?)?(?:\\s*of\\s+(?<of>\\d+))?$`
);

/** How expectations are written, for messages. */
export const expectationForms =
  '">= 4 x", "<= 30 ms", "= 14", "= 28.6 ± 0.05 min", "= 38.51 ± 0.1 % min" or "at most 2 of 10"';

/**
 * Reads an expectation; null where it is none. `± n %` before a unit, after a unit or alone is a share of the target;
 * any other `± n unit` is an amount. `= 50 % ± 1 %` is an amount in percentage points.
 */
export function parseExpectation(text: string): Expectation | null {
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

function toNumber(text: string): number {
  return Number(text.replace("−", "-"));
}

/** What a query found. `unit` null: the query names none, so the claim's holds. */
export interface Found {
  value: number | null;
  unit?: string | null;
  n?: number | null;
}

export interface Decision {
  verdict: Verdict;
  /** One sentence fragment in plain words. */
  why: string;
}

/** Decides `expectation` on what was found. Never throws: what cannot be decided is `undecided`, no value is `no-evidence`. */
export function decide(expectation: Expectation, {value, unit = null, n = null}: Found): Decision {
  if (value === null) return {verdict: "no-evidence", why: "the query found no value"};
  if (!Number.isFinite(value)) return {verdict: "undecided", why: `the value is not a finite number (${value})`};
  const found = convert(value, unit ?? expectation.unit, expectation.unit);
  if (found === null)
    return {verdict: "undecided", why: `${named(unit ?? "")} cannot be compared with ${named(expectation.unit)}`};
  const shown = `${shortest(found)}${spaced(expectation.unit)}`;
  if (expectation.of !== null && n !== expectation.of) return decideCount(expectation, n);
  const met = holds(expectation, found);
  const hint =
    !met && expectation.relation === "=" && !expectation.tolerance
      ? "; state a tolerance (±) if rounding is meant"
      : "";
  return {verdict: met ? "pass" : "fail", why: `found ${shown}${hint}`};
}

function decideCount({of}: Expectation, n: number | null): Decision {
  if (n === null) return {verdict: "undecided", why: `the claim speaks of ${of} and the query returns no n`};
  return {verdict: "fail", why: `the claim speaks of ${of} and there are ${n}`};
}

/** Rounding of the arithmetic itself, relative to the numbers compared. */
const slack = 1e-12;

function holds({relation, target, unit, tolerance}: Expectation, value: number): boolean {
  if (relation === ">") return value > target;
  if (relation === "<") return value < target;
  if (relation === ">=") return value >= target;
  if (relation === "<=") return value <= target;
  const allowed =
    tolerance === null
      ? 0
      : tolerance.unit === "share"
        ? (Math.abs(target) * tolerance.amount) / 100
        : convert(tolerance.amount, tolerance.unit, unit)!;
  const near = Math.abs(value - target) <= allowed + slack * Math.max(Math.abs(value), Math.abs(target));
  return near === (relation === "=");
}

/** A conversion's last digits are rounding; twelve are kept. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function spaced(unit: string): string {
  return unit === "" ? "" : ` ${unit}`;
}

function named(unit: string): string {
  return unit === "" ? "a plain number" : `a value in ${unit}`;
}
