import {describe, expect, it} from "vitest";
import {distinctNames, ownName, sharedFolder, shortFolder} from "../../src/components/run-names.ts";

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

describe("shortFolder(folder)", () => {
  it.each([
    ["", ""],
    ["a/b/", "a/b/"],
    [`logs/${"x".repeat(40)}/`, `…/${"x".repeat(40)}/`],
    [`logs/${"x".repeat(80)}/`, `…/${"x".repeat(80)}/`],
    ["logs/algoperf/previous_leaderboards/v05/adamg/study_0/criteo1tb/", "…/v05/adamg/study_0/criteo1tb/"]
  ])("%s → %s", (folder, expected) => expect(shortFolder(folder)).toBe(expected));
});

describe("ownName(name)", () => {
  it.each([
    ["run", "run"],
    ["12", "12"],
    ["ppo/Walker-v3_1/12", "Walker-v3_1/12"],
    ["ppo/Walker-v3_1/12#2", "Walker-v3_1/12#2"],
    ["logs/a/seed-1", "seed-1"]
  ])("%s → %s", (name, expected) => expect(ownName(name)).toBe(expected));
});
