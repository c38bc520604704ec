import {checkTensor, elements, maxElements, tensor} from "./tensor.ts";
import type {Tensor} from "./tensor.ts";

export const voxelModes = ["count", "occupancy", "sum", "mean", "min", "max"] as const;
export type VoxelMode = (typeof voxelModes)[number];

export type Grid = Tensor<"uint32"> | Tensor<"float32">;

/** Where the grid lies: cell (i,j,k) holds p where floor((p − origin) / size) = (i,j,k), in float64 per axis. */
export interface VoxelizeParameters {
  /** Lower corner, one value per axis, in the unit of the points. */
  origin: ArrayLike<number>;
  /** Edge of a cell: one value for all axes, or one per axis. */
  size: number | ArrayLike<number>;
  /** Cells per axis: X, Y, Z. */
  shape: readonly number[];
  mode: VoxelMode;
  /** Where the result goes, of the shape and dtype of the result: saves an allocation. */
  out?: Grid;
}

/** What a backend is asked for: inputs that fit, and the grid that it fills. */
export interface Voxelization {
  kind: "voxelization";
  points: Tensor<"float32">;
  features: Tensor<"float32"> | null;
  /** Features per point, 0 for the modes that take none. */
  width: number;
  /** Three values each. */
  origin: Float64Array;
  size: Float64Array;
  shape: readonly number[];
  mode: VoxelMode;
  grid: Grid;
}

const axes = ["x", "y", "z"] as const;

/** Throws unless points[N,3], features[N,F], mode and geometry fit together. */
export function voxelizeJob(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  parameters: VoxelizeParameters
): Voxelization {
  const {mode, shape, origin, size, out} = parameters;
  const width = checkInputs(points, features, mode);
  const edges = typeof size === "number" ? [size, size, size] : size;
  checkGeometry(shape, origin, edges, width);
  const dtype = features === null ? "uint32" : "float32";
  const whole = features === null ? [...shape] : [...shape, width];
  if (out) checkTensor("voxelize", "out", out, [dtype], whole.length, whole);
  return {
    kind: "voxelization",
    ...{points, features, width, shape: [...shape], mode},
    origin: Float64Array.from(origin),
    size: Float64Array.from(edges),
    grid: out ?? (tensor(dtype, whole) as Grid)
  };
}

/** Throws unless origin and size are finite, size is above zero, shape is three whole numbers and the grid fits. */
function checkGeometry(
  shape: readonly number[],
  origin: ArrayLike<number>,
  edges: ArrayLike<number>,
  features: number
): void {
  if (shape.length !== 3 || shape.some((cells) => !Number.isSafeInteger(cells) || cells < 1))
    throw new RangeError(`voxelize: shape is [${shape}], expected three whole numbers from 1`);
  if (origin.length !== 3) throw new RangeError(`voxelize: origin has ${origin.length} values, expected 3`);
  if (edges.length !== 3) throw new RangeError(`voxelize: size has ${edges.length} values, expected 1 or 3`);
  axes.forEach((axis, n) => {
    const edge = edges[n]!;
    if (!Number.isFinite(origin[n]!))
      throw new RangeError(`voxelize: origin is ${origin[n]} on ${axis}, expected a finite number`);
    if (!(edge > 0 && edge < Infinity))
      throw new RangeError(`voxelize: size is ${edge} on ${axis}, expected a finite number above 0`);
  });
  const values = elements(shape) * Math.max(features, 1);
  if (values > maxElements)
    throw new RangeError(
      `voxelize: a grid of [${shape}] cells × ${Math.max(features, 1)} features has ${values} values, ` +
        `expected at most ${maxElements}; use fewer, larger cells`
    );
}

/** The number of features per point, 0 for the modes that take none. */
function checkInputs(points: Tensor<"float32">, features: Tensor<"float32"> | null, mode: VoxelMode): number {
  if (!voxelModes.includes(mode))
    throw new RangeError(`voxelize: mode is "${mode}", expected ${voxelModes.join(", ")}`);
  checkTensor("voxelize", "points", points, ["float32"], 2);
  if (points.shape[1] !== 3) throw new RangeError(`voxelize: points has shape [${points.shape}], expected [N, 3]`);
  const takesFeatures = mode !== "count" && mode !== "occupancy";
  if (takesFeatures !== (features !== null))
    throw new TypeError(
      `voxelize: mode ${mode} takes ${takesFeatures ? "features [N, F], none are" : "no features, some are"} given`
    );
  if (features === null) return 0;
  checkTensor("voxelize", "features", features, ["float32"], 2);
  if (features.shape[0] !== points.shape[0])
    throw new RangeError(`voxelize: features has ${features.shape[0]} rows, expected ${points.shape[0]} as in points`);
  return features.shape[1]!;
}
