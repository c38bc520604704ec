import {describe, expect, it} from "vitest";
import {groupRuns} from "../../src/components/run-groups.ts";

const labels = (words: (string | null)[]): string[] => groupRuns(words, (word) => word).map(({label}) => label);

describe("groupRuns(runs, wordOf)", () => {
  it("orders numbers by size and other words naturally", () => {
    expect(labels(["0.1", "0.03", "1e-3", "10"])).toEqual(["1e-3", "0.03", "0.1", "10"]);
    expect(labels(["seed-10", "seed-9", "adam"])).toEqual(["adam", "seed-9", "seed-10"]);
  });

  it("puts the runs that do not say last", () => {
    expect(labels([null, "b", "a"])).toEqual(["a", "b", "not logged"]);
  });

  it("keeps every run, in order, in exactly one group", () => {
    const runs = [
      {id: 1, lr: "0.1"},
      {id: 2, lr: null},
      {id: 3, lr: "0.1"}
    ];
    expect(groupRuns(runs, ({lr}) => lr).map((g) => g.runs.map(({id}) => id))).toEqual([[1, 3], [2]]);
  });

  it("does not take an empty word for a number", () => {
    expect(labels(["2", "", "1"])).toEqual(["", "1", "2"]);
  });
});
