import {describe, expect, it} from "vitest";
import {ops, resampleSync, tensor, toBfloat16, voxelModes, voxelizeSync} from "../../native/index.ts";
import type {VoxelizeParameters} from "../../native/index.ts";
import {benchmarkCases} from "../../loaders/record/benchmark-cases.ts";
import {resampleError, voxelError} from "../../loaders/record/reference.ts";
import {seeded} from "../seeded.ts";

describe("resampleError(x, s, t, y)", () => {
  const x = tensor("float32", [1, 3, 1], Float32Array.of(1, 4, 2));
  const s = tensor("float64", [1, 3], Float64Array.of(0, 1, 2));
  const t = tensor("float64", [1, 3], Float64Array.of(-1, 0.3, 2));
  it("is small for the op's result and large for another", () => {
    const {y} = resampleSync(x, s, t);
    expect(resampleError(x, s, t, y)).toBeLessThan(1);
    y.data[1] = y.data[1]! + 3 * 2 ** -21;
    expect(resampleError(x, s, t, y)).toBeGreaterThan(2.5);
    expect(resampleError(x, s, t, y)).toBeLessThan(3.5);
  });
  it("counts in units of bfloat16 where the values are", () => {
    const narrow = tensor("bfloat16", [1, 3, 1], toBfloat16(x.data));
    const {y} = resampleSync(narrow, s, t);
    expect(resampleError(narrow, s, t, y)).toBeLessThanOrEqual(0.5);
    y.data[1] = y.data[1]! + 8;
    expect(resampleError(narrow, s, t, y)).toBeGreaterThan(1.5);
  });
});

describe("voxelError(points, features, parameters, grid)", () => {
  const random = seeded(1);
  const points = tensor(
    "float32",
    [300, 3],
    Float32Array.from({length: 900}, () => random.uniform(-0.2, 2.2))
  );
  const features = tensor(
    "float32",
    [300, 2],
    Float32Array.from({length: 600}, () => random.uniform(-1, 1))
  );
  it.each(voxelModes)("%s: none for the op's result, some for another", (mode) => {
    const parameters: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [2, 2, 2], mode};
    const given = mode === "count" || mode === "occupancy" ? null : features;
    const {grid} = voxelizeSync(points, given, parameters);
    const error = (): number => voxelError(points.data, given?.data ?? null, parameters, grid.data);
    expect(error()).toBe(0);
    new Uint32Array(grid.data.buffer)[3]! += 2;
    expect(error()).toBeGreaterThan(1);
  });
});

describe("benchmarkCases()", () => {
  const cases = benchmarkCases();
  it("has names of its own for each", () => expect(new Set(cases.map(({name}) => name)).size).toBe(cases.length));
  it("has every op, dtype and mode", () => {
    expect(new Set(cases.map(({op}) => op))).toEqual(new Set(ops.map(({name}) => name)));
    expect(new Set(cases.flatMap(({axes}) => axes.mode ?? []))).toEqual(new Set(voxelModes));
    expect(new Set(cases.map(({dtype}) => dtype))).toEqual(new Set(["float32", "bfloat16"]));
  });
  it("states a cost for each", () => {
    for (const {cost} of cases) expect([cost.bytes > 0, cost.flops > 0]).toEqual([true, true]);
  });
  it("verifies its small cases", () => {
    const small = cases.filter(({cost}) => cost.bytes < 1e6);
    expect(small.length).toBeGreaterThan(2);
    for (const {op, resultDtype, errorUlp} of small) {
      const {ulp} = ops.find(({name}) => name === op)!.tolerance[resultDtype as "float32"];
      expect(errorUlp()).toBeLessThanOrEqual(ulp);
    }
  });
});
