import type {VoxelMode} from "npm:colophon/ops";
import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {choice, slider, toggle} from "./control.js";
import {element} from "./element.js";
import {facePlan, latticeOf} from "./face-plan.js";
import {figure} from "./figure.js";
import {liveFigure, worked} from "./live-figure.js";
import type {Ops} from "./resample-example.js";
import {flag, number, text} from "./url-codec.js";
import type {UrlState} from "./url-state.js";
import {cellsFor, exampleCloud, latticePoints, voxels} from "./voxel-example.js";
import type {Slice, VoxelCell} from "./voxel-example.js";
import {voxelPlan} from "./voxel-plan.js";

/** What a reader can change of the voxelize figures, as the address keeps it. */
export const voxelCodecs = {
  edge: number(0.5, {min: 0.25, max: 1.5}),
  mode: text("count", ["count", "occupancy", "sum", "mean", "min", "max"]),
  nan: flag(),
  face: text("0.5", ["0.5", "0.3", "0.7"])
};
export type VoxelState = UrlState<typeof voxelCodecs>;
type Now = VoxelState["values"];

const metres = (v: number): string => `${v} m`;
const lattice = [4, 3] as const;

function modeOf(name: string, {voxelModes}: Ops): VoxelMode {
  const mode = voxelModes.find((known) => known === name);
  if (!mode) throw new RangeError(`expected one of ${voxelModes.join(", ")} as mode, found "${name}"`);
  return mode;
}

function numbers(keys: readonly string[]): Column[] {
  return keys.map((key) => ({key, kind: "name", align: "right", evidence: null}));
}

function cellRows(cells: readonly VoxelCell[], mode: string): Record<string, string | number>[] {
  return cells.map(({i, j, value, count}) => ({i, j, points: count, [mode]: String(value)}));
}

function cloud(now: Now, ops: Ops): HTMLElement {
  const slice: Slice = {points: exampleCloud(now.nan), size: now.edge, cells: cellsFor(now.edge)};
  const made = voxels(slice, modeOf(now.mode, ops), ops);
  const held = made.cells.filter(({count}) => count > 0).length;
  return figure({
    title: [
      ["Of ", worked(slice.points.length), " points, ", worked(slice.points.length - made.dropped), " lie in "],
      [worked(held), " of ", worked(made.cells.length), " cells; ", worked(made.dropped), " are dropped and counted"]
    ],
    sub: "A slice with a single cell along z. The shade is the cell’s value, from the least to the greatest as above the map; an empty cell has none. The cloud is generated from the seed, with a few points put on faces and outside.",
    chart: chart((context) => voxelPlan(slice, made, now.mode, context), {
      label: `a point cloud and the ${now.mode} of each of its cells`
    }),
    name: "voxelize-cloud",
    rows: cellRows(made.cells, now.mode),
    columns: numbers(["i", "j", "points", ...(now.mode === "points" ? [] : [now.mode])])
  });
}

function cloudFigure(ops: Ops, state: VoxelState): HTMLElement {
  return liveFigure({
    label: "Cells of the cloud",
    state,
    controls: (now, set) => [
      slider("edge of a cell", {min: 0.25, max: 1.5, step: 0.05, value: now.edge}, metres, (edge) => set({edge})),
      choice(
        "mode",
        ops.voxelModes.map((mode) => ({value: mode, label: mode})),
        now.mode,
        (mode) => set({mode})
      ),
      toggle("one feature is NaN", now.nan, (nan) => set({nan}))
    ],
    draw: (now) => cloud(now, ops)
  });
}

function faces({face}: Now, ops: Ops): HTMLElement {
  const size = Number(face);
  const slice: Slice = {points: latticePoints(lattice, size), size, cells: lattice};
  const made = latticeOf(slice, voxels(slice, "count", ops));
  const astray = made.filter((point) => point.astray).length;
  const rows = made.map(({x, y, cell}) => ({x, y, i: cell?.[0] ?? null, j: cell?.[1] ?? null}));
  return figure({
    title: [
      [
        worked(made.filter((point) => point.face).length),
        " points on faces: lower faces belong to a cell, upper ones "
      ],
      ["to the next; ", astray === 0 ? "all as" : [worked(astray), " other than"], " their decimals say"]
    ],
    sub: [
      "Each whisker leads into the cell that the point is in. Where the edge has no exact binary form, a coordinate rounded to ",
      element("code", null, "float32"),
      " may lie just below its face: the operation divides what it was given, in ",
      element("code", null, "float64"),
      ", and mends nothing."
    ],
    chart: chart((context) => facePlan(slice, made, context), {
      label: "points half an edge apart, each with the cell it belongs to"
    }),
    name: "voxelize-faces",
    rows,
    columns: numbers(["x", "y", "i", "j"])
  });
}

function faceFigure(ops: Ops, state: VoxelState): HTMLElement {
  const edges = [
    {value: "0.5", label: "0.5 m, exact in binary"},
    {value: "0.3", label: "0.3 m, not exact"},
    {value: "0.7", label: "0.7 m, not exact"}
  ];
  return liveFigure({
    label: "Edge of the cells",
    state,
    controls: (now, set) => [choice("edge of a cell", edges, now.face, (face) => set({face}))],
    draw: (now) => faces(now, ops)
  });
}

/** A cloud in its cells, and whose a point on a face is. */
export function voxelFigures(ops: Ops, state: VoxelState): HTMLElement {
  return element("div", {class: "columns-of-two wide"}, cloudFigure(ops, state), faceFigure(ops, state));
}
