import {positionOn, scaleFor} from "./chart-scale.js";
import {framedSpec, frameOf} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Frame} from "./chart-plan.js";
import {axesLayer, edgeLayer, edgeY, endLayer, labelLayers, lineLayer, pointLayer, zeroLayer} from "./curves-layers.js";
import type {CurvesPlanOptions, Layout, PlacedCurve} from "./curves-layers.js";
import type {Path} from "./nearest-path.js";
import {pixelColumns} from "./pixel-columns.js";

export type {CurvesPlanOptions, PlacedCurve, PlacedPoint} from "./curves-layers.js";

/** A plan that also says where each curve runs, for the line that is picked out. */
export interface CurvesPlan extends ChartPlan {
  frame: Frame;
  points: readonly ChartPoint[];
  /** Pixel places of each curve's finite points, in plot coordinates, split where the line breaks. */
  paths: ReadonlyMap<string, Path>;
}

const maxLabels = 8;
const minLabelWidth = 560;

function pixelPoints(layout: Layout): ChartPoint[] {
  const {options, frame, x, y} = layout;
  return options.curves.flatMap(({points}) =>
    points.map((p) => ({
      x: positionOn(x, p.x, frame.width),
      y: p.y === null ? edgeY(p.edge, layout) : frame.height - positionOn(y, p.y, frame.height),
      row: p.row
    }))
  );
}

function pixelPaths({options, frame, x, y}: Layout): CurvesPlan["paths"] {
  const path = ({points, scattered}: PlacedCurve): [number, number][][] => {
    const parts: [number, number][][] = [[]];
    for (const p of pixelColumns(points, (v) => positionOn(x, v, frame.width))) {
      if (p.y === null || scattered) parts.push([]);
      if (p.y !== null)
        parts.at(-1)?.push([positionOn(x, p.x, frame.width), frame.height - positionOn(y, p.y, frame.height)]);
    }
    return parts.filter((part) => part.length > 0);
  };
  return new Map(options.curves.map((curve) => [curve.id, path(curve)]));
}

/** The more curves, the fainter each, so that where many run shows as density. */
function crowdOpacity(curves: number): number {
  return Math.max(0.08, Math.min(0.6, 30 / curves));
}

/** About how many ticks: no more than there are whole numbers where all are whole. */
function ticksAlong(xs: readonly number[], width: number): number {
  if (xs.length === 0 || !xs.every(Number.isInteger)) return width / 110;
  let [low, high] = [Infinity, -Infinity];
  for (const x of xs) [low, high] = [Math.min(low, x), Math.max(high, x)];
  return Math.max(1, Math.min(width / 110, high - low));
}

/** The plan of curves for one width: pure, so that it can be tested without a page. */
export function curvesPlan(options: CurvesPlanOptions, context: ChartContext): CurvesPlan {
  const {curves, logX, logY, faint} = options;
  const all = curves.flatMap(({points}) => points);
  const y = scaleFor(
    all.flatMap((p) => [p.y, p.smoothed]).filter((v) => v !== null),
    {log: logY, zero: options.zero}
  );
  const xs = all.map((p) => p.x);
  const x = scaleFor(xs, {log: logX, tight: true, count: ticksAlong(xs, context.width)});
  const atEnds =
    options.labels === "ends" && curves.length > 1 && curves.length <= maxLabels && context.width >= minLabelWidth;
  const widest = Math.max(0, ...curves.map(({label}) => context.measure(label)));
  const right = atEnds ? Math.min(context.width * 0.3, widest + 18) : 14;
  const left = Math.ceil(Math.max(...y.labels.map((label) => context.measure(label)))) + 8;
  const frame = frameOf(context, {left, right, top: 28, bottom: 42});
  const layout: Layout = {options, context, frame, x, y};
  const smoothed = all.some((p) => p.smoothed !== null);
  const raw = faint
    ? {strokeWidth: 1, opacity: crowdOpacity(curves.length)}
    : smoothed
      ? {strokeWidth: 1, opacity: 0.4}
      : {strokeWidth: 1.6};
  const layers = [
    axesLayer(layout),
    ...(options.zero ? [zeroLayer(layout)] : []),
    lineLayer(layout, "y", raw),
    ...(smoothed ? [lineLayer(layout, "smoothed", {strokeWidth: faint ? 1.5 : 2.25})] : []),
    pointLayer(layout, smoothed ? 0.5 : 1),
    edgeLayer(layout),
    endLayer(layout),
    ...(atEnds ? labelLayers(layout) : [])
  ];
  const legend = atEnds ? undefined : options.legend;
  return {spec: framedSpec(frame, layers), frame, points: pixelPoints(layout), paths: pixelPaths(layout), legend};
}
