import {describe, expect, it} from "vitest";
import {capabilityHeadline} from "../../src/components/capability-timeline.ts";
import {movesWords} from "../../src/components/comparison.ts";
import {headline} from "../../src/components/headline.ts";
import type {Overview} from "../../src/components/headline.ts";
import {qualityHeadline} from "../../src/components/quality.ts";
import {sentenceText} from "../../src/components/sentence.ts";
import {overviewWith} from "./overview-facts.ts";

const compared = {
  compared: 13,
  disagree: 9,
  falls: 9,
  days_apart: 1,
  date_before: "2025-10-05",
  date: "2025-10-06",
  capabilities: 41,
  audits: 3
};

describe("headline(facts)", () => {
  it.each<[Partial<Overview>, string]>([
    [compared, "Two audits, one day apart, disagree on nine capabilities of thirteen"],
    [{...compared, disagree: 1}, "Two audits, one day apart, disagree on one capability of thirteen"],
    [{...compared, days_apart: 0}, "Two audits of one day disagree on nine capabilities of thirteen"],
    [{...compared, days_apart: 57}, "Two audits, 57 days apart, disagree on nine capabilities of thirteen"],
    [
      {...compared, days_apart: null},
      "Two audits of 2025-10-05 and 2025-10-06 disagree on nine capabilities of thirteen"
    ],
    [{...compared, disagree: 0}, "Two audits, one day apart, agree on all thirteen capabilities that both name"],
    [
      {compared: 1, disagree: 1, all_falls: 15, all_rises: 1, audits: 9},
      "Fifteen capability statuses fall from audit to audit, one rises"
    ],
    [{runs: 9, completed: 9, pairs: 2, diverging: 1, aborted: 1}, "One of two same-seed pairs of runs diverges"],
    [{runs: 2, completed: 2, pairs: 1, diverging: 1}, "Two runs with the same seed and the same configuration diverge"],
    [{runs: 60, completed: 58, aborted: 2}, "Two of 60 runs were aborted"],
    [{runs: 1, aborted: 1}, "One of one run was aborted"],
    [{runs: 4, completed: 4}, "Four runs, all completed"],
    [{runs: 4, completed: 0}, "Four runs, none completed"],
    [{audits: 1}, "One audit states no capability's status"],
    [{audits: 2, capabilities: 28}, "Two audits state 28 capability statuses"],
    [{sources: 1, benchmarks: 17}, "Seventeen benchmark cases"],
    [{sources: 3, unrecognised: 3}, "Three files, none of them recognised"],
    [{sources: 3, unrecognised: 1}, "Three files read"],
    [{}, "Nothing has been read yet"]
  ])("%j", (facts, words) => {
    expect(sentenceText(headline(overviewWith(facts)))).toBe(words);
  });

  it("gives every count its evidence", () => {
    const counts = headline(overviewWith({...compared, days_apart_evidence: "=days"})).filter(
      (part) => typeof part === "object" && "n" in part
    );
    expect(counts).toEqual([
      {n: 1, evidence: "=days"},
      {n: 9, evidence: "=disagree"},
      {n: 13, evidence: "=compared"}
    ]);
  });
});

describe("capabilityHeadline(facts)", () => {
  it.each<[Partial<Overview>, string]>([
    [compared, "Nine of thirteen capabilities fall between 2025-10-05 and 2025-10-06"],
    [
      {audits: 9, capabilities: 106, all_falls: 15, all_rises: 17},
      "Fifteen statuses fall and seventeen rise from audit to audit"
    ],
    [{audits: 1, capabilities: 14}, "Fourteen capability statuses in one audit"],
    [{audits: 2}, "Two audits without a capability table"],
    [{}, "No audit has been read"]
  ])("%j", (facts, words) => {
    expect(sentenceText(capabilityHeadline(overviewWith(facts)))).toBe(words);
  });
});

describe("movesWords(facts)", () => {
  it.each<[Partial<Overview>, string]>([
    [{compared: 13, falls: 9}, "Nine fall, none rises; the rest stay"],
    [{compared: 2, falls: 1, rises: 1}, "One falls, one rises"],
    [{compared: 4, rises: 3}, "None falls, three rise; the rest stay"]
  ])("%j", (facts, words) => {
    expect(sentenceText(movesWords(overviewWith(facts)))).toBe(words);
  });
});

describe("qualityHeadline(facts)", () => {
  it.each<[Partial<Overview>, string]>([
    [{sources: 5, units: 23359}, "All 23,359 units are accounted for, none was rejected"],
    [{sources: 5, units: 100, rejected: 1}, "All 100 units are accounted for, one was rejected"],
    [{sources: 5, units: 100, rejected: 48}, "All 100 units are accounted for, 48 were rejected"],
    [{sources: 2}, "Two files, no unit read"],
    [{}, "Nothing has been read yet"]
  ])("%j", (facts, words) => {
    expect(sentenceText(qualityHeadline(overviewWith(facts)))).toBe(words);
  });
});
