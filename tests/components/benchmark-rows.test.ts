import {describe, expect, it} from "vitest";
import type {ChartContext} from "../../src/components/chart-plan.ts";
import {themeWith} from "../../src/components/chart-theme.ts";
import {benchmarkPlan} from "../../src/components/benchmark-plan.ts";
import {bandwidthPlan} from "../../src/components/bandwidth-plan.ts";
import {
  axisWords,
  benchmarkGroups,
  benchmarkSubjects,
  benchmarkViews,
  backendSeries
} from "../../src/components/benchmark-rows.ts";
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
    threads: 1,
    file: "a.ndjson",
    device: "one",
    commit: null,
    least: 1,
    median: 2,
    greatest: 4,
    floor: 0.5,
    of_copy: 25,
    of_copy_low: 20,
    of_copy_high: 30,
    ...more
  }) as BenchmarkCase;

describe("benchmarkGroups(cases)", () => {
  it.each([
    ["device", {device: "two"}],
    ["op", {op: "resample"}],
    ["quantity", {quantity: "throughput"}],
    ["unit", {unit_name: "us"}],
    ["way of timing", {timed: "kernel"}],
    ["cache", {cache: "cold"}]
  ])("never puts another %s on one axis", (_, other) => {
    expect(benchmarkGroups([measured(), measured(other)])).toHaveLength(2);
  });

  it("keeps backends, dtypes and shapes together", () => {
    const cases = [measured(), measured({dtype: "bfloat16"}), measured({backend: "cpu"}), measured({axes: '{"B":1}'})];
    expect(benchmarkGroups(cases)).toHaveLength(1);
  });
});

describe("benchmarkViews(cases)", () => {
  it("puts apart what was timed and the cache, the kernel on a cold cache first", () => {
    const kinds = [{timed: "end-to-end"}, {timed: "kernel"}, {timed: "kernel", cache: "cold"}, {cache: null}];
    const views = benchmarkViews(kinds.map(measured));
    expect(views.map(({id}) => id)).toEqual(["kernel cold", "kernel warm", "end-to-end warm", "end-to-end"]);
    for (const {cases} of views) expect(new Set(cases.map(({timed, cache}) => `${timed} ${cache}`)).size).toBe(1);
  });
});

describe("benchmarkSubjects(cases)", () => {
  const names = (...cases: BenchmarkCase[]): string[] => benchmarkSubjects(cases).map(({name}) => name);
  const labels = (...cases: BenchmarkCase[]): string[] =>
    benchmarkSubjects(cases).flatMap(({lanes}) => lanes.map(({label}) => label));

  it("has one row per shape and dtype, which its name says where it varies", () => {
    expect(names(measured(), measured({axes: '{"B":1}'}))).toEqual(["B\u00a04 · D\u00a08", "B\u00a01"]);
    expect(names(measured(), measured({dtype: "bfloat16"}))).toEqual([
      "B\u00a04 · D\u00a08, float32",
      "B\u00a04 · D\u00a08, bfloat16"
    ]);
  });
  it("has one lane per backend, with threads and run where it has several", () => {
    expect(labels(measured(), measured({backend: "cpu", threads: 2}))).toEqual(["js", "cpu"]);
    expect(labels(measured({threads: 2}), measured())).toEqual(["js, 2 threads", "js, 1 thread"]);
    expect(labels(measured(), measured({file: "b.ndjson"}))).toEqual(["js, a.ndjson", "js, b.ndjson"]);
  });
  it("numbers what nothing tells apart", () => {
    expect(labels(measured(), measured())).toEqual(["js", "js (2)"]);
    expect(names(measured(), measured({case: "other"}))).toEqual(["B\u00a04 · D\u00a08", "B\u00a04 · D\u00a08 (2)"]);
  });
});

describe("axisWords(axes)", () => {
  it("names a cube and words by themselves", () => {
    const axes = '{"N":9,"X":4,"Y":4,"Z":4,"mode":"count"}';
    expect(axisWords(axes)).toBe("N\u00a09 · 4³\u00a0cells · count");
    expect(axisWords('{"X":4,"Y":4,"Z":8,"S":"4+6"}')).toBe("X\u00a04 · Y\u00a04 · Z\u00a08 · S\u00a04+6");
  });
  it("says of axes that count something what they count", () => {
    expect(axisWords('{"log":"audit","megabytes":10,"lines":55895}')).toBe("audit · 10\u00a0MB · 55,895\u00a0lines");
  });
  it("says what it expected of a column that is no object", () => {
    expect(() => axisWords("[1]")).toThrow("expected the axes of a benchmark case as an object, found [1]");
  });
});

describe("backendSeries(backends)", () => {
  it("gives a backend the same place in whatever order they come", () => {
    const places = (...names: string[]) => [...backendSeries(names)].sort();
    expect(places("acme", "js", "zeta")).toEqual(places("zeta", "js", "acme"));
  });
  it("tells the contenders of ingest apart", () => {
    const names = ["colophon", "colophon append", "duckdb", "store only"];
    const series = backendSeries(names);
    expect(new Set(names.map((name) => series.get(name))).size).toBe(names.length);
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

describe("bandwidthPlan(cases, context)", () => {
  const context: ChartContext = {
    width: 900,
    height: 300,
    theme: themeWith("Inter"),
    measure: (text) => text.length * 7
  };
  it("has a point per case with a copy, lanes that do not touch, and the copy on the axis", () => {
    const cases = [measured(), measured({backend: "cpu", of_copy: 90}), measured({backend: "numpy", of_copy: null})];
    const {points, frame, legend} = bandwidthPlan(cases, context);
    expect(points?.map(({row}) => row["% of copy"])).toEqual([25, 90]);
    const [js, cpu] = points!;
    expect(Math.abs(js!.y - cpu!.y)).toBeGreaterThan(12);
    expect(cpu!.x).toBeLessThan(frame!.width);
    expect(legend?.map(({label}) => label)).toEqual(["js", "cpu"]);
  });
});
