import {named, type Decision} from "./expectation.ts";
import {unit} from "./number-pattern.ts";
import {holds, relations, type Relation} from "./relation.ts";
import {convert, shown} from "./unit.ts";

/** A number as a text states it: "5.2×", "28.6 ms", "1,024", "at most 30 %", "2 of 10". */
export interface WrittenNumber {
  text: string;
  /** Null: the value rounded as it is written. */
  relation: Relation | null;
  value: number;
  /** Digits behind the point; negative where an exponent takes more than there are. */
  decimals: number;
  /** "" for a plain number. */
  unit: string;
  /** The n of "2 of 10". */
  of: number | null;
  /** Where the digits stand, and those of `of`. */
  digits: [from: number, to: number];
  ofDigits: [from: number, to: number] | null;
}

/** What a claim found, as far as a number is held against it. */
export interface FoundNumber {
  value: number | null;
  unit: string | null;
  n: number | null;
}

/** Words that say what the written digits say already. */
const rounding = ["about", "some", "~", "≈"];
const words = [...rounding, ...Object.keys(relations)].sort((a, b) => b.length - a.length).join("|");
const digits = String.raw`(?<sign>[-+−]?)(?:\d{1,3}(?:(?<separator>[,'’\u00a0\u2009\u202f])\d{3})(?:\k<separator>\d{3})*|\d+)(?:\.(?<fraction>\d+))?(?:e(?<exponent>[-+]?\d{1,3}))?`;
const grammar = new RegExp(
  String.raw`^(?:(?<word>${words})\s*)?(?<digits>${digits})(?:\s?(?<unit>${unit}))?(?:\s*(?:of|/)\s*(?<of>\d+))?$`,
  "d"
);
const emphasis = /^[\s*_`]*([^]*?)[\s*_`]*$/d;

const longest = 100;

/** Reads the one number of a text, in emphasis or code marks or not; null where it is anything else. */
export function parseWritten(text: string): WrittenNumber | null {
  if (text.length > longest) return null;
  const [from = 0, to = 0] = emphasis.exec(text)?.indices?.[1] ?? [];
  const match = grammar.exec(text.slice(from, to));
  const parts = match?.groups;
  if (!match || !parts || !Number.isFinite(valueOf(parts.digits!))) return null;
  const place = (name: string): [number, number] | null => {
    const [start, end] = match.indices?.groups?.[name] ?? [];
    return start === undefined || end === undefined ? null : [from + start, from + end];
  };
  return {
    text: text.slice(from, to),
    relation: parts.word === undefined || rounding.includes(parts.word) ? null : relations[parts.word]!,
    value: valueOf(parts.digits!),
    decimals: (parts.fraction?.length ?? 0) - Number(parts.exponent ?? 0),
    unit: parts.unit ?? "",
    of: parts.of === undefined ? null : Number(parts.of),
    digits: place("digits")!,
    ofDigits: place("of")
  };
}

function valueOf(written: string): number {
  return Number(written.replace(/[,'’\u00a0\u2009\u202f]/g, "").replace("−", "-"));
}

/** Holds a written number against what its claim found, at the precision in which it is written. */
export function decideNumber(written: WrittenNumber, {value, unit, n}: FoundNumber): Decision {
  if (value === null) return {verdict: "no-evidence", why: "the query found no value"};
  const found = convert(value, unit ?? "", written.unit);
  if (found === null)
    return {
      verdict: "undecided",
      why: `${named(unit ?? "")} cannot be compared with ${named(written.unit)}: write the unit between the comments`
    };
  const why = `found ${shown(found, written.unit)}${written.of === null || n === null ? "" : ` of ${n}`}`;
  if (written.of !== null && n === null)
    return {verdict: "undecided", why: `the text speaks of ${written.of} and the query returns no n`};
  const met = holdsAsWritten(written, found) && (written.of === null || written.of === n);
  return {verdict: met ? "pass" : "fail", why};
}

function holdsAsWritten({relation, value, decimals}: WrittenNumber, found: number): boolean {
  if (relation !== null) return holds(relation, found, value);
  return holds("=", found, value, 10 ** -decimals / 2);
}

/**
 * The text with the number that was found in the place of the one written: same unit, decimals, separators, sign and
 * words, nothing else changed. Null where no such number can be written.
 */
export function rewrite(text: string, {value, unit, n}: FoundNumber): string | null {
  const written = parseWritten(text);
  const found = written && value !== null ? convert(value, unit ?? "", written.unit) : null;
  if (!written || found === null) return null;
  const [from, to] = written.digits;
  const number = styled(found, written, text.slice(from, to));
  const tail = written.ofDigits && n !== null ? replace(text, written.ofDigits, String(n)) : text;
  const result = replace(tail, [from, to], number);
  const again = parseWritten(result);
  if (again?.decimals !== written.decimals) return null;
  return decideNumber(again, {value, unit, n}).verdict === "pass" ? result : null;
}

function replace(text: string, [from, to]: [number, number], by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** `value` with the decimals, separator, exponent and sign of `before`, on the side of it that the words need. */
function styled(value: number, {relation}: WrittenNumber, before: string): string {
  const {sign = "", separator, fraction = "", exponent} = grammar.exec(before)!.groups!;
  const scaled = value / 10 ** Number(exponent ?? 0);
  const rounded = onSide(scaled, fraction.length, relation);
  const [whole = "", rest] = Math.abs(rounded).toFixed(fraction.length).split(".");
  const grouped = separator === undefined ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, separator);
  const minus = sign === "−" ? "−" : "-";
  const shownSign = rounded < 0 ? minus : sign === "+" ? "+" : "";
  return shownSign + grouped + (rest === undefined ? "" : `.${rest}`) + (exponent === undefined ? "" : `e${exponent}`);
}

function onSide(value: number, decimals: number, relation: Relation | null): number {
  const nearest = Number(value.toFixed(decimals));
  if (relation === null || holds(relation, value, nearest)) return nearest;
  const step = 10 ** -decimals;
  const sides = [nearest + step, nearest - step].map((side) => Number(side.toFixed(decimals)));
  return sides.find((side) => holds(relation, value, side)) ?? nearest;
}
