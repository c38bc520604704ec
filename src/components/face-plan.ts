import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {crossPath} from "./lines.js";
import {formatNumber} from "./number.js";
import {markLayer, panelLayers, pixelSpec, strokeLayer, xOf, yOf} from "./panel.js";
import type {At, Panel} from "./panel.js";
import {decimalCell, liesOnFace} from "./voxel-example.js";
import type {Slice, Voxels} from "./voxel-example.js";
import {faceLayer, frameFor, slicePanel} from "./voxel-plan.js";

/** A lattice point, the cell it fell into, and whether that is the one its decimals name. */
export interface LatticePoint {
  x: number;
  y: number;
  face: boolean;
  /** Column and row of its cell, null where it was dropped. */
  cell: readonly [number, number] | null;
  astray: boolean;
}

export function latticeOf({points, cells}: Slice, {owner}: Voxels): LatticePoint[] {
  const [, rows] = cells;
  return points.map(({x, y}, n) => {
    const own = owner[n] ?? -1;
    const cell = own < 0 ? null : ([Math.floor(own / rows), own % rows] as const);
    return {x, y, cell, face: liesOnFace(n, cells), astray: own !== decimalCell(n, cells)};
  });
}

/** How far a whisker goes from the point to the middle of its cell. */
const share = 0.62;

function pointRows(lattice: readonly LatticePoint[], panel: Panel, size: number): ChartPoint[] {
  return lattice.map(({x, y, cell, astray}) => {
    const quotients = [x, y].map((v) => (Math.fround(v) / size).toPrecision(10));
    const row = {
      point: `${formatNumber(x)}, ${formatNumber(y)}`,
      "x / edge": quotients[0],
      "y / edge": quotients[1],
      cell: cell ? `[${cell[0]}, ${cell[1]}, 0]` : "none: dropped",
      "by its decimals": astray ? "another" : null
    };
    return {x: xOf(panel, x), y: yOf(panel, y), row};
  });
}

function whiskerLayer(lattice: readonly LatticePoint[], panel: Panel, size: number, color?: string): Spec | null {
  const whiskers = lattice.flatMap(({x, y, cell}) => {
    if (!cell) return [];
    const at = {x: xOf(panel, x), y: yOf(panel, y)};
    const middle = {x: xOf(panel, (cell[0] + 0.5) * size), y: yOf(panel, (cell[1] + 0.5) * size)};
    return [{...at, x2: at.x + share * (middle.x - at.x), y2: at.y + share * (middle.y - at.y)}];
  });
  return strokeLayer(whiskers, {color, strokeWidth: 1.75, strokeCap: "round", opacity: 0.75});
}

function pointLayers(lattice: readonly LatticePoint[], panel: Panel, {theme}: ChartContext): (Spec | null)[] {
  const of = (wanted: (p: LatticePoint) => boolean): At[] =>
    lattice.filter(wanted).map(({x, y}) => ({x: xOf(panel, x), y: yOf(panel, y)}));
  const face = {filled: true, fill: theme.paper, stroke: theme.series[1], strokeWidth: 1.75, size: 42, opacity: 1};
  const dropped = {shape: crossPath, filled: false, stroke: theme.soft, strokeWidth: 1.75, size: 42, opacity: 1};
  const astray = {shape: "square", filled: false, stroke: theme.undecided, strokeWidth: 2, size: 230, opacity: 1};
  return [
    markLayer(
      of((p) => p.cell !== null && !p.face),
      {filled: true, color: theme.ink, opacity: 0.6, size: 26}
    ),
    markLayer(
      of((p) => p.cell !== null && p.face),
      face
    ),
    markLayer(
      of((p) => p.cell === null),
      dropped
    ),
    markLayer(
      of((p) => p.astray),
      astray
    )
  ];
}

function keys({theme}: ChartContext): LegendKey[] {
  return [
    {label: "inside", color: theme.ink, shape: "dot"},
    {label: "on a face", color: theme.series[1] ?? theme.ink, shape: "ring"},
    {label: "dropped", color: theme.soft, sign: "✕"},
    {label: "not where its decimals say", color: theme.undecided, shape: "square"}
  ];
}

/** Points in and on cells, each with a whisker into the cell it belongs to. */
export function facePlan(slice: Slice, lattice: readonly LatticePoint[], context: ChartContext): ChartPlan {
  const {theme} = context;
  const panel = slicePanel(slice, context.width);
  const layers = [
    ...panelLayers(panel, {heading: "y (m)", xTitle: "x (m)"}, context),
    faceLayer(panel, slice, theme.context),
    whiskerLayer(lattice, panel, slice.size, theme.series[0]),
    ...pointLayers(lattice, panel, context)
  ];
  const {frame, height} = frameFor(panel);
  const points = pointRows(lattice, panel, slice.size);
  return {spec: pixelSpec(frame, layers), height, frame, points, legend: keys(context)};
}
