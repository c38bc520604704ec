import {describe, expect, it} from "vitest";
import {availableBackends, fuseSync, resampleSync, tensor, toBfloat16, voxelizeSync} from "../../native/index.ts";
import type {Floats, VoxelizeParameters} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {bytesOf} from "./embedding.ts";
import {times} from "./tensors.ts";

const others = availableBackends().filter((backend) => backend !== "js");

/** Rows of 1 KiB or 512 B, whole lines of a cache, for a result of 5 MiB and more. */
function wideRows(dtype: Floats["dtype"]) {
  const random = seeded(81);
  const [S, D, T] = [700, 256, dtype === "float32" ? 5200 : 10_400];
  const some = Float32Array.from({length: 4999}, () => random.uniform(-1, 1));
  const values = Float32Array.from({length: S * D}, (_, n) => some[n % 4999]!);
  const x = dtype === "float32" ? tensor(dtype, [1, S, D], values) : tensor(dtype, [1, S, D], toBfloat16(values));
  const s = times(Array.from({length: S}, (_, n) => n * 0.01));
  const t = times(Array.from({length: T}, () => random.uniform(-0.1, 7.1)).sort((a, b) => a - b));
  return {x, s, t};
}

describe.each(others)("results that are written past the caches, on %s", (backend) => {
  it.each(["float32", "bfloat16"] as const)("are those of js in %s, wherever out begins in a line", (dtype) => {
    const {x, s, t} = wideRows(dtype);
    const expected = bytesOf(resampleSync(x, s, t, {backend: "js"}).y);
    const shape = [1, t.shape[1]!, x.shape[2]!];
    const length = shape[1]! * shape[2]!;
    const bytes = new ArrayBuffer(expected.length + 64);
    for (let at = 0; at < 64; at += 4) {
      const data = dtype === "float32" ? new Float32Array(bytes, at, length) : new Uint16Array(bytes, at, length);
      new Uint8Array(bytes).fill(0xa5);
      const {y} = resampleSync(x, s, t, {backend, out: {dtype, shape, data} as Floats});
      expect(bytesOf(y).equals(expected), `out begins ${at} bytes into its buffer`).toBe(true);
      const beside = new Uint8Array(bytes).filter((byte, n) => (n < at || n >= at + expected.length) && byte !== 0xa5);
      expect(beside.length).toBe(0);
    }
  });

  it("are those of js for streams side by side of which one has rows of no whole lines", () => {
    const {x, s, t} = wideRows("float32");
    const narrow = {x: tensor("float32", [1, 2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)), s: times([0, 7])};
    const [expected, found] = ["js", backend].map((name) => fuseSync([{x, s}, narrow, {x, s}], t, {backend: name}).y);
    expect(bytesOf(found!).equals(bytesOf(expected!))).toBe(true);
  });
});

describe.each(others)("a grid of two million cells, on %s", (backend) => {
  it.each(["count", "sum", "min"] as const)("%s is that of js", (mode) => {
    const random = seeded(82);
    const some = Float32Array.from({length: 4999}, () => random.uniform(-1, 131));
    const points = tensor("float32", [50_000, 3]);
    for (let at = 0; at < points.data.length; ++at) points.data[at] = some[(at * 7) % 4999]!;
    const features = mode === "count" ? null : tensor("float32", [50_000, 8]);
    features?.data.forEach((_, at) => (features.data[at] = some[(at * 11) % 4999]!));
    const parameters: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [130, 130, 130], mode};
    const [expected, found] = ["js", backend].map((name) =>
      voxelizeSync(points, features, {...parameters, backend: name})
    );
    expect(found!.dropped).toBe(expected!.dropped);
    expect(bytesOf(found!.grid).equals(bytesOf(expected!.grid))).toBe(true);
  });
});

/** A count beyond uint32 needs 2³² points; a tensor of [N, 3] has at most 2³¹ − 1 values, so no call counts so far. */
describe.each(availableBackends())("a million points in one cell, on %s", (backend) => {
  it.each([
    ["count", 1e6],
    ["sum", 5e5],
    ["mean", 0.5]
  ] as const)("%s is %d", (mode, expected) => {
    const points = tensor("float32", [1e6, 3]);
    const features = mode === "count" ? null : tensor("float32", [1e6, 1], new Float32Array(1e6).fill(0.5));
    const {grid, dropped} = voxelizeSync(points, features, {
      origin: [0, 0, 0],
      size: 1,
      shape: [1, 1, 2],
      mode,
      backend
    });
    expect([dropped, grid.data[0]]).toEqual([0, expected]);
  });
});
