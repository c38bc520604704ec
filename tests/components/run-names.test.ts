import {describe, expect, it} from "vitest";
import {distinctNames, sharedFolder} from "../../src/components/run-names.ts";

describe("distinctNames(names)", () => {
  it.each([
    [
      ["logs/a/seed-1", "logs/b/seed-1"],
      ["a", "b"]
    ],
    [
      ["logs/x/run-1", "logs/x/run-2"],
      ["run-1", "run-2"]
    ],
    [["logs/only"], ["only"]],
    [
      ["logs/a", "logs/b/c"],
      ["a", "c"]
    ],
    [
      ["same", "same", "other"],
      ["same (1)", "same (2)", "other"]
    ],
    [
      ["logs/a", "logs/a"],
      ["a (1)", "a (2)"]
    ]
  ])("%j → %j", (names, expected) => {
    expect(distinctNames(names)).toEqual(expected);
  });
});

describe("sharedFolder(names)", () => {
  it.each([
    [["a/b/x", "a/b/y"], "a/b/"],
    [["a/b/x", "a/c/x"], "a/"],
    [["x", "a/x"], ""],
    [[], ""]
  ])("%j → %j", (names, expected) => {
    expect(sharedFolder(names)).toBe(expected);
  });
});
