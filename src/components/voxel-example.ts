import type {Tensor, VoxelMode} from "npm:colophon/ops";
import type {Ops} from "./resample-example.js";
import {exampleSeed} from "./resample-example.js";
import {seeded} from "./seeded.js";

/** A point of a slice: its place, and one feature. All are float32 when the operation sees them. */
export interface CloudPoint {
  x: number;
  y: number;
  feature: number;
}

export interface Slice {
  points: readonly CloudPoint[];
  /** Edge of a cell, in the unit of the points. */
  size: number;
  /** Cells along x and y; along z there is one. */
  cells: readonly [number, number];
}

/** A cell of the result. */
export interface VoxelCell {
  i: number;
  j: number;
  value: number;
  /** Points in it. */
  count: number;
}

export interface Voxels {
  cells: VoxelCell[];
  /** Points in no cell. */
  dropped: number;
  /** Per point: the index of its cell in `cells`, −1 for none. */
  owner: Int32Array;
}

/** Width and height of the slice, m. */
export const extent = [4, 3] as const;

/** A generated cloud: an arc, a heap, points on a coarse lattice that lie on faces, a few that lie outside. */
export function exampleCloud(withNaN: boolean): CloudPoint[] {
  const {uniform, normal} = seeded(exampleSeed);
  const arc = Array.from({length: 70}, () => {
    const angle = uniform(0.15, 2.9);
    return {x: 2 + 1.5 * Math.cos(angle) + normal(0, 0.06), y: 0.4 + 1.9 * Math.sin(angle) + normal(0, 0.06)};
  });
  const heap = Array.from({length: 45}, () => ({x: normal(2.1, 0.35), y: normal(0.75, 0.22)}));
  const lattice = Array.from({length: 14}, (_, n) => ({x: (n % 7) * 0.5 + 0.5, y: n < 7 ? 1 : 2}));
  const places = [...arc, ...heap, ...lattice, {x: 4.1, y: 0.5}, {x: 4, y: 3}, {x: 1, y: -0.1}];
  return places.map(({x, y}, n) => ({x, y, feature: withNaN && n === 70 ? NaN : Math.round(20 * (y + x / 8)) / 20}));
}

/** Lattice points half a cell apart, from the origin to the far faces: every way there is to lie in or on a cell. */
export function latticePoints([columns, rows]: readonly [number, number], size: number): CloudPoint[] {
  return Array.from({length: (2 * columns + 1) * (2 * rows + 1)}, (_, n) => {
    const [a, b] = [n % (2 * columns + 1), Math.floor(n / (2 * columns + 1))];
    return {x: (a * size) / 2, y: (b * size) / 2, feature: 0};
  });
}

/** A point that lies on a face by its decimal coordinates. */
export function liesOnFace(n: number, [columns]: readonly [number, number]): boolean {
  const [a, b] = [n % (2 * columns + 1), Math.floor(n / (2 * columns + 1))];
  return a % 2 === 0 || b % 2 === 0;
}

/** The cell that decimal arithmetic gives the n-th lattice point, −1 beyond the far faces. */
export function decimalCell(n: number, [columns, rows]: readonly [number, number]): number {
  const [a, b] = [n % (2 * columns + 1), Math.floor(n / (2 * columns + 1))];
  const [i, j] = [Math.floor(a / 2), Math.floor(b / 2)];
  return i < columns && j < rows ? i * rows + j : -1;
}

function tensorsOf(points: readonly CloudPoint[], ops: Ops): [Tensor<"float32">, Tensor<"float32">] {
  const places = Float32Array.from(points.flatMap(({x, y}) => [x, y, 0]));
  const features = Float32Array.from(points, ({feature}) => feature);
  return [ops.tensor("float32", [points.length, 3], places), ops.tensor("float32", [points.length, 1], features)];
}

/** The slice in cells, by `voxelize`. */
export function voxels({points, size, cells: [columns, rows]}: Slice, mode: VoxelMode, ops: Ops): Voxels {
  const geometry = {origin: [0, 0, 0], size, shape: [columns, rows, 1]};
  const [places, features] = tensorsOf(points, ops);
  const counted = mode === "count" || mode === "occupancy";
  const {grid, dropped} = ops.voxelize(places, counted ? null : features, {...geometry, mode});
  const counts = ops.voxelize(places, null, {...geometry, mode: "count"}).grid.data;
  const cells = Array.from(grid.data, (value, n): VoxelCell => {
    return {i: Math.floor(n / rows), j: n % rows, value, count: counts[n] ?? 0};
  });
  return {cells, dropped, owner: ops.cellsOf(places, geometry)};
}

/** Cells that cover the extent. */
export function cellsFor(size: number): [number, number] {
  return [Math.ceil(extent[0] / size - 1e-9), Math.ceil(extent[1] / size - 1e-9)];
}
