import {bytesOf} from "./declaration.ts";
import type {Axes, Cost, OpDeclaration, OperandDeclaration} from "./declaration.ts";
import {outsideModes} from "./interpolation.ts";
import type {DType} from "./tensor.ts";
import {voxelModes} from "./voxelization.ts";

const stream = [
  {name: "x", dtypes: ["float32", "bfloat16"], axes: ["B", "S", "D"]},
  {name: "s", dtypes: ["float64"], axes: ["B", "S"]}
] as const satisfies OperandDeclaration[];
const targets = {name: "t", dtypes: ["float64"], axes: ["B", "T"]} as const satisfies OperandDeclaration;
const outside = {name: "outside", values: outsideModes, default: "clamp"} as const;
/** The weight, its complement, two products and a sum each round once, on values up to the larger neighbour. */
const interpolated = {
  float32: {ulp: 4, of: "the larger neighbour, within the source times"},
  bfloat16: {ulp: 1, of: "the larger neighbour, within the source times"}
} as const;

/** A target reads two rows at most, so no more than 2·T of the S source rows must be read. */
function interpolationCost({B = 1, S = 0, T = 0, D = 0}: Axes, dtype: DType): Cost {
  const values = (Math.min(S, 2 * T) + T) * D * bytesOf[dtype];
  return {bytes: B * (values + (S + T) * bytesOf.float64), flops: B * T * (3 * D + 4)};
}

/** K streams of S samples and D columns each; the cost of unequal streams is the sum of theirs, but T counts once. */
function fuseCost({K = 1, B = 1, S = 0, T = 0, D = 0}: Axes, dtype: DType): Cost {
  const {bytes, flops} = interpolationCost({B, S, T, D}, dtype);
  return {bytes: K * bytes - (K - 1) * B * T * bytesOf.float64, flops: K * flops};
}

/** F = 0 stands for the modes without features. Each point takes a subtraction, a division and a floor per axis. */
function voxelCost({N = 0, F = 0, X = 0, Y = 0, Z = 0}: Axes): Cost {
  return {bytes: 12 * N + 4 * N * F + 4 * X * Y * Z * Math.max(F, 1), flops: 9 * N + N * F};
}

export const ops = [
  {
    name: "resample",
    summary: "rows of values at irregular times, interpolated linearly at other times",
    inputs: [...stream, targets],
    outputs: [{name: "y", dtypes: ["float32", "bfloat16"], axes: ["B", "T", "D"]}],
    parameters: [outside],
    cost: interpolationCost,
    tolerance: interpolated
  },
  {
    name: "fuse",
    summary: "several streams with times of their own, resampled at the same times and put side by side",
    inputs: [...stream.map((operand) => ({...operand, repeated: true as const})), targets],
    outputs: [{name: "y", dtypes: ["float32", "bfloat16"], axes: ["B", "T", "ΣD"]}],
    parameters: [outside],
    cost: fuseCost,
    tolerance: interpolated
  },
  {
    name: "voxelize",
    summary: "points counted, or their features gathered, in the cells of a regular grid",
    inputs: [
      {name: "points", dtypes: ["float32"], axes: ["N", "3"]},
      {name: "features", dtypes: ["float32"], axes: ["N", "F"], optional: true}
    ],
    outputs: [{name: "grid", dtypes: ["uint32", "float32"], axes: ["X", "Y", "Z", "F"]}],
    parameters: [
      {name: "origin", values: "three finite numbers"},
      {name: "size", values: "one or three finite numbers above 0"},
      {name: "shape", values: "three whole numbers from 1"},
      {name: "mode", values: voxelModes}
    ],
    cost: voxelCost,
    tolerance: {uint32: {ulp: 0, of: "the count"}, float32: {ulp: 0, of: "the exact result, rounded once"}}
  }
] as const satisfies OpDeclaration[];

export type OpName = (typeof ops)[number]["name"];

/** The declaration of an op. Throws with the names there are. */
export function getOp(name: string): OpDeclaration {
  const op = ops.find((candidate) => candidate.name === name);
  if (!op) throw new RangeError(`no op "${name}", expected ${ops.map((known) => known.name).join(", ")}`);
  return op;
}
