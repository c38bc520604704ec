/**
 * The only door to the native operations.
 *
 * Arrays are row-major. Times, origin and size are float64; values are float32, or bfloat16 as bits. Results are equal
 * bit for bit on every backend, run and thread count; every NaN that an operation computes is the canonical one.
 */
import {getBackend} from "./ops/index.ts";
import type {Stream} from "./ops/fuse.ts";
import type {Floats, ResampleParameters} from "./ops/resample.ts";
import type {Tensor} from "./ops/tensor.ts";
import type {VoxelGrid, VoxelizeParameters} from "./ops/voxelize.ts";

export {fromBfloat16, toBfloat16} from "./ops/bits.ts";
export type {Axes, Cost, OpDeclaration, OperandDeclaration, ParameterDeclaration} from "./ops/declaration.ts";
export type {Stream} from "./ops/fuse.ts";
export {getBackend, getOp, ops} from "./ops/index.ts";
export type {OpName} from "./ops/index.ts";
export type {Floats} from "./ops/resample.ts";
export type {Outside} from "./ops/stencil.ts";
export {tensor} from "./ops/tensor.ts";
export type {DType, Tensor} from "./ops/tensor.ts";
export {voxelModes} from "./ops/voxelize.ts";
export type {VoxelMode, VoxelizeParameters} from "./ops/voxelize.ts";

/** Which backend is to run. It runs or the call throws; the result says which one ran. */
export interface BackendChoice {
  backend?: string;
}
export interface Ran {
  backend: string;
}

/**
 * Rows x[B,S,D] at times s[B,S], interpolated at times t[B,T] → y[B,T,D] of the same dtype.
 *
 * With i the last index where s_i ≤ t: y = x_i where s_i = t, so the last of duplicate times wins; else
 * y = rn(rn(rn(1 − w)·x_i) + rn(w·x_{i+1})) in float32 with w = (t − s_i) / (s_{i+1} − s_i) in float64, rounded once.
 * A target outside the source times gets the value at the nearer end (`clamp`, the default), NaN (`nan`), or the line
 * through that value and the nearest row at another time (`linear`). B = 0 or T = 0 gives an empty result.
 *
 * Throws on shapes or dtypes that do not fit; on times that are not finite or decrease, on S = 0, and where `linear`
 * finds no two distinct times, naming batch and index.
 *
 * @example resample(tensor("float32", [1, 2, 1], Float32Array.of(0, 10)),
 *   tensor("float64", [1, 2], Float64Array.of(0, 1)), tensor("float64", [1, 1], Float64Array.of(0.25))).y.data // [2.5]
 */
export function resample(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  {outside = "clamp", backend = "js"}: Partial<ResampleParameters> & BackendChoice = {}
): {y: Floats} & Ran {
  return {y: getBackend("resample", backend)(x, s, t, {outside}), backend};
}

/**
 * Streams {x[B,S,D], s[B,S]}, one or more and each with its own S and D, at times t[B,T] → y[B,T,ΣD], side by side in
 * the order given and bit-equal to resampling each. Throws as `resample` does, naming the stream.
 */
export function fuse(
  streams: readonly Stream[],
  t: Tensor<"float64">,
  {outside = "clamp", backend = "js"}: Partial<ResampleParameters> & BackendChoice = {}
): {y: Floats} & Ran {
  return {y: getBackend("fuse", backend)(streams, t, {outside}), backend};
}

/**
 * Points [N,3] and, for sum, mean, min and max, their features [N,F] → a grid [X,Y,Z] uint32 or [X,Y,Z,F] float32.
 *
 * A point's cell is floor((p − origin) / size) per axis in float64, half-open; points outside or not finite are
 * dropped and counted. `sum` is the exact real sum of a cell's features rounded once to float32, `mean` that exact sum
 * divided by the count, rounded once (an exact zero is +0, opposite infinities are NaN); −0 is less than +0; a NaN
 * feature makes its cell NaN. Empty cells are 0 for count and occupancy, else NaN.
 *
 * Throws on shapes or dtypes that do not fit, on an origin or size that is not finite, a size of zero or less, a grid
 * of more than 2³¹ − 1 values, and a count beyond uint32.
 */
export function voxelize(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  {backend = "js", ...parameters}: VoxelizeParameters & BackendChoice
): VoxelGrid & Ran {
  return {...getBackend("voxelize", backend)(points, features, parameters), backend};
}
