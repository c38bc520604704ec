import {describe, expect, it} from "vitest";
import {ExactSum} from "../../native/ops/exact-sum.ts";
import {seeded} from "../seeded.ts";
import {combine} from "./oracle.ts";
import {float32Bits, float32Of} from "./tensors.ts";

function sumOf(values: number[], count = 1): number {
  const sum = new ExactSum();
  for (const value of values) sum.add(float32Bits(value));
  return sum.rounded(count);
}

describe("ExactSum", () => {
  it("is zero at first and after clear()", () => {
    const sum = new ExactSum();
    expect(sum.rounded()).toBe(0);
    sum.add(float32Bits(NaN));
    sum.add(float32Bits(1));
    sum.clear();
    expect(sum.rounded()).toBe(0);
  });
  it("rounds again after more was added", () => {
    const sum = new ExactSum();
    sum.add(float32Bits(-1.5));
    expect(sum.rounded()).toBe(-1.5);
    sum.add(float32Bits(2));
    expect(sum.rounded()).toBe(0.5);
  });
  it("sums values of every size to the exact result, rounded once", () => {
    const random = seeded(31);
    for (let n = 0; n < 500; ++n) {
      const values = Array.from({length: random.integer(1, 40)}, () => random.anyFloat32());
      expect(sumOf(values)).toBe(combine(values, "sum"));
      expect(sumOf(values, values.length)).toBe(combine(values, "mean"));
    }
  });
  it("sums values that nearly cancel", () => {
    const random = seeded(32);
    for (let n = 0; n < 500; ++n) {
      const values = Array.from({length: random.integer(1, 10)}, () => random.anyFloat32());
      const last = random.pick([2 ** -149, -(2 ** -149), 1, 2 ** -20]);
      expect(sumOf([...values, ...values.map((value) => -value), last])).toBe(last);
    }
  });
  it("keeps every bit through a million carries", () => {
    const sum = new ExactSum();
    const [great, small] = [float32Of(0x7f7fffff), 2 ** -149];
    for (let n = 0; n < 1_100_000; ++n) sum.add(float32Bits(great));
    for (let n = 0; n < 1_100_000; ++n) sum.add(float32Bits(-great));
    sum.add(float32Bits(small));
    expect(sum.rounded()).toBe(small);
  });
  it("divides by counts up to 2^32", () => {
    const random = seeded(33);
    for (let n = 0; n < 500; ++n) {
      const value = random.anyFloat32();
      const count = random.pick([3, 7, 2 ** 31 - 1, 2 ** 32, random.integer(1, 2 ** 32 - 1)]);
      expect(sumOf([value], count)).toBe(Math.fround(value / count));
    }
  });
  it("overflows to infinity from half way above the greatest float32 on", () => {
    const greatest = float32Of(0x7f7fffff);
    expect(sumOf([greatest, 2 ** 102])).toBe(greatest);
    expect(sumOf([greatest, 2 ** 103])).toBe(Infinity);
    expect(sumOf([greatest, 2 ** 103, -(2 ** -149)])).toBe(greatest);
    expect(sumOf([-greatest, -(2 ** 103)])).toBe(-Infinity);
  });
});
