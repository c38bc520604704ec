import {describe, expect, it} from "vitest";
import {isDecided, standardsOf, type Check, type CheckScore} from "../../src/components/checklist-rows.ts";

const check = (standard: string, item: string, verdict: string): Check => ({
  standard,
  item,
  title: item,
  severity: "error",
  remedy: "",
  subject: "a",
  verdict,
  why: "",
  value: null,
  evidence: null
});
const score = (standard: string, decided: number): CheckScore => ({
  standard,
  subject: null,
  items: 2,
  decided,
  decided_evidence: null,
  holding: 0,
  holding_evidence: null,
  score: null,
  score_evidence: null,
  most: null
});

describe("standardsOf(checks, scores)", () => {
  const standards = standardsOf(
    [
      check("B", "x", "pass"),
      check("A", "y", "not-applicable"),
      check("B", "z", "fail"),
      check("B", "w", "no-evidence")
    ],
    [score("A", 0), score("B", 2)]
  );

  it("keeps their order and puts what fails first, what is open last", () =>
    expect(standards.map(({name, checks}) => [name, ...checks.map(({item}) => item)])).toEqual([
      ["B", "z", "x", "w"],
      ["A", "y"]
    ]));

  it("knows where nothing is what a standard speaks of", () =>
    expect(standards.map(({name, applies, scores}) => [name, applies, scores.length])).toEqual([
      ["B", true, 1],
      ["A", false, 1]
    ]));

  it("refuses a word that is no verdict", () =>
    expect(() => standardsOf([check("A", "x", "ok")], [])).toThrow("expected a verdict"));
});

describe("isDecided(scores)", () => {
  it.each([
    [[], false],
    [[score("A", 0)], false],
    [[score("A", 0), score("B", 1)], true]
  ])("case %#", (scores, decided) => expect(isDecided(scores)).toBe(decided));
});
