import {describe, expect, it} from "vitest";
import {claimHref} from "../../src/components/claim-list.ts";
import {comparable, spansDecades} from "../../src/components/dot-rows.ts";

const runs = (...groups: string[]) =>
  groups.map((group_key, i) => ({group_key, name: `run-${i}`, status: i === 0 ? "aborted" : "completed"}));

describe("comparable(runs, limit)", () => {
  it("keeps groups of two runs and more, and marks what was aborted", () => {
    expect(comparable(runs("a", "b", "a")).map(({name, aborted}) => [name, aborted])).toEqual([
      ["run-0", true],
      ["run-2", false]
    ]);
  });

  it("keeps the largest groups", () => {
    const kept = comparable(runs("a", "a", "b", "b", "b", "c", "c"), 1);
    expect(new Set(kept.map(({group_key}) => group_key))).toEqual(new Set(["b"]));
  });
});

describe("spansDecades(values)", () => {
  it.each([
    [[1, 31], true],
    [[1, 30], false],
    [[0, 1000], false],
    [[-1, 1000], false]
  ])("%j", (values, wide) => expect(spansDecades(values)).toBe(wide));
});

describe("claimHref(claim)", () => {
  it("leads to the claim on its page", () => {
    expect(claimHref({id: "success-wide", page: "notes/speed.md"})).toBe("./notes/speed#claim-success-wide");
  });
});
