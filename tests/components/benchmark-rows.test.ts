import {describe, expect, it} from "vitest";
import type {ChartContext} from "../../src/components/chart-plan.ts";
import {themeWith} from "../../src/components/chart-theme.ts";
import {benchmarkPlan} from "../../src/components/benchmark-plan.ts";
import {axisWords, benchmarkGroups, caseNames} from "../../src/components/benchmark-rows.ts";
import type {BenchmarkCase} from "../../src/components/benchmark-rows.ts";
import {sharedWords} from "../../src/components/benchmark-table.ts";

const measured = (more: Partial<BenchmarkCase> = {}): BenchmarkCase =>
  ({
    case_id: "s.1",
    case: "fuse/small",
    op: "fuse",
    backend: "js",
    dtype: "float32",
    axes: '{"B":4,"D":8}',
    quantity: "time",
    unit_name: "ms",
    timed: "end-to-end",
    cache: "warm",
    device: "one",
    commit: null,
    least: 1,
    median: 2,
    greatest: 4,
    floor: 0.5,
    ...more
  }) as BenchmarkCase;

describe("benchmarkGroups(cases)", () => {
  it.each([
    ["device", {device: "two"}],
    ["op", {op: "resample"}],
    ["quantity", {quantity: "throughput"}],
    ["unit", {unit_name: "us"}],
    ["way of timing", {timed: "kernel"}]
  ])("never puts another %s on one axis", (_, other) => {
    expect(benchmarkGroups([measured(), measured(other)])).toHaveLength(2);
  });

  it("keeps backends, dtypes and shapes together, whose names tell them apart", () => {
    const cases = [measured(), measured({dtype: "bfloat16"}), measured({backend: "cpu"}), measured({axes: '{"B":1}'})];
    expect(benchmarkGroups(cases)).toHaveLength(1);
    expect(new Set(caseNames(cases)).size).toBe(4);
  });
});

describe("caseNames(cases)", () => {
  it("names dtype and backend only where they vary", () => {
    expect(caseNames([measured(), measured({axes: '{"B":1}'})])).toEqual(["B\u00a04 · D\u00a08", "B\u00a01"]);
    expect(caseNames([measured(), measured({dtype: "bfloat16"})])).toEqual([
      "B\u00a04 · D\u00a08, float32",
      "B\u00a04 · D\u00a08, bfloat16"
    ]);
  });

  it("numbers cases that nothing tells apart", () => {
    expect(caseNames([measured(), measured()])).toEqual(["B\u00a04 · D\u00a08", "B\u00a04 · D\u00a08 (2)"]);
  });
});

describe("axisWords(axes)", () => {
  it("says what it expected of a column that is no object", () => {
    expect(() => axisWords("[1]")).toThrow("expected the axes of a benchmark case as an object, found [1]");
  });
});

describe("sharedWords(cases)", () => {
  it("says once what all cases share, unlogged words too", () => {
    const {same, varying} = sharedWords([measured(), measured({backend: "cpu"})]);
    expect(varying).toEqual(["backend"]);
    expect(same).toContainEqual({label: "commit", word: null});
    expect(same).toContainEqual({label: "device", word: "one"});
  });
});

describe("benchmarkPlan(options, context)", () => {
  const context: ChartContext = {
    width: 900,
    height: 300,
    theme: themeWith("Inter"),
    measure: (text) => text.length * 7
  };

  it("has a point for every raw sample and keeps floor and samples on the axis", () => {
    const samples = [1, 2, 4].map((value, i) => ({case_id: "s.1", ordinal: i + 1, value, value_evidence: "s:1"}));
    const {points, frame} = benchmarkPlan({cases: [measured()], samples, log: true, xTitle: "time (ms)"}, context);
    expect(points?.map(({row}) => row.ms)).toEqual([1, 2, 4]);
    for (const {x} of points ?? []) expect(x).toBeGreaterThanOrEqual(0);
    expect(Math.max(...(points ?? []).map(({x}) => x))).toBeLessThanOrEqual(frame?.width ?? 0);
  });
});
