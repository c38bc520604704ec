import {getOp, voxelModes} from "../../native/index.ts";
import type {Axes, Cost, DType, OpName, VoxelMode} from "../../native/index.ts";
import {distributions} from "./inputs.ts";
import type {Distribution, FloatType} from "./inputs.ts";
import {fuseWork, resampleWork, voxelWork} from "./work.ts";
import type {Work} from "./work.ts";

/** `kernels`: shapes that fill a machine; `everyday`: those that a report asks for. */
export const suites = ["kernels", "everyday"] as const;
export type Suite = (typeof suites)[number];

/** What is measured, on any backend. */
export interface BenchmarkCase {
  name: string;
  suite: Suite;
  op: OpName;
  /** Of the values that go in. */
  dtype: DType;
  /** Of the values that come out. */
  resultDtype: DType;
  /** Lengths by axis; mode and distribution where there are any; "30+100+200" where streams differ. */
  axes: Record<string, number | string>;
  cost: Cost;
  /** Makes the inputs once; each call of what it returns gives them anew, in memory of their own. */
  prepare(): () => Work;
}

export interface ResampleShape {
  B: number;
  S: number;
  T: number;
  D: number;
}
/** Streams [S,D], K of them, at T times. */
export interface FuseShape {
  B: number;
  T: number;
  streams: readonly (readonly [S: number, D: number])[];
}
export interface CloudShape {
  N: number;
  F: number;
  /** Cells per axis. */
  edge: number;
  modes: readonly VoxelMode[];
  distributions: readonly Distribution[];
}

const sensors = [[30, 512], [100, 64], [200, 12]] as const; // prettier-ignore
const three = (S: number, D: number): FuseShape["streams"] => [[S, D], [S, D], [S, D]]; // prettier-ignore
const floats: readonly FloatType[] = ["float32", "bfloat16"];
const both: readonly Distribution[] = ["uniform", "clustered"];
const counting: readonly VoxelMode[] = ["count", "occupancy"];
const gathering = voxelModes.filter((mode) => !counting.includes(mode));

// prettier-ignore
const resampleShapes: readonly (ResampleShape & {suite: Suite})[] = [
  {suite: "kernels", B: 32, S: 500, T: 256, D: 256},
  {suite: "kernels", B: 64, S: 4096, T: 1024, D: 32},
  {suite: "everyday", B: 1, S: 100, T: 50, D: 8},
  {suite: "everyday", B: 256, S: 500, T: 250, D: 32}
];
// prettier-ignore
const fuseShapes: readonly (FuseShape & {suite: Suite})[] = [
  {suite: "kernels", B: 4, T: 50, streams: sensors},
  {suite: "kernels", B: 256, T: 50, streams: sensors},
  {suite: "everyday", B: 4, T: 50, streams: three(100, 64)},
  {suite: "everyday", B: 64, T: 100, streams: three(200, 64)}
];
// prettier-ignore
const clouds: readonly (CloudShape & {suite: Suite})[] = [
  {suite: "kernels", N: 500_000, F: 0, edge: 128, modes: counting, distributions: both},
  {suite: "kernels", N: 500_000, F: 4, edge: 128, modes: gathering, distributions: both},
  {suite: "kernels", N: 1_000_000, F: 0, edge: 256, modes: ["count"], distributions: both},
  {suite: "everyday", N: 10_000, F: 0, edge: 32, modes: counting, distributions: ["uniform"]},
  {suite: "everyday", N: 10_000, F: 4, edge: 32, modes: gathering, distributions: ["uniform"]}
];

/** Every case of every op, dtype and shape; the backends are those of the machine. */
export function benchmarkCases(): BenchmarkCase[] {
  return [
    ...resampleShapes.flatMap((shape) => floats.map((dtype) => resampleCase(shape, dtype, shape.suite))),
    ...fuseShapes.flatMap((shape) => floats.map((dtype) => fuseCase(shape, dtype, shape.suite))),
    ...clouds.flatMap((cloud) =>
      cloud.distributions.flatMap((spread) => cloud.modes.map((mode) => voxelCase(cloud, mode, spread, cloud.suite)))
    )
  ];
}

/** x[B,S,D] at T times. */
export function resampleCase({B, S, T, D}: ResampleShape, dtype: FloatType, suite: Suite): BenchmarkCase {
  const axes = {B, S, T, D};
  return {
    ...{name: nameOf("resample", axes, dtype), suite, op: "resample", dtype, resultDtype: dtype, axes},
    cost: getOp("resample").cost(axes, dtype),
    prepare: () => resampleWork(axes, dtype)
  };
}

/** Streams of unequal length and depth at T times. */
export function fuseCase({B, T, streams}: FuseShape, dtype: FloatType, suite: Suite): BenchmarkCase {
  const axes = {B, T, S: streams.map(([S]) => S).join("+"), D: streams.map(([, D]) => D).join("+")};
  return {
    ...{name: nameOf("fuse", axes, dtype), suite, op: "fuse", dtype, resultDtype: dtype, axes},
    cost: fuseCost(
      streams.map(([S, D]) => ({K: 1, B, S, T, D}), dtype),
      dtype
    ),
    prepare: () => fuseWork(B, T, streams, dtype)
  };
}

/** The sum of what the streams cost; the times of the targets are read once. */
function fuseCost(streams: readonly Axes[], dtype: FloatType): Cost {
  const costs = streams.map((axes) => getOp("fuse").cost(axes, dtype));
  const {B = 0, T = 0} = streams[0] ?? {};
  const sum = (of: (cost: Cost) => number): number => costs.reduce((total, cost) => total + of(cost), 0);
  return {bytes: sum(({bytes}) => bytes) - (streams.length - 1) * B * T * 8, flops: sum(({flops}) => flops)};
}

/** N points, all inside, in a cube of `edge`³ cells. */
export function voxelCase(
  {N, F, edge}: Pick<CloudShape, "N" | "F" | "edge">,
  mode: VoxelMode,
  spread: Distribution,
  suite: Suite
): BenchmarkCase {
  const lengths = {N, ...(F > 0 && {F}), X: edge, Y: edge, Z: edge};
  const work = {N, F, edge, mode, spread};
  return {
    name: nameOf("voxelize", {mode, ...lengths, spread}, "float32"),
    ...{suite, op: "voxelize", dtype: "float32", resultDtype: F > 0 ? "float32" : "uint32"},
    axes: {...lengths, mode, distribution: distributions[spread]},
    cost: getOp("voxelize").cost({F, ...lengths}, "float32"),
    prepare: () => voxelWork(work)
  };
}

function nameOf(op: string, axes: Record<string, number | string>, dtype: string): string {
  const parts = Object.entries(axes).map(([axis, length]) =>
    axis === "mode" || axis === "spread" ? length : `${axis}${length}`
  );
  return `${op}/${parts.join("-")}/${dtype}`;
}
