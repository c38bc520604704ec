import {describe, expect, it} from "vitest";
import {smooth} from "../../src/components/smoothing.ts";

const steps = (n: number): number[] => Array.from({length: n}, (_, i) => i);
const rounded = (values: (number | null)[]): (number | null)[] => values.map((v) => v && Number(v.toFixed(6)));

describe("smooth(x, y, weight)", () => {
  it("leaves values as they are at weight 0", () => {
    expect(smooth(steps(3), [3, 1, 2], 0)).toEqual([3, 1, 2]);
  });

  it("starts at the first value, not at zero", () => {
    expect(smooth(steps(2), [8, 8], 0.99)[0]).toBeCloseTo(8, 12);
  });

  it("is the bias-corrected average on an even grid", () => {
    const [w, y] = [0.6, [1, 4, 2, 8]];
    let [sum, n] = [0, 0];
    const expected = y.map((v) => {
      sum = w * sum + (1 - w) * v;
      n += 1;
      return sum / (1 - w ** n);
    });
    expect(rounded(smooth(steps(4), y, w))).toEqual(rounded(expected));
  });

  it("does not depend on the unit of x", () => {
    const y = [1, 5, 2, 7, 3];
    const x = [0, 1, 2, 3, 10];
    expect(
      rounded(
        smooth(
          x.map((v) => v * 1000),
          y,
          0.7
        )
      )
    ).toEqual(rounded(smooth(x, y, 0.7)));
  });

  it("forgets what lies before a gap", () => {
    const near = smooth([0, 1, 2, 3], [0, 0, 0, 1], 0.9)[3] ?? 0;
    const far = smooth([0, 1, 2, 200], [0, 0, 0, 1], 0.9)[3] ?? 0;
    expect(near).toBeLessThan(0.5);
    expect(far).toBeGreaterThan(0.999);
  });

  it("keeps a break a break and goes on after it", () => {
    expect(rounded(smooth(steps(3), [1, null, 3], 0.5))).toEqual([1, null, 2.6]);
  });

  it("counts points at one x alike", () => {
    expect(smooth([0, 0], [1, 3], 0.9)[1]).toBeCloseTo((1 * 0.9 + 3) / 1.9, 12);
    expect(smooth([5, 6, 6], [2, 1, 3], 0.5)[2]).toBeCloseTo((0.5 * 2 + 1 + 3) / 2.5, 12);
  });

  it("refuses a weight that would never forget", () => {
    expect(() => smooth(steps(1), [1], 1)).toThrow("expected a smoothing weight in [0, 1), found 1");
  });
});
