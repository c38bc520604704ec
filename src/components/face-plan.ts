import type {ChartContext, ChartPlan, ChartPoint, LegendKey} from "./chart-plan.js";
import {crossPath} from "./lines.js";
import {formatNumber} from "./number.js";
import {markLayer, panelLayers, pixelSpec, strokeLayer, xOf, yOf} from "./panel.js";
import type {Panel} from "./panel.js";
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

/** Points in and on cells, each with a whisker into the cell it belongs to. */
export function facePlan(slice: Slice, lattice: readonly LatticePoint[], context: ChartContext): ChartPlan {
  const {theme} = context;
  const {size} = slice;
  const panel = slicePanel(slice, context.width);
  const places = lattice.map((p) => ({...p, at: {x: xOf(panel, p.x), y: yOf(panel, p.y)}}));
  const whiskers = places.flatMap(({at, cell}) => {
    if (!cell) return [];
    const middle = {x: xOf(panel, (cell[0] + 0.5) * size), y: yOf(panel, (cell[1] + 0.5) * size)};
    return [{...at, x2: at.x + share * (middle.x - at.x), y2: at.y + share * (middle.y - at.y)}];
  });
  const of = (wanted: (p: LatticePoint) => boolean): {x: number; y: number}[] =>
    places.filter(wanted).map(({at}) => at);
  const layers = [
    ...panelLayers(panel, {heading: "y (m)", xTitle: "x (m)"}, context),
    faceLayer(panel, slice, theme.context),
    strokeLayer(whiskers, {color: theme.series[0], strokeWidth: 1.75, strokeCap: "round", opacity: 0.75}),
    markLayer(
      of(({cell, face}) => cell !== null && !face),
      {filled: true, color: theme.ink, opacity: 0.6, size: 26}
    ),
    markLayer(
      of(({cell, face}) => cell !== null && face),
      {filled: true, fill: theme.paper, stroke: theme.series[1], strokeWidth: 1.75, size: 42, opacity: 1}
    ),
    markLayer(
      of(({cell}) => cell === null),
      {shape: crossPath, filled: false, stroke: theme.soft, strokeWidth: 1.75, size: 42, opacity: 1}
    ),
    markLayer(
      of(({astray}) => astray),
      {filled: false, shape: "square", stroke: theme.undecided, strokeWidth: 2, size: 230, opacity: 1}
    )
  ];
  const {frame, height} = frameFor(panel);
  const legend: LegendKey[] = [
    {label: "inside", color: theme.ink, shape: "dot"},
    {label: "on a face", color: theme.series[1] ?? theme.ink, shape: "ring"},
    {label: "dropped", color: theme.soft, sign: "✕"},
    {label: "not where its decimals say", color: theme.undecided, shape: "square"}
  ];
  return {spec: pixelSpec(frame!, layers), height, frame, points: pointRows(lattice, panel, size), legend};
}
