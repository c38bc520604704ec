import {describe, expect, it} from "vitest";
import * as native from "../../native/browser.ts";
import {exampleStreams, fused} from "../../src/components/fuse-example.ts";
import {
  gridOf,
  jittered,
  outsideOf,
  resampled,
  rippled,
  rowsRead,
  shortLog,
  writtenTwice
} from "../../src/components/resample-example.ts";
import type {Ops} from "../../src/components/resample-example.ts";

const ops: Ops = native;

describe("resampled(samples, at, outside)", () => {
  const samples = {times: [0, 1, 3], values: [0, 10, 40]};
  it("says what was read for each target", () => {
    expect(resampled(samples, [0.25, 1, 2], "clamp", ops)).toEqual([
      {time: 0.25, value: 2.5, low: 0, high: 1, weight: 0.25, kind: "between"},
      {time: 1, value: 10, low: 1, high: 1, weight: 0, kind: "exact"},
      {time: 2, value: 25, low: 1, high: 2, weight: 0.5, kind: "between"}
    ]);
  });
  it.each([
    ["clamp", 40, {low: 2, high: 2, weight: 0}],
    ["nan", NaN, {low: null, high: null, weight: 0}],
    ["linear", 55, {low: 1, high: 2, weight: 1.5}]
  ] as const)("%s, outside", (outside, value, read) =>
    expect(resampled(samples, [4], outside, ops)).toEqual([{time: 4, value, ...read, kind: "outside"}])
  );
  it("has a mixture of its two rows by its weight as its value", () => {
    const made = jittered({rate: 14, jitter: 0.7});
    const targets = resampled(made, gridOf(0.2, 0.8, 20), "clamp", ops).filter(({kind}) => kind === "between");
    expect(targets.length).toBeGreaterThan(8);
    for (const {low, high, weight, value} of targets)
      expect(value).toBeCloseTo((1 - weight) * made.values[low!]! + weight * made.values[high!]!, 6);
  });
  it("takes the last of two rows with one time", () => {
    const log = writtenTwice(0);
    const [before, at] = resampled(log, [0.3 - 1e-9, 0.3], "clamp", ops);
    expect(before!.value).toBeCloseTo(log.values[3]!, 5);
    expect(at!.value).toBe(Math.fround(log.values[4]!));
  });
  it("throws what resample throws", () =>
    expect(() => resampled(shortLog(1), [0], "linear", ops)).toThrow("linear needs two distinct ones"));
});

describe("rowsRead(targets)", () => {
  it("counts two rows for a target between, one on a sample, none for NaN", () => {
    const samples = {times: [0, 1, 2, 3], values: [1, 2, 3, 4]};
    expect(rowsRead(resampled(samples, [0.5, 0.6, 3, 9], "nan", ops))).toBe(3);
  });
  it("is two per target from a fast clock to a slow one", () =>
    expect(rowsRead(resampled(rippled(500), rippled(10).times, "clamp", ops))).toBe(20));
});

describe("the examples", () => {
  it.each([0, 0.5, 1])("keep their order with a jitter of %s", (jitter) => {
    const {times} = jittered({rate: 40, jitter});
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
  it("are the same each time", () => {
    expect(jittered({rate: 14, jitter: 0.7})).toEqual(jittered({rate: 14, jitter: 0.7}));
    expect(exampleStreams(0.6)).toEqual(exampleStreams(0.6));
  });
  it("lie on a grid from its phase on", () => expect(gridOf(0, 1, 4, 0.5)).toEqual([0.125, 0.375, 0.625, 0.875]));
  it("name no mode that there is not", () => expect(() => outsideOf("wrap", ops)).toThrow('found "wrap"'));
});

describe("fused(streams, targets)", () => {
  it("puts every column of every stream side by side, equal to resampling each", () => {
    const made = fused(exampleStreams(0.6), gridOf(0.1, 1.9, 8), ops);
    expect(made.columns.map(({name}) => name)).toEqual(["utilisation", "clock", "loss", "accuracy"]);
    expect(made.rows.map((row) => row.length)).toEqual(made.targets.map(() => 4));
    expect(made.same).toBe(true);
    expect(made.rows[0]![3]).toBe(Math.fround(0.31));
  });
  it("says so where a value has other bits", () => {
    const off: Ops = {
      ...native,
      fuse: (...given) => {
        const y = native.fuse(...given);
        y.data[5] = 1;
        return y;
      }
    };
    expect(fused(exampleStreams(0.6), gridOf(0.1, 1.9, 8), off).same).toBe(false);
  });
});
