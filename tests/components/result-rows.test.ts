import {describe, expect, it} from "vitest";
import {
  barOf,
  collectionNames,
  resultName,
  resultNames,
  resultSeries,
  resultViews,
  shortName,
  type BenchmarkCollection,
  type BenchmarkResult
} from "../../src/components/result-rows.ts";
import {resultWords} from "../../src/components/result-table.ts";

const result = (more: Partial<BenchmarkResult> = {}): BenchmarkResult =>
  ({
    case_id: "s.1",
    case: "sort",
    axes: "{}",
    backend: null,
    dtype: null,
    threads: null,
    device: "one",
    quantity: "time",
    file: "a.json",
    commit: null,
    moment: null,
    moment_is: null,
    state: null,
    reason: null,
    value: 2,
    value_is: "mean",
    value_unit: "ms",
    low: null,
    high: null,
    bounds: null,
    spread: null,
    spread_is: null,
    spread_unit: null,
    ...more
  }) as BenchmarkResult;

describe("resultViews(rows)", () => {
  it.each([
    ["quantity", {quantity: "memory"}],
    ["unit", {value_unit: "s"}],
    ["device", {device: "two"}]
  ])("never puts another %s on one axis", (_, other) => {
    expect(resultViews([result(), result(other)])).toHaveLength(2);
  });

  it("keeps files apart where no device is named, and together where one is", () => {
    expect(resultViews([result(), result({file: "b.json"})])).toHaveLength(1);
    expect(resultViews([result({device: null}), result({device: null, file: "b.json"})])).toHaveLength(2);
  });

  it("leaves out cases without a value", () => {
    expect(resultViews([result({value: null, state: "failed"})])).toEqual([]);
  });
});

describe("resultSeries(rows)", () => {
  const on = (day: number, more: Partial<BenchmarkResult> = {}): BenchmarkResult =>
    result({moment: new Date(Date.UTC(2025, 0, day)), value: day, ...more});

  it("follows a case over three moments, the earliest first", () => {
    const [series, ...others] = resultSeries([on(3), on(1), on(2)]);
    expect(series?.rows.map(({value}) => value)).toEqual([1, 2, 3]);
    expect(others).toEqual([]);
  });
  it("is none where no case was measured that often", () => {
    expect(resultSeries([on(1), on(2), on(2)])).toEqual([]);
  });
  it("never joins two devices, units or parameters", () => {
    const others = [{device: "two"}, {value_unit: "s"}, {axes: '{"n":1}'}, {case: "merge"}];
    for (const other of others) expect(resultSeries([on(1), on(2), on(3), on(4, other)])).toHaveLength(2);
  });
});

describe("resultName(row)", () => {
  it("says parameters that the case's name does not say", () => {
    expect(resultName(result({case: "sort/64", axes: '{"n":64,"k":8}'}))).toBe("sort/64 · k\u00a08");
    expect(resultName(result({case: "copy N=2^10", axes: '{"N":1024}'}))).toBe("copy N=2^10");
    expect(resultName(result({backend: "cuda", threads: 2}))).toBe("sort · cuda · threads\u00a02");
  });
  it("keeps both ends of a signature", () => {
    const name = shortName(`void kernel<${"T, ".repeat(60)}> #8`);
    expect(name).toMatch(/^void kernel<T, .*….*> #8$/);
    expect(name.length).toBeLessThan(80);
  });
  it("has the file where a view is of several", () => {
    const rows = [result(), result({file: "b.json"})];
    expect([...resultNames(rows).values()]).toEqual(["sort · a", "sort · b"]);
  });
});

describe("collectionNames(collections)", () => {
  it("tells equal names apart by their folders", () => {
    const collection = (folder: string) => ({suite: "s", folder, tool: null}) as BenchmarkCollection;
    const names = collectionNames([collection("logs/a"), collection("logs/b")]);
    expect([...names.values()]).toEqual(["s, in logs/a", "s, in logs/b"]);
  });
});

describe("barOf(row)", () => {
  it.each([
    [{low: 1, high: 4, spread: 9, spread_unit: "ms"}, [1, 4]],
    [{spread: 0.5, spread_unit: "ms"}, [1.5, 2.5]],
    [{spread: 0.25, spread_unit: "ratio"}, [1.5, 2.5]],
    [{spread: 25, spread_unit: "%"}, [1.5, 2.5]],
    [{spread: 0.5, spread_unit: "s"}, null],
    [{spread: 0.5, spread_unit: null}, null],
    [{}, null],
    [{value: null, low: 1, high: 2}, null]
  ])("%j is %j", (more, bar) => expect(barOf(result(more))).toEqual(bar));
});

describe("resultWords(rows)", () => {
  it("says once what all share, gives a column to what varies, and is silent on what nobody states", () => {
    const {same, varying} = resultWords([result(), result({value_is: "median", commit: "abc"})]);
    expect(same).toEqual([{label: "file", word: "a.json"}]);
    expect(varying).toEqual(["value_is", "commit"]);
  });
});
