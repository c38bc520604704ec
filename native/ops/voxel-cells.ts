import {elements, maxElements} from "./tensor.ts";

/** Where the grid lies: cell (i,j,k) holds p where floor((p − origin) / size) = (i,j,k), in float64 per axis. */
export interface Geometry {
  /** Lower corner, one value per axis, in the unit of the points. */
  origin: ArrayLike<number>;
  /** Edge of a cell: one value for all axes, or one per axis. */
  size: number | ArrayLike<number>;
  /** Cells per axis: X, Y, Z. */
  shape: readonly number[];
}

const axes = ["x", "y", "z"] as const;

/** Throws unless origin and size are finite, size is above zero, shape is three whole numbers and the grid fits. */
export function checkGeometry({origin, size, shape}: Geometry, features: number): void {
  if (shape.length !== 3 || shape.some((cells) => !Number.isSafeInteger(cells) || cells < 1))
    throw new RangeError(`voxelize: shape is [${shape}], expected three whole numbers from 1`);
  if (origin.length !== 3) throw new RangeError(`voxelize: origin has ${origin.length} values, expected 3`);
  const edges = edgesOf(size);
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

function edgesOf(size: number | ArrayLike<number>): ArrayLike<number> {
  return typeof size === "number" ? [size, size, size] : size;
}

/** Writes the index of each point's cell, −1 where it lies outside or is not finite, and counts the latter. */
export function locateCells(points: Float32Array, geometry: Geometry, cells: Int32Array): number {
  const [x0, y0, z0] = Float64Array.from(geometry.origin) as unknown as [number, number, number];
  const [dx, dy, dz] = Float64Array.from(edgesOf(geometry.size)) as unknown as [number, number, number];
  const [X, Y, Z] = geometry.shape as [number, number, number];
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
