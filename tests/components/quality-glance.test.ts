import {describe, expect, it} from "vitest";
import {foundKinds} from "../../src/components/quality-glance.ts";
import type {QualityData} from "../../src/components/quality-glance.ts";
import {overviewWith} from "./overview-facts.ts";

const nothing: QualityData = {
  ...{
    facts: overviewWith({}),
    formats: [],
    sources: [],
    rejects: [],
    repairs: [],
    types: [],
    keys: [],
    runs: [],
    counts: []
  }
};
const found = (data: Partial<QualityData>) =>
  foundKinds({...nothing, ...data})
    .filter(({n}) => n > 0)
    .map(({at, n}) => [at, n]);

describe("foundKinds(data)", () => {
  it("finds nothing where there is nothing", () => expect(found({})).toEqual([]));

  it("begins with what was rejected, and cites the lines it begins with", () => {
    const rejects = [1, 2, 3].map((line) => ({path: "a.log", line, reason: "no JSON", evidence: `aa:${line}`}));
    const [first] = foundKinds({...nothing, facts: overviewWith({rejected: 3}), rejects});
    expect(first).toMatchObject({at: "rejected", n: 3});
    expect(first?.examples).toEqual([
      {label: "a.log:1", evidence: "aa:1", detail: "no JSON"},
      {label: "a.log:2", evidence: "aa:2", detail: "no JSON"}
    ]);
  });

  it("takes the counts of what no ledger counts from their query", () => {
    const counts = ["twins", "pieces", "keys", "types", "pending"].map((kind, i) => ({kind, n: i + 1, evidence: "=a"}));
    expect(found({counts})).toEqual([
      ["sources", 5],
      ["types", 4],
      ["keys", 3],
      ["pieces", 2],
      ["twins", 1]
    ]);
    expect(
      foundKinds({...nothing, counts})
        .filter(({n}) => n > 0)
        .every(({evidence}) => evidence === "=a")
    ).toBe(true);
  });
});
