import {fragment} from "./element.js";
import type {Child} from "./element.js";
import type {Overview} from "./headline.js";
import {strip} from "./strip.js";
import type {StripItem} from "./strip.js";
import {time, value} from "./value.js";

function sourcesRemark({unrecognised, unrecognised_evidence}: Overview): Child {
  return unrecognised === 0
    ? "all recognised"
    : fragment(value(unrecognised, unrecognised_evidence), " not recognised");
}

function runsRemark({aborted, aborted_evidence, runs, completed}: Overview): Child {
  if (aborted > 0) return fragment(value(aborted, aborted_evidence), " aborted, shown apart");
  return runs === completed ? "none aborted" : "the others do not say how they ended";
}

function auditsRemark({first_audit, last_audit}: Overview): Child {
  if (!first_audit || !last_audit) return "none dated";
  const [first, last] = [time(first_audit, {clock: false}), time(last_audit, {clock: false})];
  return first.textContent === last.textContent ? first : fragment(first, " to ", last);
}

/** What a report is built from: files and units always, the rest where there is any. */
export function stripItems(facts: Overview): StripItem[] {
  const {runs, audits, benchmarks, capabilities, rejected} = facts;
  const units = {value: facts.units, evidence: facts.units_evidence};
  const items: (StripItem | null)[] = [
    {label: "sources", value: facts.sources, evidence: facts.sources_evidence, remark: sourcesRemark(facts)},
    {label: "units read", ...units, remark: "lines, records, nodes"},
    {
      label: "rejected",
      value: rejected,
      evidence: facts.rejected_evidence,
      remark: rejected ? "each is listed" : "every unit accounted for"
    },
    runs
      ? {
          label: "runs completed",
          value: facts.completed,
          evidence: facts.completed_evidence,
          of: {value: runs, evidence: facts.runs_evidence},
          remark: runsRemark(facts)
        }
      : null,
    audits ? {label: "audits", value: audits, evidence: facts.audits_evidence, remark: auditsRemark(facts)} : null,
    capabilities
      ? {
          label: "capability statuses",
          value: capabilities,
          evidence: facts.capabilities_evidence,
          remark: "as audits state them"
        }
      : null,
    benchmarks
      ? {label: "benchmark cases", value: benchmarks, evidence: facts.benchmarks_evidence, remark: "every sample kept"}
      : null
  ];
  return items.filter((item) => item !== null);
}

/** The figures at the head of the overview. */
export function reportStrip(facts: Overview): HTMLElement {
  return strip(stripItems(facts));
}
