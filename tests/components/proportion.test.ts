import {describe, expect, it} from "vitest";
import {widths} from "../../src/components/proportion.ts";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("widths(counts, least)", () => {
  it.each([
    [
      [1, 1],
      [50, 50]
    ],
    [
      [998, 0, 2],
      [97.5, 0, 2.5]
    ],
    [[3], [100]],
    [
      [0, 0],
      [0, 0]
    ]
  ])("%j", (counts, expected) => expect(widths(counts, 2.5)).toEqual(expected));

  it("tiles whatever the counts", () => {
    for (const counts of [
      [1, 2, 3, 4],
      [1e9, 1, 1, 1],
      [7, 0, 0, 1e6]
    ])
      expect(sum(widths(counts, 2.5))).toBeCloseTo(100, 9);
  });

  it("shows whatever is there", () => {
    expect(Math.min(...widths([1e12, 1, 1, 1], 2.5))).toBe(2.5);
  });
});
