import type {ChartContext, ChartPlan, ChartPoint, Frame, LegendKey, Spec} from "./chart-plan.js";
import type {Scale} from "./chart-scale.js";
import {fontSize} from "./chart-theme.js";
import {crossPath} from "./lines.js";
import {formatNumber} from "./number.js";
import {markLayer, panelLayers, pixelSpec, strokeLayer, textLayer, xOf, yOf} from "./panel.js";
import type {At, Box, Panel} from "./panel.js";
import type {Slice, VoxelCell, Voxels} from "./voxel-example.js";

const [left, right, top, bottom, margin] = [34, 12, 34, 46, 0.25];
/** Opacity of the least and the greatest value: text in the page's ink is readable on both. */
const [faint, full] = [0.07, 0.58];
const ramp = 6;

function axis(end: number): Scale {
  const step = end > 2 ? 1 : end > 0.8 ? 0.5 : 0.2;
  const ticks = Array.from({length: Math.floor(end / step + 1e-9) + 1}, (_, n) => Number((n * step).toFixed(1)));
  const pad = end * margin * 0.25;
  return {domain: [-pad, end + pad], ticks, labels: ticks.map((t) => formatNumber(t)), log: false};
}

/** One length along x and y: cells are squares. */
export function slicePanel({size, cells: [columns, rows]}: Slice, width: number): Panel {
  const [x, y] = [axis(columns * size), axis(rows * size)];
  const inner = Math.max(80, width - left - right);
  const height = (inner * (y.domain[1] - y.domain[0])) / (x.domain[1] - x.domain[0]);
  return {left: 0, top: 0, width: inner, height, x, y};
}

export function cellBox(panel: Panel, {i, j}: Pick<VoxelCell, "i" | "j">, size: number): Box {
  const [from, to] = [xOf(panel, i * size), xOf(panel, (i + 1) * size)];
  const [high, low] = [yOf(panel, (j + 1) * size), yOf(panel, j * size)];
  return {left: from, top: high, width: to - from, height: low - high};
}

/** The faces of the cells. */
export function faceLayer(panel: Panel, {size, cells: [columns, rows]}: Slice, color: string): Spec | null {
  const [x0, x1, y0, y1] = [0, columns * size, 0, rows * size];
  const upright = Array.from({length: columns + 1}, (_, n) => xOf(panel, n * size)).map((x) => {
    return {x, y: yOf(panel, y0), y2: yOf(panel, y1)};
  });
  const level = Array.from({length: rows + 1}, (_, n) => yOf(panel, n * size)).map((y) => {
    return {x: xOf(panel, x0), x2: xOf(panel, x1), y};
  });
  return strokeLayer([...upright, ...level], {color, strokeWidth: 1});
}

export function frameFor({width, height}: Panel): {frame: Frame; height: number} {
  return {frame: {left, right, top, bottom, width, height}, height: height + top + bottom};
}

interface Shades {
  least: number;
  greatest: number;
  write: (v: number) => string;
}

function shadesOf(cells: readonly VoxelCell[]): Shades {
  const finite = cells.filter(({value, count}) => count > 0 && Number.isFinite(value)).map(({value}) => value);
  return {least: Math.min(...finite), greatest: Math.max(...finite), write: writer(cells)};
}

function opacityOf(v: number, {least, greatest}: Omit<Shades, "write">): number {
  return greatest > least ? faint + ((full - faint) * (v - least)) / (greatest - least) : (faint + full) / 2;
}

function shadeLayer(values: readonly (Box & {opacity: number})[], color: string | undefined): Spec {
  const px = {type: "quantitative", scale: null, axis: null};
  return {
    data: {
      values: values.map((v) => ({x: v.left, x2: v.left + v.width, y: v.top, y2: v.top + v.height, o: v.opacity}))
    },
    mark: {type: "rect", color, clip: false},
    encoding: {
      x: {field: "x", ...px},
      x2: {field: "x2"},
      y: {field: "y", ...px},
      y2: {field: "y2"},
      opacity: {field: "o", type: "quantitative", scale: null, legend: null}
    }
  };
}

/** Whole numbers as they are, else every value with two decimals. */
function writer(cells: readonly VoxelCell[]): (v: number) => string {
  const whole = cells.every(({value}) => !Number.isFinite(value) || Number.isInteger(value));
  return (v) => (whole ? String(v) : v.toFixed(2));
}

/** The colours with the values that they stand for, above the slice at its right end. */
function rampLayers(panel: Panel, shades: Shades, {theme, measure}: ChartContext): (Spec | null)[] {
  const {least, greatest, write} = shades;
  if (!Number.isFinite(least)) return [];
  const words = [write(least), write(greatest)];
  const [box, y] = [16, -16];
  const to = panel.width - measure(words[1] ?? "") - 6;
  const from = to - ramp * box;
  const boxes = Array.from({length: ramp}, (_, n) => {
    const opacity = opacityOf(least + ((greatest - least) * n) / (ramp - 1), shades);
    return {left: from + n * box, top: y - 6, width: box, height: 12, opacity};
  });
  const labels = [
    {x: from - 6 - measure(words[0] ?? ""), y, text: words[0] ?? ""},
    {x: to + 6, y, text: words[1] ?? ""}
  ];
  return [
    shadeLayer(boxes, theme.series[0]),
    textLayer(labels, {color: theme.soft, fontSize, align: "left", baseline: "middle"})
  ];
}

/** Values in their cells, where they have room. */
function valueLayer(panel: Panel, {size}: Slice, cells: readonly VoxelCell[], context: ChartContext): Spec | null {
  const write = writer(cells);
  const values = cells.flatMap((cell) => {
    const box = cellBox(panel, cell, size);
    const text = write(cell.value);
    const fits = context.measure(text) + 8 <= box.width && box.height >= 20;
    return cell.count > 0 && Number.isFinite(cell.value) && fits ? [{x: box.left + 4, y: box.top + 5, text}] : [];
  });
  return textLayer(values, {color: context.theme.ink, fontSize, fontWeight: 600, align: "left", baseline: "top"});
}

function onFace({x, y}: {x: number; y: number}, size: number): boolean {
  return [x, y].some((v) => Number.isInteger(Math.fround(v) / size));
}

function pointLayers(panel: Panel, slice: Slice, owner: Int32Array, {theme}: ChartContext): (Spec | null)[] {
  const placed = slice.points.map((point, n) => ({
    at: {x: xOf(panel, point.x), y: yOf(panel, point.y)},
    dropped: owner[n] === -1,
    face: onFace(point, slice.size)
  }));
  const of = (wanted: (p: (typeof placed)[number]) => boolean): At[] => placed.filter(wanted).map(({at}) => at);
  return [
    markLayer(
      of(({dropped, face}) => !dropped && !face),
      {filled: true, color: theme.ink, opacity: 0.4, size: 11}
    ),
    markLayer(
      of(({dropped, face}) => !dropped && face),
      {filled: true, fill: theme.paper, stroke: theme.series[1], strokeWidth: 1.75, size: 34, opacity: 1}
    ),
    markLayer(
      of(({dropped}) => dropped),
      {shape: crossPath, filled: false, stroke: theme.soft, strokeWidth: 1.75, size: 34, opacity: 1}
    )
  ];
}

function cellPoints(panel: Panel, {size}: Slice, cells: readonly VoxelCell[], mode: string): ChartPoint[] {
  return cells.map((cell) => {
    const {left: x, top: y, width, height} = cellBox(panel, cell, size);
    const value = Number.isFinite(cell.value) ? formatNumber(cell.value) : String(cell.value);
    const row = {cell: `[${cell.i}, ${cell.j}, 0]`, points: String(cell.count), [mode]: value};
    return {x: x + width / 2, y: y + height / 2, row};
  });
}

function keys({theme}: ChartContext): LegendKey[] {
  return [
    {label: "point", color: theme.ink, shape: "dot"},
    {label: "on a face", color: theme.series[1] ?? theme.ink, shape: "ring"},
    {label: "dropped", color: theme.soft, sign: "✕"}
  ];
}

function nanLayer(panel: Panel, {size}: Slice, cells: readonly VoxelCell[], {theme}: ChartContext): Spec | null {
  const bad = cells.filter(({value, count}) => count > 0 && Number.isNaN(value));
  const words = bad.map((cell) => {
    const {left, top} = cellBox(panel, cell, size);
    return {x: left + 4, y: top + 5, text: "NaN"};
  });
  return textLayer(words, {color: theme.fail, fontSize, fontWeight: 600, align: "left", baseline: "top"});
}

/** The slice as a map: each cell shaded by its value, the points above it. */
export function voxelPlan(slice: Slice, {cells, owner}: Voxels, mode: string, context: ChartContext): ChartPlan {
  const {theme} = context;
  const panel = slicePanel(slice, context.width);
  const shades = shadesOf(cells);
  const shaded = cells
    .filter(({value, count}) => count > 0 && Number.isFinite(value))
    .map((cell) => ({...cellBox(panel, cell, slice.size), opacity: opacityOf(cell.value, shades)}));
  const layers = [
    ...panelLayers(panel, {heading: "y (m)", xTitle: "x (m)"}, context),
    shadeLayer(shaded, theme.series[0]),
    faceLayer(panel, slice, theme.context),
    ...rampLayers(panel, shades, context),
    ...pointLayers(panel, slice, owner, context),
    valueLayer(panel, slice, cells, context),
    nanLayer(panel, slice, cells, context)
  ];
  const {frame, height} = frameFor(panel);
  const points = cellPoints(panel, slice, cells, mode);
  return {spec: pixelSpec(frame, layers), height, frame, points, legend: keys(context)};
}
