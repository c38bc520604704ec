/**
 * The only door to the native operations.
 *
 * Arrays are row-major. Times, origin and size are float64; values are float32, or bfloat16 as bits. Results are equal
 * bit for bit on every backend, run and thread count; every NaN that an operation computes is the canonical one.
 *
 * Each op stands twice: one blocks, the other gives a promise, works off the event loop where the backend can (`cpu`,
 * `cuda`; not `js`), and can be aborted. Inputs must not be changed until it is done.
 */
import type {Job, Outcome, RunControl} from "./backend.ts";
import {defaultBackend, getBackend} from "./backends.ts";
import {refuse} from "./js/interpolate.ts";
import {fuseJob, resampleJob} from "./ops/interpolation.ts";
import type {Floats, Interpolation, InterpolationParameters, Stream} from "./ops/interpolation.ts";
import type {Tensor} from "./ops/tensor.ts";
import {voxelizeJob} from "./ops/voxelization.ts";
import type {Grid, Voxelization, VoxelizeParameters} from "./ops/voxelization.ts";

export {readBuildReport} from "./addon/report.ts";
export {availableBackends, backendStates, defaultBackend, getBackend} from "./backends.ts";
export {absentLines, openLines, type NativeLines} from "./lines.ts";
export {fromBfloat16, toBfloat16} from "./ops/bits.ts";
export type {Axes, Cost, OpDeclaration, OperandDeclaration, ParameterDeclaration} from "./ops/declaration.ts";
export {getOp, ops} from "./ops/index.ts";
export type {OpName} from "./ops/index.ts";
export type {Floats, Outside, Stream} from "./ops/interpolation.ts";
export {tensor} from "./ops/tensor.ts";
export type {DType, Tensor} from "./ops/tensor.ts";
export {voxelModes} from "./ops/voxelization.ts";
export type {Grid, VoxelMode, VoxelizeParameters} from "./ops/voxelization.ts";

/** Which backend is to run: it runs or the call throws. Without a name `cpu` does where it was built, else `js`. */
export interface RunOptions extends Pick<RunControl, "threads"> {
  backend?: string;
}
export interface LaterOptions extends RunOptions {
  /** Makes the promise reject with its reason; the work stops soon after. */
  signal?: AbortSignal;
}

/** Which backend ran, and the milliseconds that the op itself took, without the way to it. */
export interface Ran {
  backend: string;
  milliseconds: number;
}
export interface Resampled extends Ran {
  y: Floats;
}
export interface Voxelized extends Ran {
  /** [X,Y,Z] uint32 for count and occupancy, else [X,Y,Z,F] float32; z (or the feature) is contiguous. */
  grid: Grid;
  /** Points that lie outside the grid or have a coordinate that is not finite. */
  dropped: number;
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
 * @example resampleSync(tensor("float32", [1, 2, 1], Float32Array.of(0, 10)),
 *   tensor("float64", [1, 2], Float64Array.of(0, 1)), tensor("float64", [1, 1], Float64Array.of(0.25))).y.data // [2.5]
 */
export function resampleSync(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  options: InterpolationParameters & RunOptions = {}
): Resampled {
  return resampled(runNow("resample", resampleJob(x, s, t, options), options));
}

/** As `resampleSync`, later. */
export async function resample(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  options: InterpolationParameters & LaterOptions = {}
): Promise<Resampled> {
  return resampled(await runLater("resample", resampleJob(x, s, t, options), options));
}

/**
 * Streams {x[B,S,D], s[B,S]}, one or more and each with its own S and D, at times t[B,T] → y[B,T,ΣD], side by side in
 * the order given and bit-equal to resampling each. Throws as `resampleSync` does, naming the stream.
 */
export function fuseSync(
  streams: readonly Stream[],
  t: Tensor<"float64">,
  options: InterpolationParameters & RunOptions = {}
): Resampled {
  return resampled(runNow("fuse", fuseJob(streams, t, options), options));
}

/** As `fuseSync`, later. */
export async function fuse(
  streams: readonly Stream[],
  t: Tensor<"float64">,
  options: InterpolationParameters & LaterOptions = {}
): Promise<Resampled> {
  return resampled(await runLater("fuse", fuseJob(streams, t, options), options));
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
export function voxelizeSync(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  options: VoxelizeParameters & RunOptions
): Voxelized {
  return voxelized(runNow("voxelize", voxelizeJob(points, features, options), options));
}

/** As `voxelizeSync`, later. */
export async function voxelize(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  options: VoxelizeParameters & LaterOptions
): Promise<Voxelized> {
  return voxelized(await runLater("voxelize", voxelizeJob(points, features, options), options));
}

/**
 * Copies bytes as the backend's ops move them, with as many threads: what their speed is measured against. Throws where
 * the lengths differ or the backend is not here.
 */
export function copySync(
  from: Uint8Array,
  to: Uint8Array,
  {backend = defaultBackend(), threads}: RunOptions = {}
): {milliseconds: number; backend: string} {
  if (from.length !== to.length) throw new RangeError(`copy: to holds ${to.length} bytes, expected ${from.length}`);
  const {copy} = getBackend("resample", backend);
  if (!copy) throw new RangeError(`copy: the ${backend} backend does not copy on this machine`);
  return {milliseconds: copy(from, to, {threads: threadsOf("copy", threads)}), backend};
}

interface Done<J extends Job> extends Ran {
  job: J;
  dropped: number;
}

function runNow<J extends Job>(op: string, job: J, {backend = defaultBackend(), threads}: RunOptions): Done<J> {
  return done(job, backend, getBackend(op, backend).run(job, {threads: threadsOf(op, threads)}));
}

async function runLater<J extends Job>(op: string, job: J, options: LaterOptions): Promise<Done<J>> {
  const {backend = defaultBackend(), threads, signal} = options;
  return done(job, backend, await getBackend(op, backend).runLater(job, {threads: threadsOf(op, threads), signal}));
}

function threadsOf(op: string, threads = 0): number {
  if (Number.isSafeInteger(threads) && threads >= 0 && threads <= 1024) return threads;
  throw new RangeError(`${op}: threads is ${threads}, expected a whole number from 0 (as many as there are) to 1024`);
}

function done<J extends Job>(job: J, backend: string, {fault, dropped, milliseconds}: Outcome): Done<J> {
  if (fault && job.kind === "interpolation") refuse(job, fault, backend);
  return {job, backend, dropped, milliseconds};
}

function resampled({job, backend, milliseconds}: Done<Interpolation>): Resampled {
  return {y: job.y, backend, milliseconds};
}

function voxelized({job, dropped, backend, milliseconds}: Done<Voxelization>): Voxelized {
  return {grid: job.grid, dropped, backend, milliseconds};
}
