import {expect} from "vitest";
import {availableBackends, tensor, voxelize, voxelizeSync} from "../../native/index.ts";
import type {Grid, Tensor, VoxelMode, Voxelized} from "../../native/index.ts";
import type {Seeded} from "../seeded.ts";
import {bytesOf} from "./embedding.ts";
import {combine} from "./oracle.ts";
import {bitsOf, float32Bits} from "./tensors.ts";
import {expectSameBits} from "./variants.ts";
import type {VoxelCase} from "./voxel-cases.ts";

/** Values of one case that exact arithmetic checks, of so many features; all values are compared between backends. */
const oracleValues = 200;
const oracleFeatures = 200_000;

/** Checks one call of voxelize in every way there is to call it, in another order of the points, and exactly. */
export async function checkVoxelize(drawn: VoxelCase, random: Seeded): Promise<void> {
  const {points, features, parameters, operands} = drawn;
  const before = operands.map(({tensor}) => Buffer.from(bytesOf(tensor)));
  const reference = voxelizeSync(points, features, {...parameters, backend: "js"});
  expectExact(drawn, reference, random);
  await expectSameBits(reference, {
    now: (variant) => voxelizeSync(points, features, {...parameters, ...variant, out: variant.out as Grid | undefined}),
    later: (variant) => voxelize(points, features, {...parameters, ...variant, out: variant.out as Grid | undefined}),
    result: ({grid}) => grid,
    says: ({dropped}) => dropped
  });
  expectSameInAnyOrder(drawn, reference, random);
  operands.forEach(({tensor, expectGuards}, n) => {
    expect(bytesOf(tensor).equals(before[n]!), "operands are as before").toBe(true);
    expectGuards();
  });
}

function expectSameInAnyOrder({points, features, parameters}: VoxelCase, reference: Voxelized, random: Seeded): void {
  const order = shuffled(points.shape[0]!, random);
  for (const backend of availableBackends()) {
    const turned = features && inOrder(features, order);
    const {grid, dropped} = voxelizeSync(inOrder(points, order), turned, {...parameters, backend});
    expect(dropped, backend).toBe(reference.dropped);
    expect(bytesOf(grid).equals(bytesOf(reference.grid)), `${backend}, points in another order`).toBe(true);
  }
}

function shuffled(count: number, random: Seeded): Uint32Array {
  const order = Uint32Array.from({length: count}, (_, n) => n);
  for (let n = count - 1; n > 0; --n) {
    const other = random.integer(0, n);
    [order[n], order[other]] = [order[other]!, order[n]!];
  }
  return order;
}

/** Rows in another order, bit for bit. */
function inOrder({shape, data}: Tensor<"float32">, order: Uint32Array): Tensor<"float32"> {
  const width = shape[1]!;
  const turned = new Float32Array(data.length);
  order.forEach((row, n) => turned.set(data.subarray(row * width, (row + 1) * width), n * width));
  return tensor("float32", shape, turned);
}

/** Cells, all or some of them, against the definition: float64 division per axis and exact numbers for the rest. */
function expectExact(drawn: VoxelCase, {grid, dropped}: Voxelized, random: Seeded): void {
  const {features, parameters} = drawn;
  const members = membersOf(drawn);
  const kept = [...members.values()].flat().length;
  expect(dropped).toBe(drawn.points.shape[0]! - kept);
  const width = features ? features.shape[1]! : 1;
  const found = bitsOf(grid);
  const filled = [...members.keys()];
  const picks =
    found.length <= oracleValues ? found.map((_, at) => at) : pickValues(found.length, filled, width, random);
  let spent = 0;
  for (const at of picks) {
    const points = members.get(Math.floor(at / width)) ?? [];
    if ((spent += points.length) > oracleFeatures && spent > points.length) break;
    const values = features ? points.map((n) => features.data[n * width + (at % width)]!) : points;
    expect(found[at], `${parameters.mode} of ${values.slice(0, 60)}`).toBe(expectedBits(values, parameters.mode));
  }
}

/** Some values of cells that hold points, and some of any. */
function pickValues(values: number, filled: number[], width: number, random: Seeded): number[] {
  if (values === 0) return [];
  const any = Array.from({length: 20}, () => random.integer(0, values - 1));
  if (filled.length === 0 || width === 0) return any;
  return [...any, ...any.map(() => random.pick(filled) * width + random.integer(0, width - 1))];
}

function expectedBits(values: number[], mode: VoxelMode): number {
  const expected = combine(values, mode);
  if (mode === "count" || mode === "occupancy") return expected;
  return Number.isNaN(expected) ? 0x7fc00000 : float32Bits(expected);
}

/** Cell → its points in order, as the definition says: half-open, points that are outside or not finite in none. */
function membersOf({points: {data}, parameters: {origin, size, shape}}: VoxelCase): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (let n = 0; n < data.length / 3; ++n) {
    const index = [0, 1, 2].map((axis) => Math.floor((data[3 * n + axis]! - origin[axis]!) / size[axis]!));
    if (!index.every((i, axis) => i >= 0 && i < shape[axis]!)) continue;
    const cell = index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0);
    const known = members.get(cell);
    if (known) known.push(n);
    else members.set(cell, [n]);
  }
  return members;
}
