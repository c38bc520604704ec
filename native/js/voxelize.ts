import type {Voxelization} from "../ops/voxelization.ts";
import {countCells, locateCells} from "./voxel-cells.ts";
import {extremeFeatures, sumFeatures} from "./voxel-features.ts";

/** Fills the grid, and returns how many points are in none of its cells. */
export function voxelize(job: Voxelization): number {
  const {points, features, width, mode, grid} = job;
  const cells = new Int32Array(points.shape[0]!);
  const dropped = locateCells(job, cells);
  if (features === null) fillCounts(cells, grid.data as Uint32Array, mode === "occupancy");
  else if (width > 0) {
    const kept = cells.length - dropped;
    const members = {cells, kept, features: features.data, width, grid: grid.data as Float32Array};
    if (mode === "sum" || mode === "mean") sumFeatures(members, mode === "mean");
    else extremeFeatures(members, mode === "max" ? 1 : -1);
  }
  return dropped;
}

function fillCounts(cells: Int32Array, counts: Uint32Array, occupancy: boolean): void {
  counts.fill(0);
  if (!occupancy) countCells(cells, counts);
  else for (let n = 0; n < cells.length; ++n) if (cells[n]! >= 0) counts[cells[n]!] = 1;
}
