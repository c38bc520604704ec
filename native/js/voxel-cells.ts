import type {Voxelization} from "../ops/voxelization.ts";

/** Writes the index of each point's cell, −1 where it lies outside or is not finite, and counts the latter. */
export function locateCells({points: {data: points}, origin, size, shape}: Voxelization, cells: Int32Array): number {
  const [x0, y0, z0] = origin as unknown as [number, number, number];
  const [dx, dy, dz] = size as unknown as [number, number, number];
  const [X, Y, Z] = shape as [number, number, number];
  let dropped = 0;
  for (let n = 0, p = 0; n < cells.length; ++n, p += 3) {
    const i = Math.floor((points[p]! - x0) / dx);
    const j = Math.floor((points[p + 1]! - y0) / dy);
    const k = Math.floor((points[p + 2]! - z0) / dz);
    if (i >= 0 && i < X && j >= 0 && j < Y && k >= 0 && k < Z) {
      cells[n] = (i * Y + j) * Z + k;
    } else {
      cells[n] = -1;
      ++dropped;
    }
  }
  return dropped;
}

const maxCount = 2 ** 32 - 1;

/** Adds one to the count of each point's cell. Throws where a count would no longer fit uint32. */
export function countCells(cells: Int32Array, counts: Uint32Array): void {
  for (let n = 0; n < cells.length; ++n) {
    const cell = cells[n]!;
    if (cell < 0) continue;
    const count = counts[cell]!;
    if (count === maxCount)
      throw new RangeError(`voxelize: cell ${cell} holds more than ${maxCount} points, which uint32 cannot count`);
    counts[cell] = count + 1;
  }
}
