import type {Part, Sentence} from "./sentence.js";
import type {Evidence} from "./value.js";

/** The one row of run_counts. */
export interface RunCounts {
  runs: number;
  runs_evidence: Evidence;
  completed: number;
  completed_evidence: Evidence;
  aborted: number;
  aborted_evidence: Evidence;
  unfinished: number;
  unfinished_evidence: Evidence;
  nonfinite: number;
  nonfinite_evidence: Evidence;
  shared: number;
  shared_evidence: Evidence;
  restarts: number;
  restarts_evidence: Evidence;
}

type Count = {[K in keyof RunCounts]: RunCounts[K] extends number ? K : never}[keyof RunCounts];

function countOf(counts: RunCounts, key: Count): Part {
  return {n: counts[key], evidence: counts[`${key}_evidence`]};
}

/** What the runs came to, worst first: aborted, then NaN and infinity, then ends that nobody logged. */
export function runHeading(counts: RunCounts): Sentence {
  const {runs, completed, aborted, nonfinite, unfinished} = counts;
  if (runs === 0) return ["no runs yet"];
  const of = (key: Count, words: string): Sentence => [
    countOf(counts, key),
    " of ",
    countOf(counts, "runs"),
    ` runs ${words}`
  ];
  if (aborted > 0) {
    const also: Sentence = nonfinite > 0 ? ["; ", countOf(counts, "nonfinite"), " logged NaN or infinity"] : [];
    return [...of("aborted", aborted === 1 ? "was aborted" : "were aborted"), ...also];
  }
  if (nonfinite > 0) return of("nonfinite", "logged NaN or infinity");
  const all: Sentence = runs === 1 ? ["one run"] : ["all ", countOf(counts, "runs"), " runs"];
  if (completed === runs) return [...all, " completed"];
  if (unfinished === runs)
    return runs === 1
      ? ["one run, whose end is not logged"]
      : [countOf(counts, "runs"), " runs, none of which logs how it ended"];
  return [...of("completed", "completed"), "; the others do not log how they ended"];
}

/** What else has to be known before the runs are compared: files with several writers, and restarts. */
export function runCaveats(counts: RunCounts): Sentence[] {
  const {shared, restarts} = counts;
  const caveats: Sentence[] = [];
  if (restarts > 0)
    caveats.push([
      countOf(counts, "restarts"),
      restarts === 1 ? " run begins" : " runs begin",
      " where the step of a file goes back: a restart is a run of its own here, numbered after its file, and no line joins them."
    ]);
  if (shared > 0)
    caveats.push([
      countOf(counts, "shared"),
      shared === 1 ? " run has" : " runs have",
      " steps with several values of one metric: two writers share the log. Their points are drawn as dots, never joined and never averaged."
    ]);
  return caveats;
}
