import {describe, expect, it} from "vitest";
import {seededRandom, shuffle} from "../../loaders/bench/random.ts";

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({length: count}, () => random.bits());
};

describe("seededRandom(seed)", () => {
  it("gives the same numbers for the same seed", () => expect(draw(7, 100)).toEqual(draw(7, 100)));
  it("gives other numbers for the next seed", () => {
    const [a, b] = [draw(7, 100), draw(8, 100)];
    expect(a.filter((value, n) => value === b[n])).toEqual([]);
  });
  it("draws uniform numbers within their bounds", () => {
    const random = seededRandom(1);
    const values = Array.from({length: 10_000}, () => random.uniform(-2, 6));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...values)).toBeLessThan(6);
    expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(2, 1);
  });
  it("draws normal numbers of the deviation asked for", () => {
    const random = seededRandom(2);
    const values = Array.from({length: 20_000}, () => random.normal(3));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.sqrt(variance)).toBeCloseTo(3, 1);
  });
});

describe("shuffle(values, random)", () => {
  it("keeps every value and moves most", () => {
    const values = Int32Array.from({length: 1000}, (_, n) => n);
    shuffle(values, seededRandom(3));
    expect(values.toSorted()).toEqual(Int32Array.from({length: 1000}, (_, n) => n));
    expect(values.filter((value, n) => value === n).length).toBeLessThan(10);
  });
});
