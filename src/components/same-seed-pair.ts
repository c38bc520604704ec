import {differences} from "./run-differences.js";
import type {Difference, RunFact} from "./run-differences.js";
import type {Evidence} from "./value.js";
import type {Verdict} from "./verdict.js";

/** A row of same_seed: a repeat (b) against the first run (a) of its seed and configuration. */
export interface SameSeedPair extends Record<string, unknown> {
  run_a: string;
  run_b: string;
  name_a: string;
  name_b: string;
  seed: number;
  seed_evidence: Evidence;
  group_label: string;
  /** True where neither log states a parameter. */
  unconfigured: boolean;
  writers: number;
  compared: number;
  compared_evidence: Evidence;
  differing: number;
  differing_evidence: Evidence;
  first_metric: string | null;
  first_step: number | null;
  first_step_evidence: Evidence;
  first_difference: number | null;
  first_difference_evidence: Evidence;
  /** The difference without its sign. */
  first_distance: number | null;
  first_distance_evidence: Evidence;
}

/** A row of same_seed_context: what the two runs of a pair state differently. */
export interface PairContext extends Record<string, unknown> {
  run_a: string;
  run_b: string;
  kind: string;
  key: string;
  value_a: string | null;
  value_a_evidence: Evidence;
  value_b: string | null;
  value_b_evidence: Evidence;
}

/** Whether the repeat gave the same values, and why that is undecided where it is. */
export function pairVerdict({compared, differing, writers, unconfigured}: SameSeedPair): {
  verdict: Verdict;
  words: string;
} {
  if (compared === 0) return {verdict: "undecided", words: "no step in common"};
  if (writers > 1) return {verdict: "undecided", words: "two writers in one log"};
  if (differing === 0) return {verdict: "pass", words: "identical"};
  return unconfigured
    ? {verdict: "undecided", words: "differ, configuration not logged"}
    : {verdict: "fail", words: "differ"};
}

/** An identical pair and all that its configuration states otherwise than that of a pair that differs. */
export interface Contrast {
  pair: SameSeedPair;
  otherwise: Difference[];
}

/** More differences than this tell nothing apart. */
const tooMany = 3;

/**
 * The identical pair whose logs are closest to those of a pair that differs, with what they state otherwise: first the
 * identical pair's words, then the other's. Null where none is close. It names no cause.
 * @param facts of the first runs of all pairs, identity facts included
 */
export function closestIdentical(
  pair: SameSeedPair,
  pairs: readonly SameSeedPair[],
  facts: readonly RunFact[]
): Contrast | null {
  const contrasts = pairs
    .filter((p) => p.differing === 0 && pairVerdict(p).verdict === "pass")
    .map((identical): Contrast => {
      const {differing} = differences([identical.run_a, pair.run_a], facts);
      return {pair: identical, otherwise: differing.filter(({kind, key}) => kind !== "identity" || key !== "seed")};
    })
    .filter(({otherwise}) => otherwise.length > 0 && otherwise.length <= tooMany);
  return contrasts.sort((a, b) => a.otherwise.length - b.otherwise.length)[0] ?? null;
}
