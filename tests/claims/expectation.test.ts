import {describe, expect, it} from "vitest";
import {decide, parseExpectation, type Found} from "../../loaders/claims/expectation.ts";
import {relations} from "../../loaders/claims/relation.ts";
import {findUnboundNumbers} from "../../loaders/claims/prose.ts";
import {convert, unitNames} from "../../loaders/claims/unit.ts";

describe("convert(value, from, to)", () => {
  it.each([
    [840, "s", "min", 14],
    [2.5, "ms", "µs", 2500],
    [2.5, "us", "μs", 2.5],
    [90, "min", "h", 1.5],
    [1, "GB", "MB", 1000],
    [1, "GiB", "MiB", 1024],
    [1.5, "GB/s", "MB/s", 1500],
    [4, "x", "×", 4],
    [4, "", "x", 4],
    [7, "tokens/s", "tokens/s", 7],
    [2, "days", "h", 48],
    [8, "Mbit/s", "kbit/s", 8000],
    [1.2, "TFLOP/s", "GFLOP/s", 1200],
    [2.1, "GHz", "MHz", 2100],
    [3, "percent", "%", 3],
    [250, "mW", "W", 0.25]
  ])("%d %s is %s %d", (value, from, to, result) => {
    expect(convert(value, from, to)).toBe(result);
  });

  it.each([
    ["ms", "MB"],
    ["%", ""],
    ["%", "x"],
    ["GB", "GB/s"],
    ["tokens/s", "samples/s"],
    ["GB", "Gbit"],
    ["GFLOP/s", "GB/s"],
    ["ms/s", "s/s"],
    ["constructor", ""],
    ["toString/s", "/s"]
  ])("finds nothing in common of %j and %j", (from, to) => {
    expect(convert(1, from, to)).toBeNull();
  });
});

describe("the tables of units and relations", () => {
  it.each(unitNames.map((name) => [name]))("%s is read behind a number, and refused unbound in prose", (name) => {
    expect(parseExpectation(`>= 4 ${name}`)).toMatchObject({target: 4, unit: name});
    expect(findUnboundNumbers({path: "a.md", markdown: `It is 4 ${name}.`})).toHaveLength(1);
    expect(convert(4, name, name)).toBe(4);
  });

  it.each(Object.entries(relations))("%s is read as %s", (word, relation) => {
    expect(parseExpectation(`${word} 4 ms`)).toMatchObject({relation, target: 4, unit: "ms"});
  });

  it.each([
    ["=", [false, true, false]],
    ["!=", [true, false, true]],
    [">", [false, false, true]],
    [">=", [false, true, true]],
    ["<", [true, false, false]],
    ["<=", [true, true, false]]
  ])("%s is decided below, at and above its target", (relation, expected) => {
    const met = [3, 4, 5].map((value) => decide(parseExpectation(`${relation} 4`)!, {value}).verdict === "pass");
    expect(met).toEqual(expected);
    expect(Object.values(relations)).toContain(relation);
  });
});

describe("parseExpectation(text)", () => {
  it.each([
    [">= 4 x", {relation: ">=", target: 4, unit: "x", tolerance: null, of: null}],
    ["<= 30 ms", {relation: "<=", target: 30, unit: "ms", tolerance: null, of: null}],
    ["≤30ms", {relation: "<=", target: 30, unit: "ms", tolerance: null, of: null}],
    ["= 14", {relation: "=", target: 14, unit: "", tolerance: null, of: null}],
    ["> 0", {relation: ">", target: 0, unit: "", tolerance: null, of: null}],
    ["!= -1e-3", {relation: "!=", target: -0.001, unit: "", tolerance: null, of: null}],
    ["= 28.6 ± 0.05 min", {relation: "=", target: 28.6, unit: "min", tolerance: {amount: 0.05, unit: "min"}, of: null}],
    ["= 28.6 min ± 3 s", {relation: "=", target: 28.6, unit: "min", tolerance: {amount: 3, unit: "s"}, of: null}],
    [
      "= 38.51 ± 0.1 % min",
      {relation: "=", target: 38.51, unit: "min", tolerance: {amount: 0.1, unit: "share"}, of: null}
    ],
    [
      "= 38.51 min ± 0.1 %",
      {relation: "=", target: 38.51, unit: "min", tolerance: {amount: 0.1, unit: "share"}, of: null}
    ],
    ["= 50 ± 1 %", {relation: "=", target: 50, unit: "", tolerance: {amount: 1, unit: "share"}, of: null}],
    ["= 50 % ± 1 %", {relation: "=", target: 50, unit: "%", tolerance: {amount: 1, unit: "%"}, of: null}],
    ["= 50 +/- 1 % %", {relation: "=", target: 50, unit: "%", tolerance: {amount: 1, unit: "share"}, of: null}],
    ["at most 2 of 10", {relation: "<=", target: 2, unit: "", tolerance: null, of: 10}],
    ["falls", {direction: "lower", unit: "", by: null}],
    ["rises by at least 10 %", {direction: "higher", unit: "", by: {relation: ">=", amount: 10, unit: "%"}}],
    ["lower by 2 ms", {direction: "lower", unit: "", by: {relation: ">=", amount: 2, unit: "ms"}}],
    ["at least 1.5 GB/s", {relation: ">=", target: 1.5, unit: "GB/s", tolerance: null, of: null}]
  ])("reads %j", (text, parts) => {
    expect(parseExpectation(text)).toEqual({text, ...parts});
  });

  it.each([
    "",
    "4 x",
    "about 4 x",
    ">= x",
    ">= 4 x y",
    "> 4 ± 1",
    "= 4 ± -1",
    "= 4 ms ± 1 MB",
    "= 4 ± 1 % ms s",
    "= 4 ± 1 of 5",
    ">= 4,000",
    "= 4 ms ± 1 % s",
    "falls by",
    "falls by a lot",
    "falls to 3 ms",
    "sinks"
  ])("refuses %j", (text) => {
    expect(parseExpectation(text)).toBeNull();
  });
});

describe("decide(expectation, found)", () => {
  const cases: [string, Found, string, string][] = [
    [">= 4 x", {value: 4, unit: "×"}, "pass", "found 4 x"],
    [">= 4 x", {value: 3.999}, "fail", "found 3.999 x"],
    ["<= 30 ms", {value: 0.03, unit: "s"}, "pass", "found 30 ms"],
    ["> 0", {value: 0}, "fail", "found 0"],
    ["< 0", {value: -1}, "pass", "found -1"],
    ["= 14", {value: 14}, "pass", "found 14"],
    ["= 14", {value: 14.2}, "fail", "found 14.2; state a tolerance (±) if rounding is meant"],
    ["!= 14", {value: 14.2}, "pass", "found 14.2"],
    ["!= 14", {value: 14}, "fail", "found 14"],
    ["= 0.3", {value: 0.1 + 0.2}, "pass", "found 0.3"],
    ["= 28.6 ± 0.05 min", {value: 28.65}, "pass", "found 28.65 min"],
    ["= 28.6 ± 0.05 min", {value: 28.55}, "pass", "found 28.55 min"],
    ["= 28.6 ± 0.05 min", {value: 28.6501}, "fail", "found 28.6501 min"],
    ["= 28.6 min ± 3 s", {value: 1719, unit: "s"}, "pass", "found 28.65 min"],
    ["= 28.6 min ± 3 s", {value: 1720, unit: "s"}, "fail", "found 28.6666666667 min"],
    ["= 38.51 ± 0.1 % min", {value: 38.5485}, "pass", "found 38.5485 min"],
    ["= 38.51 ± 0.1 % min", {value: 38.5486}, "fail", "found 38.5486 min"],
    ["= -50 ± 10 %", {value: -54}, "pass", "found -54"],
    ["= 50 % ± 1 %", {value: 51.1, unit: "%"}, "fail", "found 51.1 %"],
    ["at most 2 of 10", {value: 2, n: 10}, "pass", "found 2"],
    ["at most 2 of 10", {value: 3, n: 10}, "fail", "found 3"],
    ["at most 2 of 10", {value: 2, n: 12}, "fail", "the claim speaks of 10 and there are 12"],
    ["at most 2 of 10", {value: 2}, "undecided", "the claim speaks of 10 and the query returns no n"],
    ["<= 30 ms", {value: 3, unit: "MB"}, "undecided", "a value in MB cannot be compared with a value in ms"],
    ["<= 30", {value: 3, unit: "%"}, "undecided", "a value in % cannot be compared with a plain number"],
    ["<= 30 %", {value: 3, unit: ""}, "undecided", "a plain number cannot be compared with a value in %"],
    ["higher", {value: 5, baseline: 4}, "pass", "found 5 against a baseline of 4"],
    ["higher", {value: 4, baseline: 4}, "fail", "found 4 against a baseline of 4"],
    ["falls", {value: 5, unit: "ms", baseline: 4}, "fail", "found 5 ms against a baseline of 4 ms"],
    [
      "falls by 10 %",
      {value: 3.6, unit: "ms", baseline: 4},
      "pass",
      "found 3.6 ms against a baseline of 4 ms, 10 % lower"
    ],
    [
      "falls by 10 %",
      {value: 4.4, unit: "ms", baseline: 4},
      "fail",
      "found 4.4 ms against a baseline of 4 ms, -10 % lower"
    ],
    [
      "rises by at most 500 us",
      {value: 4.4, unit: "ms", baseline: 4},
      "pass",
      "found 4.4 ms against a baseline of 4 ms, 400 us higher"
    ],
    [
      "rises by at most 500 us",
      {value: 3, unit: "ms", baseline: 4},
      "fail",
      "found 3 ms against a baseline of 4 ms, -1000 us higher"
    ],
    ["rises by 3 %", {value: 93, unit: "%", baseline: 90}, "pass", "found 93 % against a baseline of 90 %, 3 % higher"],
    [
      "falls by 3 MB",
      {value: 1, unit: "ms", baseline: 4},
      "undecided",
      "found 1 ms against a baseline of 4 ms, a distance that cannot be had in MB"
    ],
    [
      "rises by 3 %",
      {value: 1, baseline: 0},
      "undecided",
      "found 1 against a baseline of 0, a distance that cannot be had in %"
    ],
    [
      "falls",
      {value: 5},
      "undecided",
      'found 5, and the claim speaks of a direction and the query returns no baseline: select it as a column "baseline"'
    ],
    ["> 0", {value: NaN}, "undecided", "the value is not a finite number (NaN)"],
    ["> 0", {value: Infinity}, "undecided", "the value is not a finite number (Infinity)"],
    ["> 0", {value: null}, "no-evidence", "the query found no value"]
  ];
  it.each(cases)("%s of %o is %s", (text, found, verdict, why) => {
    expect(decide(parseExpectation(text)!, found)).toEqual({verdict, why});
  });
});
