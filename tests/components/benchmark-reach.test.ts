import {describe, expect, it} from "vitest";
import {reachOf} from "../../src/components/benchmark-reach.ts";
import type {BenchmarkCase} from "../../src/components/benchmark-rows.ts";

const measured = (backend: string, of_copy: number | null) => ({backend, of_copy}) as BenchmarkCase;
const ends = (...cases: BenchmarkCase[]) =>
  reachOf(cases).map(({backend, low, high}) => [backend, low.of_copy, high.of_copy]);

describe("reachOf(cases)", () => {
  it("keeps backends apart, the one that reaches most first", () => {
    const cases = [
      measured("js", 2),
      measured("cpu", 60),
      measured("js", 13),
      measured("cpu", 75),
      measured("cpu", 33)
    ];
    expect(ends(...cases)).toEqual([
      ["cpu", 33, 75],
      ["js", 2, 13]
    ]);
  });

  it("leaves out what has no copy beside it", () => {
    expect(ends(measured("duckdb", null), measured("cpu", 50), measured("cpu", null))).toEqual([["cpu", 50, 50]]);
  });
});
