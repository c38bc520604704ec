import {describe, expect, it} from "vitest";
import {resampleSync} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {float64, round} from "./rational.ts";
import {bracket, interpolate, statedFloat32, ulpDistance} from "./oracle.ts";
import * as formats from "./rational.ts";
import {column, times} from "./tensors.ts";

const cumulative = (steps: number[]): number[] => steps.map((_, n) => steps.slice(0, n + 1).reduce((a, b) => a + b, 0));

/** Every value is what the stated arithmetic gives on a scan of the times, and within tolerance of the real line. */
function expectReference(values: number[], source: number[], target: number[]): void {
  const x = column(values);
  const y = resampleSync(x, times(source), times(target)).y.data as Float32Array;
  target.forEach((time, k) => {
    const place = bracket(source, time, "clamp")!;
    const [a, b] = [x.data[place.low]!, x.data[place.high]!];
    expect(y[k]).toBe(statedFloat32(place, a, b));
    const beside = Math.max(Math.abs(a), Math.abs(b));
    expect(ulpDistance(y[k]!, interpolate(place, a, b), beside, formats.float32)).toBeLessThanOrEqual(4);
  });
}

describe("resample on six kinds of clocks", () => {
  const random = seeded(20);
  const noise = (count: number): number[] => Array.from({length: count}, () => random.uniform(-3, 3));

  it("non-uniform: clusters of samples with gaps between them", () => {
    const source = cumulative(Array.from({length: 200}, (_, n) => (n % 20 === 0 ? 0.5 : 0.001)));
    expectReference(
      noise(200),
      source,
      Array.from({length: 300}, (_, k) => k * 0.017)
    );
  });

  it("phase-shifted: one rate, half a period apart", () => {
    const source = Array.from({length: 100}, (_, n) => n * 0.01);
    expectReference(
      noise(100),
      source,
      source.map((time) => time + 0.005)
    );
  });

  it("jittered: each sample up to nearly half a period off", () => {
    const jitter = (count: number, period: number): number[] =>
      Array.from({length: count}, (_, n) => (n + random.uniform(-0.49, 0.49)) * period);
    expectReference(noise(250), jitter(250, 0.01), jitter(125, 0.02));
  });

  it("skewed 10 Hz against 500 Hz, both ways", () => {
    const slow = Array.from({length: 30}, (_, n) => n / 10);
    const fast = Array.from({length: 1500}, (_, n) => n / 500 + 0.0003);
    expectReference(noise(30), slow, fast);
    expectReference(noise(1500), fast, slow);
  });

  it("clamping: a ramp stays at its ends outside the range and is exact inside", () => {
    const source = Array.from({length: 64}, (_, n) => 1 + n / 64);
    const ramp = source.map((time) => 8 * time);
    const target = [-100, 0, 1 - 2 ** -40, 1, 1.5, 1 + 63 / 64, 1 + 63 / 64 + 2 ** -40, 3, 1e6].sort((a, b) => a - b);
    const y = resampleSync(column(ramp), times(source), times(target)).y.data;
    expect([...y]).toEqual(target.map((time) => 8 * Math.min(Math.max(time, 1), 1 + 63 / 64)));
  });

  it("searchsorted: the interval is the one that a sorted search on the right finds", () => {
    const source = Array.from({length: 400}, () => random.integer(0, 150) / 8).sort((a, b) => a - b);
    const target = Array.from({length: 400}, () => random.integer(-40, 1300) / 64).sort((a, b) => a - b);
    expectReference(noise(400), source, target);
  });
});

describe("resample in epoch seconds", () => {
  const epoch = 1.7e9;
  const step = 2 ** -10;
  it("is bit-equal to the same clock from zero where the times are exact", () => {
    const random = seeded(4);
    const values = Array.from({length: 2000}, () => random.uniform(-1, 1));
    const source = values.map((_, n) => n * step);
    const target = Array.from({length: 1500}, (_, k) => (k * 4) / 3000).map(
      (time) => Math.round(time * 2 ** 20) / 2 ** 20
    );
    const moved = (clock: number[]): number[] => clock.map((time) => time + epoch);
    const near = resampleSync(column(values), times(source), times(target)).y.data;
    const far = resampleSync(column(values), times(moved(source)), times(moved(target))).y.data;
    expect(far).toEqual(near);
  });

  it("has the weight that the times as written say, in steps of a millisecond", () => {
    const random = seeded(5);
    const source = Array.from({length: 500}, (_, n) => epoch + n / 1000);
    const target = Array.from({length: 500}, (_, k) => epoch + (k + random.uniform(0, 1)) / 1003);
    expectReference(
      source.map(() => random.uniform(-1, 1)),
      source,
      target
    );
    const place = bracket(source, target[7]!, "clamp")!;
    expect(place.weight64).toBe(round(place.weight, float64));
  });
});
