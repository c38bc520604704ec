import type {Severity} from "../rules/rule.ts";
import {verdicts, type Verdict} from "../rows.ts";

/** One thing that was checked: what it says, how it stands and on what, and what to do where it does not hold. */
export interface Judgement {
  /** "claim", "number", "prose", "rule"; whatever else checks adds its own. */
  kind: string;
  id: string;
  /** What a rule speaks of: a run, a group of runs, an input. */
  subject?: string;
  /** From the project's folder, with "/". */
  file: string;
  /** From 1. */
  line: number;
  verdict: Verdict;
  /** How much it weighs where it fails; without one everything that does not hold fails the check. */
  severity?: Severity;
  expected: string;
  /** What was found, as a sentence fragment: "found 28.6 ms", "the query found no row". */
  why: string;
  /** Where that stands, in words; null where the query names none. */
  evidence: string | null;
  remedy: string;
  /** How the text would agree with what was found. */
  fix?: Fix;
}

/** A piece of a text and what belongs in its place. */
export interface Fix {
  /** Absolute. */
  path: string;
  /** In UTF-16 units of the text as it stands. */
  from: number;
  to: number;
  before: string;
  after: string;
}

/** What fails a check. */
export function isFailing({verdict, severity}: Judgement): boolean {
  if (severity !== undefined) return verdict === "fail" && severity === "error";
  return verdict !== "pass" && verdict !== "not-applicable";
}

/** What fails without failing the check. */
export function isWarning(judgement: Judgement): boolean {
  return judgement.verdict === "fail" && !isFailing(judgement);
}

/** Whole and in one line: place, verdict, expected, found, evidence, what to do. */
export function messageOf({
  kind,
  id,
  subject,
  file,
  line,
  verdict,
  expected,
  why,
  evidence,
  remedy
}: Judgement): string {
  const named = id === "" ? kind : `${kind} "${id}"`;
  const whose = subject ? ` of ${subject}` : "";
  const from = evidence === null ? "" : ` (${evidence})`;
  return `${file}:${line}: ${named}${whose}: ${verdict}: expected ${expected}, ${why}${from}: ${remedy}`;
}

export function countVerdicts(judgements: Judgement[]): Record<Verdict, number> {
  const count = (verdict: Verdict): number => judgements.filter((judgement) => judgement.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
}
