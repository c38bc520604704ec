/**
 * The ops for a page: their declarations and the `js` backend, which runs anywhere, without what looks for the others.
 * Bundled for pages as `npm:colophon/ops`. Semantics and errors are those of native/index.ts.
 */
import type {Backend, Job} from "./backend.ts";
import {js} from "./js/index.ts";
import {locateBatch} from "./js/interpolate.ts";
import {makeStencil} from "./js/stencil.ts";
import type {Stencil} from "./js/stencil.ts";
import {locateCells} from "./js/voxel-cells.ts";
import {fuseJob, resampleJob} from "./ops/interpolation.ts";
import type {Floats, InterpolationParameters, Stream} from "./ops/interpolation.ts";
import type {Tensor} from "./ops/tensor.ts";
import {voxelizeJob} from "./ops/voxelization.ts";
import type {Grid, VoxelizeParameters} from "./ops/voxelization.ts";

export {fromBfloat16, toBfloat16} from "./ops/bits.ts";
export {ops} from "./ops/index.ts";
export {outsideModes} from "./ops/interpolation.ts";
export {tensor} from "./ops/tensor.ts";
export {voxelModes} from "./ops/voxelization.ts";

const backend: Backend = js;
/** What runs them here. */
export const backendName = backend.name;

/** x[B,S,D] at times s[B,S] → y[B,T,D] at times t[B,T]. */
export function resample(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  parameters: InterpolationParameters = {}
): Floats {
  return run(resampleJob(x, s, t, parameters)).y;
}

/** Streams at times t[B,T] → y[B,T,ΣD]. */
export function fuse(
  streams: readonly Stream[],
  t: Tensor<"float64">,
  parameters: InterpolationParameters = {}
): Floats {
  return run(fuseJob(streams, t, parameters)).y;
}

/** points[N,3] and features[N,F] → a grid, and how many points are in none of its cells. */
export function voxelize(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  parameters: VoxelizeParameters
): {grid: Grid; dropped: number} {
  const job = voxelizeJob(points, features, parameters);
  return {grid: job.grid, dropped: backend.run(job, {}).dropped};
}

/** What `resample` reads for the targets of the first batch: two source rows and the weight of the second one. */
export function stencilOf({x, s}: Stream, t: Tensor<"float64">, parameters: InterpolationParameters = {}): Stencil {
  const stencil = makeStencil(t.shape[1] ?? 0);
  locateBatch(resampleJob(x, s, t, parameters), 0, 0, stencil);
  return stencil;
}

/** The row-major index of the cell that `voxelize` puts each point in, −1 for none. */
export function cellsOf(points: Tensor<"float32">, parameters: Omit<VoxelizeParameters, "mode" | "out">): Int32Array {
  const job = voxelizeJob(points, null, {...parameters, mode: "count"});
  const cells = new Int32Array(points.shape[0] ?? 0);
  locateCells(job, cells);
  return cells;
}

function run<J extends Job>(job: J): J {
  backend.run(job, {});
  return job;
}
