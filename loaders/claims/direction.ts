import {number, toNumber, unit} from "./number-pattern.ts";
import {holds, relationPattern, relations, type Relation} from "./relation.ts";
import type {Decision, Found} from "./expectation.ts";
import {convert, isPercent, shown} from "./unit.ts";

/** What a claim says of its value beside the baseline that the query returns: "falls", "rises by at least 10 %". */
export interface Direction {
  /** As written. */
  text: string;
  direction: "higher" | "lower";
  /** The unit is that of the query. */
  unit: "";
  /** How far, in `unit`; "%" is a share of the baseline, percentage points where the value itself is in %. */
  by: {relation: Relation; amount: number; unit: string} | null;
}

const directions: Record<string, Direction["direction"]> = {
  higher: "higher",
  rises: "higher",
  rose: "higher",
  increases: "higher",
  increased: "higher",
  lower: "lower",
  falls: "lower",
  fell: "lower",
  decreases: "lower",
  decreased: "lower"
};

const grammar = new RegExp(
  `^(?<word>${Object.keys(directions).join("|")})` +
    `(?:\\s+by\\s+(?:(?<relation>${relationPattern})\\s*)?(?<amount>${number})\\s*(?<unit>${unit})?)?$`
);

/** Reads an expectation of a direction; null where it is none. "by 2 ms" without more words is "by at least 2 ms". */
export function parseDirection(text: string): Direction | null {
  const parts = grammar.exec(text.trim())?.groups;
  if (!parts) return null;
  const head = {text, direction: directions[parts.word!]!, unit: "" as const};
  if (parts.amount === undefined) return {...head, by: null};
  const relation = parts.relation === undefined ? ">=" : relations[parts.relation]!;
  return {...head, by: {relation, amount: toNumber(parts.amount), unit: parts.unit ?? ""}};
}

/** Decides a direction on a finite value and its baseline, both in `unit`. */
export function decideDirection(
  {direction, by}: Direction,
  {value, baseline = null, unit}: Found & {value: number}
): Decision {
  if (baseline === null)
    return {
      verdict: "undecided",
      why: `found ${shown(value, unit ?? "")}, and the claim speaks of a direction and the query returns no baseline: select it as a column "baseline"`
    };
  const moved = direction === "higher" ? value - baseline : baseline - value;
  const said = `found ${shown(value, unit ?? "")} against a baseline of ${shown(baseline, unit ?? "")}`;
  if (by === null) return {verdict: holds(">", moved, 0) ? "pass" : "fail", why: said};
  const far = distance(moved, baseline, unit ?? "", by.unit);
  if (far === null)
    return {verdict: "undecided", why: `${said}, a distance that cannot be had in ${by.unit || "numbers"}`};
  const verdict = moved > 0 && holds(by.relation, far, by.amount) ? "pass" : "fail";
  return {verdict, why: `${said}, ${shown(far, by.unit)} ${direction}`};
}

function distance(moved: number, baseline: number, unit: string, into: string): number | null {
  if (isPercent(into) && !isPercent(unit)) return baseline === 0 ? null : (100 * moved) / Math.abs(baseline);
  return convert(moved, unit, into);
}
