import type {Row} from "./table-state.js";
import type {Evidence} from "./value.js";
import {parseVerdict} from "./verdict.js";
import type {Verdict} from "./verdict.js";

const order: readonly Verdict[] = ["fail", "undecided", "pass", "no-evidence", "not-applicable"];

/** A row of checks: what a rule decides of one subject. */
export interface Check extends Row {
  standard: string;
  item: string;
  title: string;
  severity: string;
  remedy: string;
  /** Null where the rule speaks of nothing that was read, or nothing decides it. */
  subject: string | null;
  verdict: string;
  why: string;
  value: number | null;
  evidence: Evidence;
}

/** A row of check_scores: a standard, or one subject of a scored one. */
export interface CheckScore {
  standard: string;
  subject: string | null;
  items: number;
  decided: number;
  decided_evidence: Evidence;
  holding: number;
  holding_evidence: Evidence;
  score: number | null;
  score_evidence: Evidence;
  /** What the score could be at most. */
  most: number | null;
}

export interface Standard {
  name: string;
  /** What is decided before what is open, the worst first. */
  checks: Check[];
  scores: CheckScore[];
  /** False where nothing that was read is what it speaks of. */
  applies: boolean;
}

/** The checks by standard, in their order. */
export function standardsOf(checks: readonly Check[], scores: readonly CheckScore[]): Standard[] {
  return [...new Set(checks.map(({standard}) => standard))].map((name) => {
    const own = checks.filter(({standard}) => standard === name);
    return {
      name,
      checks: order.flatMap((verdict) => own.filter((check) => parseVerdict(check.verdict) === verdict)),
      scores: scores.filter(({standard}) => standard === name),
      applies: own.some(({verdict}) => verdict !== "not-applicable")
    };
  });
}

/** Whether anything at all was decided. */
export function isDecided(scores: readonly CheckScore[]): boolean {
  return scores.some(({decided}) => decided > 0);
}
