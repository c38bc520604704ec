import {describe, expect, it} from "vitest";
import {reproducibilityHeading, reproducibilityLead} from "../../src/components/reproducibility-heading.ts";
import type {SeedCounts} from "../../src/components/reproducibility-heading.ts";
import {runCaveats, runHeading} from "../../src/components/run-heading.ts";
import type {RunCounts} from "../../src/components/run-heading.ts";
import {sentenceText} from "../../src/components/sentence.ts";

const runs = (counts: Partial<RunCounts>): RunCounts => {
  const none = {runs: 0, completed: 0, aborted: 0, unfinished: 0, nonfinite: 0, shared: 0, restarts: 0};
  return {...none, ...counts} as RunCounts;
};
const seeds = (counts: Partial<SeedCounts>): SeedCounts =>
  ({runs: 0, seeded: 0, pairs: 0, differing: 0, ...counts}) as SeedCounts;

describe("runHeading(counts)", () => {
  it.each([
    [{}, "No runs yet"],
    [{runs: 9, completed: 9}, "All nine runs completed"],
    [{runs: 1, completed: 1}, "One run completed"],
    [{runs: 60, completed: 58, aborted: 2}, "Two of 60 runs were aborted"],
    [{runs: 5, completed: 4, aborted: 1, nonfinite: 2}, "One of five runs was aborted; two logged NaN or infinity"],
    [{runs: 3, completed: 3, nonfinite: 1}, "One of three runs logged NaN or infinity"],
    [{runs: 4, unfinished: 4}, "Four runs, none of which logs how it ended"],
    [{runs: 4, completed: 3, unfinished: 1}, "Three of four runs completed; the others do not log how they ended"]
  ])("%j", (counts, expected) => {
    expect(sentenceText(runHeading(runs(counts)))).toBe(expected);
  });
});

describe("runCaveats(counts)", () => {
  it("says nothing where each file is one run of one writer", () => {
    expect(runCaveats(runs({runs: 3, completed: 3}))).toEqual([]);
  });

  it("tells of restarts and of two writers", () => {
    const said = runCaveats(runs({runs: 9, restarts: 2, shared: 1})).map(sentenceText);
    expect(said[0]).toMatch(/^Two runs begin where the step of a file goes back/);
    expect(said[1]).toMatch(/^One run has steps with several values .* never joined and never averaged\.$/);
  });
});

describe("reproducibilityHeading(counts)", () => {
  it.each([
    [{}, "No runs yet"],
    [{runs: 3}, "No run logs its seed"],
    [{runs: 3, seeded: 3}, "No seed was run twice"],
    [{runs: 3, seeded: 3, pairs: 1}, "The one repeat of a seed gave the same values"],
    [{runs: 3, seeded: 3, pairs: 1, differing: 1}, "The one repeat of a seed gave other values"],
    [{runs: 9, seeded: 9, pairs: 2, differing: 1}, "One of two repeats of a seed gave other values"],
    [{runs: 9, seeded: 9, pairs: 2}, "All two repeats of a seed gave the same values"],
    [{runs: 9, seeded: 9, pairs: 3, differing: 3}, "All three repeats of a seed gave other values"]
  ])("%j", (counts, expected) => {
    expect(sentenceText(reproducibilityHeading(seeds(counts)))).toBe(expected);
  });

  it("does not take a logged seed for a deterministic run", () => {
    expect(reproducibilityLead(seeds({runs: 3, seeded: 3}))).toMatch(/undecided/);
    expect(reproducibilityLead(seeds({runs: 3, seeded: 3, pairs: 1}))).toMatch(/not yet a deterministic run/);
  });
});
