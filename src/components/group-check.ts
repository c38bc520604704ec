import type {Evidence} from "./value.js";
import type {Verdict} from "./verdict.js";

/** A row of group_checks: a group of runs that differ in seed only. */
export interface GroupCheck extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  unconfigured: boolean;
  runs: number;
  runs_evidence: Evidence;
  seeded: number;
  seeded_evidence: Evidence;
  completed: number;
  completed_evidence: Evidence;
  aborted: number;
  aborted_evidence: Evidence;
  /** Runs with a commit and without uncommitted changes. */
  committed: number;
  committed_evidence: Evidence;
  dirty: number;
  dirty_evidence: Evidence;
  described: number;
  described_evidence: Evidence;
  pairs: number;
  pairs_evidence: Evidence;
  /** Of the pairs. */
  identical: number;
  identical_evidence: Evidence;
}

type Count = "seeded" | "completed" | "committed" | "described";

interface Counted {
  n: number;
  evidence: Evidence;
}

/** An item and what each group's logs decide of it; `counts` is how many of how many, null shows the word alone. */
export interface GroupItem {
  key: string;
  label: string;
  /** What would decide it where it is open. */
  decides: string;
  verdict: (group: GroupCheck) => Verdict;
  counts: (group: GroupCheck) => {part: Counted; whole: Counted} | null;
}

function share(key: Count, contradicted: (group: GroupCheck) => boolean): Pick<GroupItem, "verdict" | "counts"> {
  return {
    verdict: (group) => {
      if (group[key] === group.runs) return "pass";
      return group[key] > 0 || contradicted(group) ? "fail" : "no-evidence";
    },
    counts: (group) => {
      if (group[key] === 0 && !contradicted(group)) return null;
      const part = {n: group[key], evidence: group[`${key}_evidence`] as Evidence};
      return {part, whole: {n: group.runs, evidence: group.runs_evidence}};
    }
  };
}

/** What the logs decide about having a result again. A seed that is logged is not yet one that decides the result. */
export const groupItems: readonly GroupItem[] = [
  {key: "seeded", label: "seed logged", decides: "a seed in every log", ...share("seeded", () => false)},
  {
    key: "completed",
    label: "completed",
    decides: "a row that says how the run ended",
    ...share("completed", ({aborted}) => aborted > 0)
  },
  {
    key: "committed",
    label: "commit, no changes",
    decides: "the commit, and whether anything was not committed",
    ...share("committed", ({dirty}) => dirty > 0)
  },
  {
    key: "described",
    label: "environment",
    decides: "versions of interpreter, packages and driver",
    ...share("described", () => false)
  },
  {
    key: "same",
    label: "same seed, same values",
    decides: "two runs with one seed and one configuration",
    verdict: ({pairs, identical, unconfigured}) => {
      if (pairs === 0 || (identical < pairs && unconfigured)) return "undecided";
      return identical === pairs ? "pass" : "fail";
    },
    counts: ({pairs, pairs_evidence, identical, identical_evidence}) =>
      pairs === 0
        ? null
        : {part: {n: identical, evidence: identical_evidence}, whole: {n: pairs, evidence: pairs_evidence}}
  }
];
