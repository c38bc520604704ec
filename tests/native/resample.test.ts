import {describe, expect, it} from "vitest";
import {availableBackends, fromBfloat16, resampleSync, tensor, toBfloat16} from "../../native/index.ts";
import type {Outside} from "../../native/index.ts";
import {bitsOf, column, float32Of, times} from "./tensors.ts";

const canonicalNaN = 0x7fc00000;

describe.each(availableBackends())("on %s", (backend) => {
  function at(x: number[], s: number[], t: number[], outside?: Outside): number[] {
    return [...resampleSync(column(x), times(s), times(t), {outside, backend}).y.data];
  }

  describe("resample(x, s, t)", () => {
    const ramp = [0, 10, 40];
    const clock = [0, 1, 3];
    it("interpolates between the rows beside a target", () => expect(at(ramp, clock, [0.25, 2])).toEqual([2.5, 25]));
    it("gives exactly the row at a source time", () => expect(at(ramp, clock, clock)).toEqual(ramp));
    it("says which backend ran", () =>
      expect(resampleSync(column([1]), times([0]), times([0]), {backend}).backend).toBe(backend));
    it("keeps every column and batch apart", () => {
      const x = tensor("float32", [2, 2, 2], Float32Array.of(0, 100, 2, 200, 4, 300, 8, 500));
      expect([...resampleSync(x, times([0, 1], [0, 2]), times([0.5], [0.5]), {backend}).y.data]).toEqual([
        1, 150, 5, 350
      ]);
    });
    it("takes the last of duplicate times at that time", () =>
      expect(at([1, 2, 3, 4], [0, 1, 1, 2], [1])).toEqual([3]));
    it("comes to the first of duplicate times from before and leaves from the last", () =>
      expect(at([0, 10, 20, 40], [0, 1, 1, 2], [0.5, 1.5])).toEqual([5, 30]));
    it("does not let a NaN beside an exact hit in", () =>
      expect(at([1, NaN, 3], [0, 1, 2], [0, 0.5, 1, 2])).toEqual([1, NaN, NaN, 3]));
    it("does not let an infinity beside an exact hit in", () =>
      expect(at([1, Infinity, 3], [0, 1, 2], [0, 0.5, 2])).toEqual([1, Infinity, 3]));
    it("keeps the sign of zero at an exact hit", () => expect(at([-0], [0], [0])).toEqual([-0]));
    it("copies the bits of a NaN at an exact hit, and computes only the canonical one", () => {
      const x = tensor("float32", [1, 2, 1], new Float32Array(Uint32Array.of(0xffc12345, 0x3f800000).buffer));
      expect(bitsOf(resampleSync(x, times([0, 1]), times([0, 0.5]), {backend}).y)).toEqual([0xffc12345, canonicalNaN]);
    });
    it("computes the canonical NaN from opposite infinities", () => {
      const {y} = resampleSync(column([Infinity, -Infinity]), times([0, 1]), times([0.5]), {backend});
      expect(bitsOf(y)).toEqual([canonicalNaN]);
    });
    it("treats −0 and +0 as one time", () => expect(at([1, 2], [-0, 1], [0])).toEqual([1]));
    it("interpolates where the interval is the smallest there is", () =>
      expect(at([1, 2], [0, 5e-324], [0, 5e-324])).toEqual([1, 2]));
  });

  describe("resample(x, s, t) outside the source times", () => {
    const ramp = [10, 20, 40];
    const clock = [1, 2, 3];
    const cases: [Outside, number[]][] = [
      ["clamp", [10, 10, 40, 40]],
      ["nan", [NaN, 10, 40, NaN]],
      ["linear", [-10, 10, 40, 80]]
    ];
    it.each(cases)("%s", (outside, y) => expect(at(ramp, clock, [-1, 1, 3, 5], outside)).toEqual(y));
    it("clamps by default", () => expect(at(ramp, clock, [-1, 5])).toEqual([10, 40]));
    it("clamps to the last of duplicate ends", () => expect(at([1, 2, 3, 4], [0, 0, 1, 1], [-1, 9])).toEqual([2, 4]));
    it("runs the line through the last of duplicate ends and the nearest row at another time", () =>
      expect(at([7, 0, 10, 30, 50], [0, 0, 1, 3, 3], [-1, 5], "linear")).toEqual([-10, 90]));
    it("clamps and fills one row", () => {
      expect(at([5], [1], [0, 1, 2])).toEqual([5, 5, 5]);
      expect(at([5], [1], [0, 1, 2], "nan")).toEqual([NaN, 5, NaN]);
    });
    it("needs no second time where no target is outside", () => expect(at([5, 6], [1, 1], [1], "linear")).toEqual([6]));
    it("writes the canonical NaN", () => {
      const x = tensor("bfloat16", [1, 1, 2]);
      expect(bitsOf(resampleSync(x, times([0]), times([1]), {outside: "nan", backend}).y)).toEqual([0x7fc0, 0x7fc0]);
      expect(bitsOf(resampleSync(column([0]), times([0]), times([1]), {outside: "nan", backend}).y)).toEqual([
        canonicalNaN
      ]);
    });
  });

  describe("resample(x, s, t) of nothing", () => {
    const shape = (B: number, S: number, T: number, D: number): readonly number[] =>
      resampleSync(tensor("float32", [B, S, D]), tensor("float64", [B, S]), tensor("float64", [B, T]), {backend}).y
        .shape;
    it("is empty without batches", () => expect(shape(0, 3, 2, 1)).toEqual([0, 2, 1]));
    it("is empty without batches and source times", () => expect(shape(0, 0, 2, 1)).toEqual([0, 2, 1]));
    it("is empty without targets", () => expect(shape(2, 3, 0, 1)).toEqual([2, 0, 1]));
    it("is empty without columns", () => expect(shape(2, 3, 4, 0)).toEqual([2, 4, 0]));
  });

  describe("resample(x, s, t) in bfloat16", () => {
    const bfloat = (values: number[]) => tensor("bfloat16", [1, values.length, 1], toBfloat16(values));
    it("keeps the dtype and rounds the float32 result once", () => {
      const {y} = resampleSync(bfloat([1, 2]), times([0, 1]), times([0.3]), {backend});
      expect(y.dtype).toBe("bfloat16");
      expect(bitsOf(y)).toEqual([...toBfloat16([Math.fround(Math.fround(0.7) + Math.fround(0.6))])]);
    });
    it("rounds ties to even", () => {
      const ulp = 2 ** -7;
      const {y} = resampleSync(bfloat([1, 1 + ulp, 1 + 2 * ulp]), times([0, 1, 2]), times([0.5, 1.5]), {backend});
      expect([...fromBfloat16(y.data as Uint16Array)]).toEqual([1, 1 + 2 * ulp]);
    });
    it("copies exact hits bit for bit, NaN payloads included", () => {
      const x = tensor("bfloat16", [1, 2, 1], Uint16Array.of(0xffa5, 0x8000));
      expect(bitsOf(resampleSync(x, times([0, 1]), times([0, 1]), {backend}).y)).toEqual([0xffa5, 0x8000]);
    });
    it("computes the canonical NaN", () => {
      const x = tensor("bfloat16", [1, 2, 1], Uint16Array.of(0xffa5, 0x3f80));
      expect(bitsOf(resampleSync(x, times([0, 1]), times([0.5]), {backend}).y)).toEqual([0x7fc0]);
    });
    it("interpolates other rows where the end is a duplicate", () => {
      const x = bfloat([0, 8, 16]);
      const {y} = resampleSync(x, times([0, 1, 1]), times([0.5, 3]), {outside: "linear", backend});
      expect([...fromBfloat16(y.data as Uint16Array)]).toEqual([4, 48]);
    });
  });

  describe("resample(x, s, t) reads arrays where they lie", () => {
    it("takes a part of a larger buffer", () => {
      const buffer = Float32Array.of(99, 99, 0, 4, 99);
      const x = tensor("float32", [1, 2, 1], buffer.subarray(2, 4));
      expect([...resampleSync(x, times([0, 1]), times([0, 0.25]), {backend}).y.data]).toEqual([0, 1]);
    });
    it("does not write its inputs", () => {
      const [x, s, t] = [column([float32Of(0xffc12345), 2]), times([0, 1]), times([0.5])];
      const before = [bitsOf(x), [...s.data], [...t.data]];
      resampleSync(x, s, t, {backend});
      expect([bitsOf(x), [...s.data], [...t.data]]).toEqual(before);
    });
  });
});
