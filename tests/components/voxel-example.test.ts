import {describe, expect, it} from "vitest";
import * as native from "../../native/browser.ts";
import {latticeOf} from "../../src/components/face-plan.ts";
import type {Ops} from "../../src/components/resample-example.ts";
import {cellsFor, exampleCloud, latticePoints, liesOnFace, voxels} from "../../src/components/voxel-example.ts";
import type {Slice} from "../../src/components/voxel-example.ts";

const ops: Ops = native;
const cells = [4, 3] as const;
const lattice = (size: number): Slice => ({points: latticePoints(cells, size), size, cells});

describe("voxels(slice, mode)", () => {
  const slice: Slice = {
    points: [
      {x: 0.2, y: 0.2, feature: 2},
      {x: 0.4, y: 0.1, feature: 5},
      {x: 1, y: 1.5, feature: 7},
      {x: 2, y: 0, feature: 1}
    ],
    size: 1,
    cells: [2, 2]
  };
  it.each([
    ["count", [2, 0, 0, 1]],
    ["occupancy", [1, 0, 0, 1]],
    ["sum", [7, NaN, NaN, 7]],
    ["mean", [3.5, NaN, NaN, 7]],
    ["min", [2, NaN, NaN, 7]],
    ["max", [5, NaN, NaN, 7]]
  ] as const)("%s", (mode, values) => {
    const made = voxels(slice, mode, ops);
    expect(made.cells.map(({value}) => value)).toEqual(values);
    expect(made.cells.map(({i, j, count}) => [i, j, count])).toEqual([
      [0, 0, 2],
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 1]
    ]);
    expect(made.dropped).toBe(1);
    expect([...made.owner]).toEqual([0, 0, 3, -1]);
  });
});

describe("the cloud", () => {
  it.each([0.25, 0.4, 0.5, 0.7, 1.5])("is in its cells or dropped, with an edge of %s", (size) => {
    const points = exampleCloud(false);
    const made = voxels({points, size, cells: cellsFor(size)}, "count", ops);
    expect(made.cells.reduce((sum, {value}) => sum + value, 0)).toBe(points.length - made.dropped);
    expect(made.dropped).toBeGreaterThan(0);
  });
  it("has a cell that is NaN where one feature is", () => {
    const size = 0.5;
    const bad = (withNaN: boolean): number =>
      voxels({points: exampleCloud(withNaN), size, cells: cellsFor(size)}, "mean", ops).cells.filter(
        ({value, count}) => count > 0 && Number.isNaN(value)
      ).length;
    expect([bad(false), bad(true)]).toEqual([0, 1]);
  });
});

describe("latticeOf(slice, voxels)", () => {
  const of = (size: number) => latticeOf(lattice(size), voxels(lattice(size), "count", ops));
  it("puts a point on a face into the cell above it, and drops the far faces", () => {
    const made = of(0.5);
    expect(made.filter(({astray}) => astray)).toEqual([]);
    expect(made.find(({x, y}) => x === 0.5 && y === 0.5)?.cell).toEqual([1, 1]);
    expect(made.filter(({cell}) => cell === null).map(({x, y}) => x === 2 || y === 1.5)).toEqual(Array(15).fill(true));
  });
  it("shows where float32 lies below the face that the decimals name", () => {
    const made = of(0.7);
    expect(Math.fround(0.7)).toBeLessThan(0.7);
    const point = made.find(({x, y}) => x === 0.7 && y === 0);
    expect(point).toMatchObject({cell: [0, 0], face: true, astray: true});
  });
  it("has as many points on faces as the lattice has", () =>
    expect(latticePoints(cells, 1).filter((_, n) => liesOnFace(n, cells))).toHaveLength(63 - 12));
});
