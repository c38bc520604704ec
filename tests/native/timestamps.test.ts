import {describe, expect, it} from "vitest";
import {availableBackends, resampleSync} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import type {Seeded} from "../seeded.ts";
import {bracket, interpolate, larger, statedFloat32, ulpDistance} from "./oracle.ts";
import {float32, float64, round} from "./rational.ts";
import {column, times} from "./tensors.ts";

const cumulative = (steps: number[]): number[] => {
  let time = 0;
  return steps.map((step) => (time += step));
};

/** The first index whose time is greater than `at`, by bisection. */
function searchsorted(sorted: readonly number[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The interpolation of float64 columns, as a program on arrays would write it: sorted search, weight, clamped ends. */
function searched(values: ArrayLike<number>, source: readonly number[], at: number): number {
  const after = searchsorted(source, at);
  if (after === 0) return values[source.lastIndexOf(source[0]!)]!;
  if (after === source.length) return values[after - 1]!;
  const weight = (at - source[after - 1]!) / (source[after]! - source[after - 1]!);
  return (1 - weight) * values[after - 1]! + weight * values[after]!;
}

/** Every value is what the stated arithmetic gives, and within the declared 4 ulp of the real line and of the search. */
function expectReference(backend: string, values: number[], source: number[], target: number[]): void {
  const x = column(values);
  const y = resampleSync(x, times(source), times(target), {backend}).y.data;
  target.forEach((time, k) => {
    const place = bracket(source, time, "clamp")!;
    const [a, b] = [x.data[place.low]!, x.data[place.high]!];
    expect(y[k]).toBe(statedFloat32(place, a, b));
    const beside = larger(a, b);
    expect(ulpDistance(y[k]!, interpolate(place, a, b), beside, float32)).toBeLessThanOrEqual(4);
    expect(Math.abs(y[k]! - searched(x.data, source, time))).toBeLessThanOrEqual(
      4 * 2 ** -23 * round(beside, float64) + 2 ** -149
    );
  });
}

describe.each(availableBackends())("resample on six kinds of clocks, on %s", (backend) => {
  const random = seeded(20);
  const noise = (count: number): number[] => Array.from({length: count}, () => random.uniform(-3, 3));

  it("non-uniform: clusters of samples with gaps between them", () => {
    const source = cumulative(Array.from({length: 200}, (_, n) => (n % 20 === 0 ? 0.5 : 0.001)));
    const target = Array.from({length: 300}, (_, k) => k * 0.017);
    expectReference(backend, noise(200), source, target);
  });

  it("phase-shifted: one rate, half a period apart", () => {
    const source = Array.from({length: 100}, (_, n) => n * 0.01);
    const target = source.map((time) => time + 0.005);
    expectReference(backend, noise(100), source, target);
  });

  it("jittered: each sample up to nearly half a period off", () => {
    const jitter = (count: number, period: number): number[] =>
      Array.from({length: count}, (_, n) => (n + random.uniform(-0.49, 0.49)) * period);
    expectReference(backend, noise(250), jitter(250, 0.01), jitter(125, 0.02));
  });

  it("skewed: 10 Hz against 500 Hz, both ways", () => {
    const slow = Array.from({length: 30}, (_, n) => n / 10);
    const fast = Array.from({length: 1500}, (_, n) => n / 500 + 0.0003);
    expectReference(backend, noise(30), slow, fast);
    expectReference(backend, noise(1500), fast, slow);
  });

  it("clamping: a ramp stays at its ends outside the range and is exact inside", () => {
    const source = Array.from({length: 64}, (_, n) => 1 + n / 64);
    const ramp = source.map((time) => 8 * time);
    const target = [-100, 0, 1 - 2 ** -40, 1, 1.5, 1 + 63 / 64, 1 + 63 / 64 + 2 ** -40, 3, 1e6].sort((a, b) => a - b);
    const y = resampleSync(column(ramp), times(source), times(target), {backend}).y.data;
    expect([...y]).toEqual(target.map((time) => 8 * Math.min(Math.max(time, 1), 1 + 63 / 64)));
  });

  it("searchsorted: the interval is the one that a sorted search on the right finds", () => {
    const source = Array.from({length: 400}, () => random.integer(0, 150) / 8).sort((a, b) => a - b);
    const target = Array.from({length: 400}, () => random.integer(-40, 1300) / 64).sort((a, b) => a - b);
    expectReference(backend, noise(400), source, target);
    const index = source.map((_, n) => n);
    const y = resampleSync(column(index), times(source), times(target), {backend}).y.data;
    target.forEach((time, k) => {
      const after = searchsorted(source, time);
      const [first, last] = [source.lastIndexOf(source[0]!), source.length - 1];
      expect(y[k]).toBeGreaterThanOrEqual(after === 0 ? first : after - 1);
      expect(y[k]).toBeLessThanOrEqual(after === 0 ? first : Math.min(after, last));
    });
  });
});

const epoch = 1.7e9;
const days = 10;
const second = 86_400;

/** Runs of a few consecutive steps, all over ten days: step numbers in order. */
function tenDays(random: Seeded, runs: number, steps: number): number[] {
  const starts = Array.from({length: runs}, () => random.integer(0, days * second * 1000 - steps));
  const all = starts.flatMap((start) => Array.from({length: steps}, (_, n) => start + n));
  return [...new Set([0, ...all, days * second * 1000])].sort((a, b) => a - b);
}

describe.each(availableBackends())("resample of ten days in steps of a millisecond, on %s", (backend) => {
  it("from 1.7e9 s is bit-equal to from 0 where the times are the same numbers in both", () => {
    const random = seeded(4);
    const steps = tenDays(random, 2000, 20);
    const values = steps.map(() => random.uniform(-1, 1));
    const source = steps.map((step) => step * 2 ** -10);
    const target = source.slice(0, -1).map((time) => time + random.integer(0, 1023) * 2 ** -20);
    const moved = (clock: number[]): number[] => clock.map((time) => time + epoch);
    expect(moved(source).every((time, n) => time - epoch === source[n])).toBe(true);
    expect(moved(target).every((time, n) => time - epoch === target[n])).toBe(true);
    const near = resampleSync(column(values), times(source), times(target), {backend}).y.data;
    const far = resampleSync(column(values), times(moved(source)), times(moved(target)), {backend}).y.data;
    expect(far).toEqual(near);
  });

  it.each([0, epoch])("from %d s has the value that the times as written say, within 4 ulp", (start) => {
    const random = seeded(5);
    const steps = tenDays(random, 100, 5);
    const source = steps.map((step) => start + step / 1000);
    const target = steps.map((step) => start + (step + random.uniform(0, 1)) / 1000).sort((a, b) => a - b);
    const values = column(source.map(() => random.uniform(-1, 1)));
    const y = resampleSync(values, times(source), times(target), {backend}).y.data;
    let between = 0;
    target.forEach((time, k) => {
      const after = searchsorted(source, time);
      if (after === source.length) return;
      const place = bracket(source.slice(after - 1, after + 1), time, "clamp")!;
      expect(place.weight64).toBe(round(place.weight, float64));
      const [a, b] = [values.data[after - 1 + place.low]!, values.data[after - 1 + place.high]!];
      expect(y[k]).toBe(statedFloat32(place, a, b));
      expect(ulpDistance(y[k]!, interpolate(place, a, b), larger(a, b), float32)).toBeLessThanOrEqual(4);
      if (place.low !== place.high) between++;
    });
    expect(between).toBeGreaterThan(400);
  });
});
