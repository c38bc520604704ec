import {describe, expect, it} from "vitest";
import {
  functions,
  leaves,
  parseExpression,
  recompute,
  type Expression,
  type Leaf
} from "../../loaders/evidence/expression.ts";
import {resampleSync, tensor} from "../../native/index.ts";
import {seeded} from "../seeded.ts";

const of = (...values: (string | number)[]): Leaf[] => values.map((value, i) => [`s:${i + 1}`, value]);

const cases: [string, Leaf[], number | string][] = [
  ["count", of("a", "b", "a"), 3],
  ["count distinct", of("a", "b", "a"), 2],
  ["sum", of("1.5", 2), 3.5],
  ["min", of("3", "-1"), -1],
  ["max", of("3", "-1"), 3],
  ["mean", of(1, 2, 6), 3],
  ["median", of(9, 1, 4, 2), 3],
  ["bootstrap low", of(9, 1, 4), 1],
  ["bootstrap high", of(9, 1, 4), 9],
  ["sample sd", of(1, 3), Math.SQRT2],
  ["minutes between", of("1634000000000", "1634000090000"), 1.5],
  ["minutes between", of("1634000000.25", "1634000090.25"), 1.5],
  ["minutes between", of("1634000000000000", "1634000090000000"), 1.5],
  ["seconds between", of("2025-01-01T00:00:00Z", "2025-01-01T00:00:02Z"), 2],
  ["days between", of("2025-10-05", "2025-10-06"), 1],
  ["difference", of(5, 3), 2],
  ["ratio", of(6, 3), 2],
  ["percent", of(1, 4), 25],
  ["scale", of(2, 3), 6],
  ["gigabytes per second", of(4_000_000, 2, "ms"), 2],
  ["resample", of(10, 20, 0, 4, 1), 12.5],
  ["resample", of("0.1"), Math.fround(0.1)]
];

describe("recompute(expression)", () => {
  it("has a case for every function", () => {
    expect(new Set(cases.map(([fn]) => fn))).toEqual(new Set(Object.keys(functions)));
  });

  it.each(cases)("%s", (fn, inputs, expected) => {
    expect(recompute({fn, n: inputs.length, of: inputs})).toBeCloseTo(expected as number, 12);
  });

  it("recomputes nested expressions", () => {
    const span = (a: number, b: number): Expression => ({fn: "minutes between", n: 2, of: of(a, b)});
    expect(recompute({fn: "median", n: 3, of: [span(0, 60000), span(0, 180000), span(0, 120000)]})).toBe(2);
  });

  it("does not pretend to recompute what was cut at 1,000 inputs", () => {
    expect(recompute({fn: "median", n: 1001, of: of(1, 2)})).toBeNull();
    expect(recompute({fn: "count", n: 1001, of: of(1, 2)})).toBe(1001);
  });
});

describe("resample", () => {
  const again = (...inputs: (string | number)[]): number =>
    Number(recompute({fn: "resample", n: 5, of: of(...inputs)}));

  it("has the bits of the op", () => {
    const random = seeded(5);
    for (let i = 0; i < 500; i++) {
      const [a, b] = [random.uniform(-9, 9), random.uniform(-9, 9)];
      const [from, at, to] = [0, 0, 0].map(() => random.uniform(0, 1e4)).sort((p, q) => p - q) as [
        number,
        number,
        number
      ];
      const {y} = resampleSync(
        tensor("float32", [1, 2, 1], Float32Array.of(a, b)),
        tensor("float64", [1, 2], Float64Array.of(from, to)),
        tensor("float64", [1, 1], Float64Array.of(at))
      );
      expect(again(a, b, from, to, at)).toBe(y.data[0]);
    }
  });

  it.each([
    ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:04.000Z", "2026-01-01T00:00:01.000Z"],
    ["2026-01-01T00:00:00", "2026-01-01T00:00:04Z", "2026-01-01T01:00:01+01:00"],
    ["2026-01-01 00:00:00,000", "2026-01-01 00:00:04,000", "2026-01-01 00:00:01,000123"],
    ["1767225600", "1767225604.0", "1767225601"]
  ])("reads the times %s, %s and %s", (from, to, at) => expect(again(10, 20, from, to, at)).toBe(12.5));
});

describe("parseExpression(text)", () => {
  it("names the functions it knows when it meets another", () => {
    expect(() => parseExpression('{"fn":"guess","n":0,"of":[]}')).toThrow(
      /expected one of the functions .*median.*found "guess"/
    );
  });

  const [a, b] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];

  it("lists every leaf", () => {
    const sum = {fn: "sum", n: 1, of: [[`${b}#units`, 7]]};
    const tree = parseExpression(JSON.stringify({fn: "ratio", n: 2, of: [[`${a}:1`, "2"], sum]}));
    expect([...leaves(tree)]).toEqual([
      [`${a}:1`, "2"],
      [`${b}#units`, 7]
    ]);
  });

  it.each([
    [
      "a leaf without a place",
      [["a:1", 2]],
      'expected a place such as evidence_of(source_id, unit) in a leaf, found "a:1"'
    ],
    ["a leaf whose value is a list", [[null, [1]]], "expected a number or a text in a leaf, found [1]"],
    ["an input that is a number", [3], "expected one of the functions"],
    ["inputs that are no list", 3, "expected sum with n, a number, and of, a list"]
  ])("refuses %s", (_, of, message) => {
    expect(() => parseExpression(JSON.stringify({fn: "sum", n: 1, of}))).toThrow(message);
  });
});
