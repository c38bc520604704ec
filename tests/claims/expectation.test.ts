import {describe, expect, it} from "vitest";
import {decide, parseExpectation, type Found} from "../../loaders/claims/expectation.ts";
import {convert} from "../../loaders/claims/unit.ts";

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
    [7, "tokens/s", "tokens/s", 7]
  ])("%d %s is %s %d", (value, from, to, result) => {
    expect(convert(value, from, to)).toBe(result);
  });

  it.each([
    ["ms", "MB"],
    ["%", ""],
    ["%", "x"],
    ["GB", "GB/s"],
    ["tokens/s", "samples/s"],
    ["constructor", ""]
  ])("finds nothing in common of %j and %j", (from, to) => {
    expect(convert(1, from, to)).toBeNull();
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
    "= 4 ms ± 1 % s"
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
    ["> 0", {value: NaN}, "undecided", "the value is not a finite number (NaN)"],
    ["> 0", {value: Infinity}, "undecided", "the value is not a finite number (Infinity)"],
    ["> 0", {value: null}, "no-evidence", "the query found no value"]
  ];
  it.each(cases)("%s of %o is %s", (text, found, verdict, why) => {
    expect(decide(parseExpectation(text)!, found)).toEqual({verdict, why});
  });
});
