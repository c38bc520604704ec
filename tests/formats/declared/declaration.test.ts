import {describe, expect, it} from "vitest";
import {checkDeclarations, declarationKey, groupsOf} from "../../../loaders/formats/declared/declaration.ts";
import {globExpression} from "../../../loaders/formats/declared/path-match.ts";

const line = {name: "a", match: "*.log", line: /step (?<step>\d+) loss (?<loss>\S+)/};
const columns = {name: "b", match: /\.csv$/, columns: {step: "it", loss: {metric: "train/loss", unit: "nats"}}};

describe("checkDeclarations(declarations)", () => {
  it("takes lines and columns", () =>
    expect(() =>
      checkDeclarations([
        {...line, units: {loss: "nats"}},
        {...columns, rows: "history", delimiter: ";"}
      ])
    ).not.toThrow());

  it.each([
    ["no list", line, "a list of"],
    ["a name with a space", [{...line, name: "a b"}], "a name of letters"],
    ["one name twice", [line, {...columns, name: "a"}], "names that differ"],
    ["no match", [{...line, match: undefined}], 'formats "a": match, a glob'],
    ["neither line nor columns", [{name: "a", match: "*"}], "either line or columns"],
    ["both", [{...line, columns: {a: "b"}}], "either line or columns"],
    ["a line that is text", [{...line, line: "step"}], "a regular expression"],
    ["a line without a metric", [{...line, line: /(?<step>\d+)/}], "a named group beside step"],
    ["a sticky line", [{...line, line: /(?<loss>\d+)/y}], "without the flags g and y"],
    ["units that are no texts", [{...line, units: {loss: 1}}], "units"],
    ["rows of a line", [{...line, rows: "a"}], "rows only with columns"],
    ["columns of numbers", [{...columns, columns: {loss: 1}}], "a text or {metric, unit}"],
    ["columns without a metric", [{...columns, columns: {step: "it"}}], "a column beside step"],
    ["a delimiter of two", [{...columns, delimiter: "||"}], "one character"],
    ["units of columns", [{...columns, units: {loss: "nats"}}], "units only with line"],
    ["a word that nobody knows", [{...line, pattern: /a/}], "only name, match, line"]
  ])("refuses %s", (_title, declarations, expected) => {
    expect(() => checkDeclarations(declarations)).toThrow(TypeError);
    expect(() => checkDeclarations(declarations)).toThrow(expected);
  });
});

describe("declarationKey(declarations)", () => {
  it.each([
    ["source", {...line, line: /step (?<step>\d+) loss (?<loss>.+)/}],
    ["flags", {...line, line: /step (?<step>\d+) loss (?<loss>\S+)/i}],
    ["match", {...line, match: "*.txt"}],
    ["units", {...line, units: {loss: "nats"}}]
  ])("differs by the %s of an expression", (_title, other) =>
    expect(declarationKey([other])).not.toBe(declarationKey([line]))
  );
});

describe("groupsOf(expression)", () => {
  it("names the groups, not what looks behind or ahead", () =>
    expect(groupsOf(/(?<=a)(?<b>x)(?:c)(?<!d)(?<e_1>y)(?=f)/)).toEqual(["b", "e_1"]));
});

describe("globExpression(glob)", () => {
  it.each([
    ["*.log", "a.log", true],
    ["*.log", "logs/deep/a.log", true],
    ["*.log", "a.log.txt", false],
    ["logs/*.log", "logs/a.log", true],
    ["logs/*.log", "logs/deep/a.log", false],
    ["logs/**/*.log", "logs/a.log", true],
    ["logs/**/*.log", "logs/deep/er/a.log", true],
    ["logs/**", "logs/deep/a", true],
    ["logs/run-?.txt", "logs/run-1.txt", true],
    ["logs/a+b (1).txt", "logs/a+b (1).txt", true],
    ["logs/a+b (1).txt", "logs/aab 1.txt", false]
  ])("%s over %s: %s", (glob, path, holds) => expect(globExpression(glob).test(path)).toBe(holds));
});
