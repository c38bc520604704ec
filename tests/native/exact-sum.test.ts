import {describe, expect, it} from "vitest";
import {ExactSum} from "../../native/js/exact-sum.ts";
import {seeded} from "../seeded.ts";
import {combine} from "./oracle.ts";
import {add, divide, float32, rational, round} from "./rational.ts";
import {float32Bits, float32Of} from "./tensors.ts";

function sumOf(values: number[], count = 1): number {
  const sum = new ExactSum();
  for (const value of values) sum.add(float32Bits(value));
  return sum.rounded(count);
}

/** float32 values whose exact sum is value · count. */
function split(value: number, count: number): number[] {
  const bits = [...count.toString(2)].reverse();
  return bits.flatMap((bit, power) => (bit === "1" ? [value * 2 ** power] : []));
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
  it("keeps every bit through millions of additions to the same limb", () => {
    const sum = new ExactSum();
    const [great, small] = [float32Bits((2 ** 24 - 1) * 2 ** (8 - 149)), float32Bits(2 ** -149)];
    for (let n = 0; n < 2_200_000; ++n) sum.add(great);
    sum.add(small);
    for (let n = 0; n < 2_200_000; ++n) sum.add(great + 0x80000000);
    expect(sum.rounded()).toBe(2 ** -149);
  });
  it("breaks ties by what lies far below them", () => {
    const random = seeded(34);
    for (let n = 0; n < 2000; ++n) {
      const exponent = random.integer(-149, 60);
      const tie = (random.integer(2 ** 23, 2 ** 24 - 1) * 2 + 1) * 2 ** exponent;
      const count = random.pick([1, 1, 2, 3, 5, 2 ** 20 + 1, 2 ** 31 - 1]);
      const values = [tie - 2 ** exponent, 2 ** exponent].flatMap((part) => split(part, count));
      const beyond = random.pick([0, 1, -1]) * 2 ** random.integer(-149, exponent);
      const exact = [...values, beyond].map(rational).reduce(add, {num: 0n, den: 1n});
      expect(sumOf([...values, beyond], count)).toBe(round(divide(exact, rational(count)), float32));
    }
  });
  it("divides by counts up to 2^31", () => {
    const random = seeded(33);
    for (let n = 0; n < 500; ++n) {
      const value = random.anyFloat32();
      const count = random.pick([3, 7, 2 ** 31 - 1, 2 ** 31, random.integer(1, 2 ** 31)]);
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
