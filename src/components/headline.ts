import type {Part, Sentence} from "./sentence.js";
import type {Evidence} from "./value.js";

/** The one row of overview.parquet. Counts of what is not there are 0; the comparison's days are null without one. */
export interface Overview {
  sources: number;
  sources_evidence: Evidence;
  units: number;
  units_evidence: Evidence;
  rejected: number;
  rejected_evidence: Evidence;
  repairs: number;
  repairs_evidence: Evidence;
  unrecognised: number;
  unrecognised_evidence: Evidence;
  runs: number;
  runs_evidence: Evidence;
  completed: number;
  completed_evidence: Evidence;
  aborted: number;
  aborted_evidence: Evidence;
  audits: number;
  audits_evidence: Evidence;
  capabilities: number;
  capabilities_evidence: Evidence;
  benchmarks: number;
  benchmarks_evidence: Evidence;
  pairs: number;
  pairs_evidence: Evidence;
  diverging: number;
  diverging_evidence: Evidence;
  all_falls: number;
  all_falls_evidence: Evidence;
  all_rises: number;
  all_rises_evidence: Evidence;
  compared: number;
  compared_evidence: Evidence;
  disagree: number;
  disagree_evidence: Evidence;
  falls: number;
  falls_evidence: Evidence;
  rises: number;
  rises_evidence: Evidence;
  days_apart: number | null;
  days_apart_evidence: Evidence;
  date_before: string | Date | null;
  date: string | Date | null;
  path_before: string | null;
  first_audit: string | Date | null;
  last_audit: string | Date | null;
  path: string | null;
}

type Count = {[K in keyof Overview]: Overview[K] extends number ? K : never}[keyof Overview];

/** A count of the overview with its evidence. */
export function countOf(facts: Overview, key: Count): Part {
  return {n: facts[key], evidence: facts[`${key}_evidence`]};
}

/** Fewer shared rows than this are too few to head a report with. */
const worthComparing = 3;

/** How far apart they are where both state their day, else their days. */
function apart({days_apart, days_apart_evidence, date_before, date}: Overview): Sentence {
  if (days_apart === null) return date && date_before ? [" of ", {day: date_before}, " and ", {day: date}, " "] : [" "];
  if (days_apart === 0) return [" of one day "];
  return [", ", {n: days_apart, evidence: days_apart_evidence}, days_apart === 1 ? " day apart, " : " days apart, "];
}

function ofAudits(facts: Overview): Sentence | null {
  if (facts.compared < worthComparing || facts.disagree === 0) return null;
  const noun = facts.disagree === 1 ? " capability of " : " capabilities of ";
  return ["two audits", ...apart(facts), "disagree on ", countOf(facts, "disagree"), noun, countOf(facts, "compared")];
}

function ofPairs(facts: Overview): Sentence | null {
  const {diverging, pairs} = facts;
  if (diverging === 0) return null;
  if (pairs === 1) return ["two runs with the same seed and the same configuration diverge"];
  const verb = diverging === 1 ? " diverges" : " diverge";
  return [countOf(facts, "diverging"), " of ", countOf(facts, "pairs"), " same-seed pairs of runs", verb];
}

function ofAborted(facts: Overview): Sentence | null {
  if (facts.aborted === 0) return null;
  const verb = facts.aborted === 1 ? " was aborted" : " were aborted";
  const noun = facts.runs === 1 ? " run" : " runs";
  return [countOf(facts, "aborted"), " of ", countOf(facts, "runs"), noun, verb];
}

function ofTransitions(facts: Overview): Sentence | null {
  const {all_falls, all_rises} = facts;
  if (all_falls + all_rises === 0) return null;
  const verb = all_rises === 1 ? " rises" : " rise";
  const statuses = all_falls === 1 ? " capability status falls" : " capability statuses fall";
  const parts = [countOf(facts, "all_falls"), statuses, " from audit to audit, "];
  return [...parts, countOf(facts, "all_rises"), verb];
}

function ofAgreement(facts: Overview): Sentence | null {
  if (facts.compared < worthComparing) return null;
  return ["two audits", ...apart(facts), "agree on all ", countOf(facts, "compared"), " capabilities that both name"];
}

function ofRuns(facts: Overview): Sentence | null {
  const {runs, completed} = facts;
  if (runs === 0) return null;
  const many = [countOf(facts, "runs"), runs === 1 ? " run" : " runs"];
  if (completed === runs) return [...many, runs === 1 ? ", completed" : ", all completed"];
  return [...many, ", ", countOf(facts, "completed"), " completed"];
}

function ofReports(facts: Overview): Sentence | null {
  const {audits, capabilities} = facts;
  if (audits === 0) return null;
  const many = [countOf(facts, "audits"), audits === 1 ? " audit states " : " audits state "];
  if (capabilities === 0) return [...many, "no capability's status"];
  return [...many, countOf(facts, "capabilities"), capabilities === 1 ? " capability status" : " capability statuses"];
}

function ofFiles(facts: Overview): Sentence {
  const {sources, unrecognised, benchmarks} = facts;
  if (benchmarks > 0) return [countOf(facts, "benchmarks"), benchmarks === 1 ? " benchmark case" : " benchmark cases"];
  if (sources === 0) return ["nothing has been read yet"];
  const files = [countOf(facts, "sources"), sources === 1 ? " file" : " files"];
  return sources === unrecognised ? [...files, ", none of them recognised"] : [...files, " read"];
}

/**
 * What the report found, in one sentence: disagreement first, then failure, then what is there.
 * @example sentenceText(headline(overview)) // "Two audits, one day apart, disagree on nine capabilities of thirteen"
 */
export function headline(facts: Overview): Sentence {
  const found = [ofAudits, ofPairs, ofAborted, ofTransitions, ofAgreement, ofRuns, ofReports].map((of) => of(facts));
  return found.find((words) => words !== null) ?? ofFiles(facts);
}
