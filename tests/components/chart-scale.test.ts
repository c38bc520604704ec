import {describe, expect, it} from "vitest";
import {axisEncoding, positionOn, scaleFor, valueAt} from "../../src/components/chart-scale.ts";

describe("scaleFor(values, options)", () => {
  it("ends at round numbers", () => {
    expect(scaleFor([27.3, 42]).ticks).toEqual([25, 30, 35, 40, 45]);
    expect(scaleFor([27.3, 42]).domain).toEqual([25, 45]);
  });
  it("writes ticks with the decimals of their step", () =>
    expect(scaleFor([0, 0.3]).labels).toEqual(["0.0", "0.1", "0.2", "0.3"]));
  it("has ticks that are exactly what they say", () => {
    const {ticks, labels} = scaleFor([0, 0.3]);
    expect(ticks.map(String)).toEqual(labels.map((label) => String(Number(label))));
  });
  it("includes zero where asked", () => expect(scaleFor([27, 42], {zero: true}).domain[0]).toBe(0));
  it("ends at the values where tight", () => {
    const scale = scaleFor([3, 97], {tight: true});
    expect(scale.domain).toEqual([3, 97]);
    expect(scale.ticks).toEqual([20, 40, 60, 80]);
  });
  it("gives a single value room", () => {
    const {domain} = scaleFor([5]);
    expect(domain[0]).toBeLessThan(5);
    expect(domain[1]).toBeGreaterThan(5);
  });
  it("takes zero alone", () => expect(scaleFor([0]).domain[1]).toBeGreaterThan(0));
  it("leaves out what is not finite", () => expect(scaleFor([1, 2, NaN, Infinity]).domain).toEqual([1, 2]));
  it("is [0, 1] for nothing", () => expect(scaleFor([]).domain).toEqual([0, 1]));
  it("has decades on a log axis, and leaves out what is not positive", () => {
    const scale = scaleFor([-1, 0, 0.001, 1000], {log: true});
    expect(scale.ticks).toEqual([0.01, 1, 100]);
    expect(scale.domain[0]).toBeGreaterThan(0);
  });
  it("has more than one tick within one decade", () => expect(scaleFor([2, 6], {log: true}).ticks).toEqual([2, 3, 5]));
});

describe("positionOn and valueAt", () => {
  it.each([
    [scaleFor([0, 10]), 2.5],
    [scaleFor([0.01, 100], {log: true}), 3]
  ])("are each other's inverse", (scale, v) =>
    expect(valueAt(scale, positionOn(scale, v, 400), 400)).toBeCloseTo(v, 12)
  );
});

describe("axisEncoding(scale, axis)", () => {
  it("labels each tick by its own text", () => {
    const scale = scaleFor([0, 1000], {count: 2});
    const {axis} = axisEncoding(scale, {title: "step"}) as {axis: {values: number[]; labelExpr: string; title: string}};
    expect(axis.values).toEqual(scale.ticks);
    expect(axis.labelExpr).toBe('["0","500","1,000"][indexof([0,500,1000], datum.value)]');
  });
});
