import {describe, expect, it} from "vitest";
import {availableBackends, tensor, voxelizeSync} from "../../native/index.ts";
import type {VoxelMode, VoxelizeParameters} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {combine} from "./oracle.ts";
import {bitsOf, neighbours} from "./tensors.ts";

const canonicalNaN = 0x7fc00000;
const cloud = (...points: number[][]) => tensor("float32", [points.length, 3], Float32Array.from(points.flat()));
const unit: Omit<VoxelizeParameters, "mode"> = {origin: [0, 0, 0], size: 1, shape: [2, 3, 4]};

describe.each(availableBackends())("on %s", (backend) => {
  /** Index of the only filled cell, or null where the point was dropped. */
  function cellOf(point: number[], grid: Partial<VoxelizeParameters> = {}): number | null {
    const {grid: counts, dropped} = voxelizeSync(cloud(point), null, {...unit, backend, mode: "count", ...grid});
    const filled = [...counts.data].flatMap((count, cell) => (count > 0 ? [cell] : []));
    expect(filled.length + dropped).toBe(1);
    return filled[0] ?? null;
  }

  /** The features of one cell, in the order given, through one mode. */
  function cell(features: number[], mode: VoxelMode): number {
    const points = tensor("float32", [features.length, 3]);
    const given = tensor("float32", [features.length, 1], Float32Array.from(features));
    return voxelizeSync(points, given, {...unit, backend, shape: [1, 1, 1], mode}).grid.data[0]!;
  }

  describe("voxelize(points) puts a point in its cell", () => {
    it("row-major, z contiguous", () => {
      expect(cellOf([0.5, 0.5, 0.5])).toBe(0);
      expect(cellOf([0.5, 0.5, 1.5])).toBe(1);
      expect(cellOf([0.5, 1.5, 0.5])).toBe(4);
      expect(cellOf([1.5, 2.5, 3.5])).toBe(23);
    });
    it("lower faces belong to it, upper ones do not", () => {
      expect(cellOf([0, 0, 0])).toBe(0);
      expect(cellOf([1, 1, 1])).toBe(17);
      expect(cellOf([2, 0, 0])).toBeNull();
      expect(cellOf([0, 3, 0])).toBeNull();
      expect(cellOf([0, 0, 4])).toBeNull();
    });
    it("one ulp beside a face", () => {
      const [below, above] = neighbours(1);
      expect([cellOf([0, 0, below]), cellOf([0, 0, 1]), cellOf([0, 0, above])]).toEqual([0, 1, 1]);
      expect(cellOf([neighbours(2)[0], 0, 0])).toBe(12);
    });
    it("a point just below the origin is outside, −0 is not", () => {
      expect(cellOf([-1e-45, 0, 0])).toBeNull();
      expect(cellOf([-0.5, 0, 0])).toBeNull();
      expect(cellOf([-0, -0, -0])).toBe(0);
    });
    it.each([0, 1, 2])("computes in float64 and divides: float32 points on faces, along axis %i", (axis) => {
      for (const size of [0.1, 0.3, 0.7, 1 / 3, 0.05, 49]) {
        const along = Float32Array.from({length: 200}, (_, k) => k * size - 1);
        const expected = new Uint32Array(256);
        for (const point of along) expected[Math.floor((point - -1) / size)]! += 1;
        const points = tensor("float32", [200, 3]);
        along.forEach((point, n) => (points.data[3 * n + axis] = point));
        const origin = [0, 0, 0].with(axis, -1);
        const sizes = [1, 1, 1].with(axis, size);
        const shape = [1, 1, 1].with(axis, 256);
        const {grid} = voxelizeSync(points, null, {origin, size: sizes, shape, mode: "count", backend});
        expect(grid.data).toEqual(expected);
      }
    });
    it("in cells of another size per axis, from a negative origin", () =>
      expect(cellOf([-4, 0, 9], {origin: [-5, -1, -1], size: [2, 1, 5], shape: [2, 3, 4]})).toBe(6));
    it("drops and counts what is outside or not finite", () => {
      const points = cloud([NaN, 0, 0], [0, Infinity, 0], [0, 0, -Infinity], [9, 0, 0], [0, 0, 0]);
      for (const mode of ["count", "occupancy"] as const) {
        const {grid, dropped} = voxelizeSync(points, null, {...unit, backend, mode});
        expect(dropped).toBe(4);
        expect([...grid.data].reduce((a, b) => a + b, 0)).toBe(1);
      }
      const features = tensor("float32", [5, 1], Float32Array.of(NaN, NaN, NaN, NaN, 3));
      for (const mode of ["sum", "mean", "min", "max"] as const) {
        const {grid, dropped} = voxelizeSync(points, features, {...unit, backend, mode});
        expect([dropped, grid.data[0]]).toEqual([4, 3]);
      }
    });
  });

  describe("voxelize(points, features) of empty cells and clouds", () => {
    it.each(["count", "occupancy"] as const)("%s is 0", (mode) => {
      const {grid, dropped} = voxelizeSync(tensor("float32", [0, 3]), null, {...unit, backend, mode});
      expect([grid.dtype, grid.shape, dropped]).toEqual(["uint32", [2, 3, 4], 0]);
      expect([...grid.data]).toEqual(Array(24).fill(0));
    });
    it.each(["sum", "mean", "min", "max"] as const)("%s is the canonical NaN", (mode) => {
      const {grid} = voxelizeSync(tensor("float32", [0, 3]), tensor("float32", [0, 2]), {...unit, backend, mode});
      expect([grid.dtype, grid.shape]).toEqual(["float32", [2, 3, 4, 2]]);
      expect(bitsOf(grid)).toEqual(Array(48).fill(canonicalNaN));
    });
    it("has no values without features", () => {
      const result = voxelizeSync(cloud([0, 0, 0], [9, 9, 9]), tensor("float32", [2, 0]), {
        ...unit,
        backend,
        mode: "mean"
      });
      expect([result.grid.shape, result.dropped, result.backend]).toEqual([[2, 3, 4, 0], 1, backend]);
    });
  });

  describe("voxelize(points, features) of one cell", () => {
    const cases: [string, number[], Partial<Record<VoxelMode, number>>][] = [
      ["one value", [3], {sum: 3, mean: 3, min: 3, max: 3}],
      ["negative values only", [-3, -1, -2], {sum: -6, mean: -2, min: -3, max: -1}],
      ["a NaN among others", [1, NaN, 2], {sum: NaN, mean: NaN, min: NaN, max: NaN}],
      ["a NaN first", [NaN, 1], {sum: NaN, mean: NaN, min: NaN, max: NaN}],
      ["a NaN last", [1, NaN], {sum: NaN, mean: NaN, min: NaN, max: NaN}],
      ["−0 before +0", [-0, 0], {sum: 0, mean: 0, min: -0, max: 0}],
      ["+0 before −0", [0, -0], {sum: 0, mean: 0, min: -0, max: 0}],
      ["−0 alone", [-0], {sum: 0, mean: 0, min: -0, max: -0}],
      ["infinity", [1, Infinity], {sum: Infinity, mean: Infinity, min: 1, max: Infinity}],
      ["opposite infinities", [Infinity, -Infinity], {sum: NaN, mean: NaN, min: -Infinity, max: Infinity}],
      ["values that cancel", [1e30, 1, -1e30], {sum: 1, mean: Math.fround(1 / 3)}],
      ["a small value that float64 would lose", [2 ** 100, 2 ** -100, -(2 ** 100)], {sum: 2 ** -100}],
      ["a tie broken by a small value", [2 ** 24, 1, 2 ** -149], {sum: 2 ** 24 + 2}],
      ["a tie", [2 ** 24, 1], {sum: 2 ** 24}],
      ["a sum too great for float32", [3e38, 3e38], {sum: Infinity, mean: Math.fround(3e38)}],
      ["the smallest values", [2 ** -149, 2 ** -149], {sum: 2 ** -148, mean: 2 ** -149}],
      ["half the smallest value", [2 ** -149, 0], {mean: 0}],
      ["half the smallest value below zero", [-(2 ** -149), 0], {mean: -0}],
      ["a mean half way between two float32", [1, 1 + 2 ** -23], {mean: 1}],
      ["a mean half way, to even above", [1 + 2 ** -23, 1 + 2 ** -22], {mean: 1 + 2 ** -22}]
    ];
    it.each(cases)("%s", (_, features, expected) => {
      for (const [mode, value] of Object.entries(expected)) {
        expect(cell(features, mode as VoxelMode), mode).toBe(value);
        expect(cell(features.toReversed(), mode as VoxelMode), `${mode}, reversed`).toBe(value);
      }
    });
    it("means of whole numbers, of which many lie half way between two float32, are exact and rounded once", () => {
      const random = seeded(12);
      for (let n = 0; n < 2000; ++n) {
        const scale = 2 ** random.integer(-149, 60);
        const values = Array.from({length: random.integer(2, 12)}, () => random.integer(2 ** 23, 2 ** 24 - 1) * scale);
        expect(cell(values, "mean")).toBe(combine(values, "mean"));
      }
    });
    it("writes the canonical NaN whatever NaN comes in", () => {
      const features = tensor("float32", [1, 1], new Float32Array(Uint32Array.of(0xffabcdef).buffer));
      for (const mode of ["sum", "mean", "min", "max"] as const) {
        const {grid} = voxelizeSync(tensor("float32", [1, 3]), features, {...unit, backend, shape: [1, 1, 1], mode});
        expect(bitsOf(grid), mode).toEqual([canonicalNaN]);
      }
    });
  });
});
