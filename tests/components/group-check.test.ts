import {describe, expect, it} from "vitest";
import {groupItems} from "../../src/components/group-check.ts";
import type {GroupCheck} from "../../src/components/group-check.ts";

const group = (counts: Partial<GroupCheck>): GroupCheck =>
  ({
    runs: 5,
    seeded: 0,
    completed: 0,
    aborted: 0,
    committed: 0,
    dirty: 0,
    described: 0,
    pairs: 0,
    identical: 0,
    unconfigured: false,
    ...counts
  }) as GroupCheck;
const verdictOf = (key: string, counts: Partial<GroupCheck>): string | undefined =>
  groupItems.find((item) => item.key === key)?.verdict(group(counts));

describe("groupItems", () => {
  it.each([
    ["seeded", {seeded: 5}, "pass"],
    ["seeded", {seeded: 4}, "fail"],
    ["seeded", {}, "no-evidence"],
    ["completed", {completed: 4, aborted: 1}, "fail"],
    ["completed", {aborted: 5}, "fail"],
    ["completed", {}, "no-evidence"],
    ["committed", {committed: 5}, "pass"],
    ["committed", {dirty: 5}, "fail"],
    ["committed", {}, "no-evidence"],
    ["described", {described: 5}, "pass"],
    ["same", {}, "undecided"],
    ["same", {pairs: 2, identical: 2}, "pass"],
    ["same", {pairs: 2, identical: 1}, "fail"],
    ["same", {pairs: 2, identical: 1, unconfigured: true}, "undecided"]
  ])("%s of %j is %s", (key, counts, expected) => {
    expect(verdictOf(key, counts)).toBe(expected);
  });

  it("does not take a logged seed for a repeated one", () => {
    expect(verdictOf("seeded", {seeded: 5})).toBe("pass");
    expect(verdictOf("same", {seeded: 5})).toBe("undecided");
  });

  it("shows how many of how many wherever anything was found", () => {
    const same = groupItems.find(({key}) => key === "same");
    expect(same?.counts(group({pairs: 3, identical: 1}))).toMatchObject({part: {n: 1}, whole: {n: 3}});
    expect(same?.counts(group({}))).toBeNull();
    expect(groupItems[0]?.counts(group({seeded: 2}))).toMatchObject({part: {n: 2}, whole: {n: 5}});
  });
});
