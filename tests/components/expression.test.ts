import {describe, expect, it} from "vitest";
import {functions, recompute as shipped} from "../../loaders/evidence/expression.ts";
import {meanings, recompute} from "../../src/components/expression.ts";
import type {Expression} from "../../src/components/expression.ts";

const leaf = (raw: string | number | null, unit = 1): [string, string | number | null] => [`a:${unit}`, raw];
const tree = (fn: string, ...raws: (string | number | null)[]): Expression => ({
  fn,
  n: raws.length,
  of: raws.map((raw, i) => leaf(raw, i))
});

describe("recompute(expression)", () => {
  it.each<[Expression, number]>([
    [tree("median", 5, 1, 3, 2), 2.5],
    [tree("median", 5, 1, 3), 3],
    [tree("mean", 1, 2, 6), 3],
    [tree("count", "x", "y"), 2],
    [tree("count distinct", "x", "x", "y"), 2],
    [tree("min", "3", -1), -1],
    [tree("sample sd", 1, 2, 3), 1],
    [tree("minutes between", "1634738728000", "1634740445000"), 28.616666666666667],
    [tree("minutes between", "1634738728.5", "1634738758.5"), 0.5],
    [tree("days between", "2025-10-05", "2025-10-06"), 1],
    [tree("difference", 5, 3), 2],
    [tree("ratio", 6, 3), 2],
    [tree("percent", 1, 4), 25],
    [tree("resample", 10, 20, "2026-01-01T00:00:00Z", "2026-01-01 00:00:04", "2026-01-01T00:00:01Z"), 12.5],
    [tree("resample", "0.1"), Math.fround(0.1)]
  ])("%o", (expression, result) => expect(recompute(expression)).toBe(result));

  it("goes down the tree", () => {
    const inner = tree("minutes between", "0", "120000");
    expect(recompute({fn: "median", n: 2, of: [inner, leaf(4)]})).toBe(3);
  });
  it("knows a count it did not get in full", () => expect(recompute({fn: "count", n: 2500, of: [leaf(1)]})).toBe(2500));
  it("refuses what was cut", () => expect(recompute({fn: "sum", n: 2500, of: [leaf(1)]})).toBeNull());
  it("refuses a function it does not know", () => expect(recompute(tree("guess", 1))).toBeNull());
});

describe("meanings", () => {
  it("has words for every function that a view may name", () =>
    expect(Object.keys(functions).filter((name) => !(name in meanings))).toEqual([]));

  it("computes what the build computes", () => {
    const inputs = ["1634738728000", "1634740445000", 7, 0.1, 0.3];
    for (const fn of Object.keys(functions))
      expect([fn, recompute(tree(fn, ...inputs))]).toEqual([
        fn,
        shipped({fn, n: inputs.length, of: inputs.map((raw) => leaf(raw))})
      ]);
  });
});
