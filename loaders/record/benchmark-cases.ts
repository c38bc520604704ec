import {fuseSync, getOp, resampleSync, tensor, toBfloat16, voxelizeSync} from "../../native/index.ts";
import type {Cost, DType, Floats, OpName, Tensor, VoxelMode} from "../../native/index.ts";
import {seededRandom} from "./random.ts";
import {resampleError, voxelError} from "./reference.ts";

/** A case ready to run: its inputs are made, its result can be checked. */
export interface PreparedCase {
  name: string;
  op: OpName;
  /** Of the values that go in. */
  dtype: DType;
  /** Of the values that come out. */
  resultDtype: DType;
  axes: Record<string, number | string>;
  cost: Cost;
  run(): void;
  /** Distance of the result from the reference, in the unit of the op's tolerance. */
  errorUlp(): number;
}

type FloatType = Floats["dtype"];
type StreamAxes = {B: number; S: number; T: number; D: number};
type CloudAxes = {N: number; F: number; X: number; Y: number; Z: number};

const small: StreamAxes = {B: 1, S: 100, T: 50, D: 8};
const sequences: StreamAxes = {B: 32, S: 500, T: 256, D: 256};
const episodes: StreamAxes = {B: 256, S: 500, T: 250, D: 32};
const long: StreamAxes = {B: 64, S: 4096, T: 1024, D: 32};
const cube = (N: number, F: number, edge: number): CloudAxes => ({N, F, X: edge, Y: edge, Z: edge});

export function benchmarkCases(): PreparedCase[] {
  return [
    resampleCase(small, "float32"),
    resampleCase(sequences, "float32"),
    resampleCase(sequences, "bfloat16"),
    resampleCase(episodes, "float32"),
    resampleCase(episodes, "bfloat16"),
    resampleCase(long, "float32"),
    fuseCase(3, {B: 4, S: 100, T: 50, D: 64}, "float32"),
    fuseCase(3, {B: 64, S: 200, T: 100, D: 64}, "float32"),
    fuseCase(3, {B: 64, S: 200, T: 100, D: 64}, "bfloat16"),
    voxelCase("count", cube(10_000, 0, 32)),
    voxelCase("count", cube(500_000, 0, 128)),
    voxelCase("occupancy", cube(500_000, 0, 128)),
    voxelCase("sum", cube(10_000, 4, 32)),
    voxelCase("sum", cube(500_000, 4, 64)),
    voxelCase("mean", cube(500_000, 4, 64)),
    voxelCase("min", cube(500_000, 4, 64)),
    voxelCase("max", cube(500_000, 4, 64))
  ];
}

function nameOf(op: string, axes: Record<string, number | string>, dtype: string): string {
  const parts = Object.entries(axes).map(([axis, length]) => (axis === "mode" ? length : `${axis}${length}`));
  return `${op}/${parts.join("-")}/${dtype}`;
}

function resampleCase(axes: StreamAxes, dtype: FloatType): PreparedCase {
  const {x, s} = makeStream(axes, dtype, 1);
  const t = makeTimes(axes.B, axes.T, axes.S / axes.T, 2);
  return {
    name: nameOf("resample", axes, dtype),
    ...{op: "resample", dtype, resultDtype: dtype, axes, cost: getOp("resample").cost(axes, dtype)},
    run: () => resampleSync(x, s, t),
    errorUlp: () => resampleError(x, s, t, resampleSync(x, s, t).y)
  };
}

function fuseCase(K: number, each: StreamAxes, dtype: FloatType): PreparedCase {
  const axes = {K, ...each};
  const streams = Array.from({length: K}, (_, n) => makeStream(each, dtype, 10 + n));
  const t = makeTimes(each.B, each.T, each.S / each.T, 2);
  const errorOf = (y: Floats): number => Math.max(...streams.map(({x, s}, n) => resampleError(x, s, t, y, n * each.D)));
  return {
    name: nameOf("fuse", axes, dtype),
    ...{op: "fuse", dtype, resultDtype: dtype, axes, cost: getOp("fuse").cost(axes, dtype)},
    run: () => fuseSync(streams, t),
    errorUlp: () => errorOf(fuseSync(streams, t).y)
  };
}

/** Points fill a box a twentieth wider than the grid, so that some are dropped. */
function voxelCase(mode: VoxelMode, axes: CloudAxes): PreparedCase {
  const {N, F, X, Y, Z} = axes;
  const random = seededRandom(3);
  const points = tensor("float32", [N, 3]);
  points.data.forEach((_, n) => (points.data[n] = random.uniform(-0.025, 1.025)));
  const features = F > 0 ? tensor("float32", [N, F]) : null;
  features?.data.forEach((_, n) => (features.data[n] = random.normal(1)));
  const parameters = {origin: [0, 0, 0], size: [1 / X, 1 / Y, 1 / Z], shape: [X, Y, Z], mode};
  const resultDtype = features ? "float32" : "uint32";
  return {
    name: nameOf("voxelize", {mode, ...axes}, "float32"),
    ...{op: "voxelize", dtype: "float32", resultDtype, axes: {...axes, mode}},
    cost: getOp("voxelize").cost(axes, "float32"),
    run: () => voxelizeSync(points, features, parameters),
    errorUlp: () => {
      const {grid} = voxelizeSync(points, features, parameters);
      return voxelError(points.data, features?.data ?? null, parameters, grid.data);
    }
  };
}

function makeStream({B, S, D}: StreamAxes, dtype: FloatType, seed: number): {x: Floats; s: Tensor<"float64">} {
  const random = seededRandom(seed);
  const values = Float32Array.from({length: B * S * D}, () => random.normal(1));
  const x =
    dtype === "float32" ? tensor("float32", [B, S, D], values) : tensor("bfloat16", [B, S, D], toBfloat16(values));
  return {x, s: makeTimes(B, S, 1, seed + 100)};
}

/** Times about `period` apart on a jittered clock. */
function makeTimes(B: number, count: number, period: number, seed: number): Tensor<"float64"> {
  const random = seededRandom(seed);
  const times = tensor("float64", [B, count]);
  times.data.forEach((_, n) => (times.data[n] = ((n % count) + random.uniform(0, 0.8)) * period));
  return times;
}
