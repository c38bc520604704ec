import {checkTensor, tensor} from "./tensor.ts";
import type {Tensor} from "./tensor.ts";
import {checkGeometry, countCells, locateCells} from "./voxel-cells.ts";
import type {Geometry} from "./voxel-cells.ts";
import {extremeFeatures, sumFeatures} from "./voxel-features.ts";

export const voxelModes = ["count", "occupancy", "sum", "mean", "min", "max"] as const;
export type VoxelMode = (typeof voxelModes)[number];

export interface VoxelizeParameters extends Geometry {
  mode: VoxelMode;
}

export interface VoxelGrid {
  /** [X,Y,Z] uint32 for count and occupancy, else [X,Y,Z,F] float32; z (or the feature) is contiguous. */
  grid: Tensor<"uint32"> | Tensor<"float32">;
  /** Points that lie outside the grid or have a coordinate that is not finite. */
  dropped: number;
}

/** points[N,3] and features[N,F] → one value per cell, by the semantics stated in native/index.ts. */
export function voxelize(
  points: Tensor<"float32">,
  features: Tensor<"float32"> | null,
  parameters: VoxelizeParameters
): VoxelGrid {
  const {mode, shape} = parameters;
  const width = checkInputs(points, features, mode);
  checkGeometry(parameters, width);
  const cells = new Int32Array(points.shape[0]!);
  const dropped = locateCells(points.data, parameters, cells);
  if (features === null) return {grid: countGrid(cells, shape, mode === "occupancy"), dropped};
  if (width === 0) return {grid: tensor("float32", [...shape, 0]), dropped};
  const grid = tensor("float32", [...shape, width]);
  const members = {cells, kept: cells.length - dropped, features: features.data, width, grid: grid.data};
  if (mode === "sum" || mode === "mean") sumFeatures(members, mode === "mean");
  else extremeFeatures(members, mode === "max" ? 1 : -1);
  return {grid, dropped};
}

function countGrid(cells: Int32Array, shape: readonly number[], occupancy: boolean): Tensor<"uint32"> {
  const grid = tensor("uint32", shape);
  if (!occupancy) countCells(cells, grid.data);
  else for (let n = 0; n < cells.length; ++n) if (cells[n]! >= 0) grid.data[cells[n]!] = 1;
  return grid;
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
