import type {Part, Sentence} from "./sentence.js";
import type {Evidence} from "./value.js";

/** The one row of same_seed_counts. */
export interface SeedCounts {
  runs: number;
  runs_evidence: Evidence;
  seeded: number;
  seeded_evidence: Evidence;
  /** Repeats of a seed and configuration that share a step with the first run. */
  pairs: number;
  pairs_evidence: Evidence;
  differing: number;
  differing_evidence: Evidence;
}

/** What repeats of a seed showed; without repeats, that they are what is missing. */
export function reproducibilityHeading(counts: SeedCounts): Sentence {
  const {runs, seeded, pairs, differing} = counts;
  const all: Part = {n: pairs, evidence: counts.pairs_evidence};
  if (runs === 0) return ["no runs yet"];
  if (pairs === 0) return seeded === 0 ? ["no run logs its seed"] : ["no seed was run twice"];
  if (pairs === 1)
    return [
      differing === 1 ? "the one repeat of a seed gave other values" : "the one repeat of a seed gave the same values"
    ];
  if (differing === 0) return ["all ", all, " repeats of a seed gave the same values"];
  if (differing === pairs) return ["all ", all, " repeats of a seed gave other values"];
  return [{n: differing, evidence: counts.differing_evidence}, " of ", all, " repeats of a seed gave other values"];
}

/** What that does and does not decide. */
export function reproducibilityLead({runs, seeded, pairs}: SeedCounts): string {
  if (runs === 0)
    return "Runs with a seed, and at least two with the same one, show whether a result can be had again.";
  if (pairs > 0) return "A fixed seed is not yet a deterministic run: only a repeat shows that.";
  if (seeded === 0) return "Without a seed, a run that differs may differ for that reason alone.";
  return "Whether a seed decides the result is undecided: two runs with one seed and one configuration would show it.";
}
