import {describe, expect, it} from "vitest";
import type {RunFact} from "../../src/components/run-differences.ts";
import {closestIdentical, pairVerdict} from "../../src/components/same-seed-pair.ts";
import type {SameSeedPair} from "../../src/components/same-seed-pair.ts";

const pair = (run_a: string, run_b: string, more: Partial<SameSeedPair> = {}): SameSeedPair =>
  ({run_a, run_b, compared: 10, differing: 0, writers: 1, unconfigured: false, ...more}) as SameSeedPair;
const fact = (run_id: string, key: string, value: string, kind = "parameter"): RunFact => ({
  run_id,
  kind,
  key,
  value,
  value_evidence: "x:1"
});

describe("pairVerdict(pair)", () => {
  it.each([
    ["no common step decides nothing", {compared: 0}, "undecided"],
    ["two writers decide nothing", {writers: 2, differing: 3}, "undecided"],
    ["equal values pass", {}, "pass"],
    ["other values fail", {differing: 1}, "fail"],
    ["other values of unknown configurations are undecided", {differing: 1, unconfigured: true}, "undecided"]
  ])("%s", (_, more, expected) => {
    expect(pairVerdict(pair("a", "b", more)).verdict).toBe(expected);
  });
});

describe("closestIdentical(pair, pairs, facts)", () => {
  const apart = pair("c", "d", {differing: 5});
  const facts = [
    fact("a", "sum", "ordered"),
    fact("c", "sum", "arrival"),
    fact("e", "sum", "ordered"),
    fact("e", "width", "64"),
    ...["a", "c"].map((run) => fact(run, "width", "24"))
  ];

  it("finds the identical pair with the fewest differences, its words first", () => {
    const found = closestIdentical(apart, [pair("e", "f"), pair("a", "b"), apart], facts);
    expect(found?.pair.run_a).toBe("a");
    expect(found?.otherwise.map(({key, cells}) => [key, ...cells.map(([f]) => f?.value)])).toEqual([
      ["sum", "ordered", "arrival"]
    ]);
  });

  it("names what an identical pair states otherwise in commit or device too, but not its seed", () => {
    const identity = [
      fact("a", "commit", "1", "identity"),
      fact("c", "commit", "2", "identity"),
      fact("a", "seed", "1", "identity"),
      fact("c", "seed", "2", "identity")
    ];
    const keys = closestIdentical(apart, [pair("a", "b")], [...facts, ...identity])?.otherwise.map(({key}) => key);
    expect(keys).toEqual(["commit", "sum"]);
  });

  it("finds nothing among pairs that differ, that are far, or that state the same", () => {
    expect(closestIdentical(apart, [apart, pair("a", "b", {differing: 1})], facts)).toBeNull();
    const far = ["p", "q", "r"].map((key) => fact("a", key, "1"));
    expect(closestIdentical(apart, [pair("a", "b")], [...facts, ...far])).toBeNull();
    expect(closestIdentical(apart, [pair("a", "b")], [])).toBeNull();
  });
});
