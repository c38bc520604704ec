import {frameOf, framedSpec, xTitle, yTitle} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {axisEncoding, positionOn, scaleFor, timeEncoding, typeAlong} from "./chart-scale.js";
import {colorEncoding, directLabels, isCrowd, labelOf, styleOf} from "./line-labels.js";
import type {Layout} from "./line-labels.js";
import {collectLines} from "./line-points.js";
import type {LinesOptions} from "./line-points.js";

export type {LinesOptions} from "./line-points.js";

export const crossPath = "M-1,-1L1,1M1,-1L-1,1";
const edgeShapes = {nan: crossPath, up: "triangle-up", down: "triangle-down"} as const;
const maxPointMarks = 300;
const maxDirectLabels = 8;
const minDirectWidth = 640;

function lineLayer(layout: Layout, field: "y" | "smoothed", mark: Spec): Spec {
  const {names, points} = layout;
  const values = points.map((p) => ({x: p.x, y: p[field], series: p.series}));
  const range = names.map((name) => styleOf(layout, name).dash);
  return {
    data: {values},
    mark: {type: "line", invalid: "break-paths-filter-domains", clip: true, ...mark},
    encoding: {
      x: {field: "x", type: typeAlong(layout.options.time)},
      y: {field: "y", type: "quantitative"},
      color: colorEncoding(layout),
      detail: {field: "series", type: "nominal"},
      strokeDash: {field: "series", type: "nominal", scale: {domain: names, range}, legend: null}
    }
  };
}

function pointLayer(layout: Layout, opacity: number): Spec | null {
  const values = layout.points.filter((p) => p.y !== null).map(({x, y, series}) => ({x, y, series}));
  if (values.length > maxPointMarks) return null;
  return {
    data: {values},
    mark: {type: "point", filled: true, size: 16, opacity, clip: false},
    encoding: {
      x: {field: "x", type: typeAlong(layout.options.time)},
      y: {field: "y", type: "quantitative"},
      color: colorEncoding(layout)
    }
  };
}

/** NaN as ✕ at the foot, ∞ as ▲ at the head, −∞ and what a log axis cannot show as ▼ at the foot. */
function edgeLayer(layout: Layout): Spec | null {
  const {points, frame, context} = layout;
  const values = points
    .filter((p) => p.edge)
    .map((p) => ({x: p.x, py: p.edge === "up" ? 5 : frame.height - 5, shape: edgeShapes[p.edge ?? "nan"]}));
  if (values.length === 0) return null;
  return {
    data: {values},
    mark: {type: "point", filled: true, size: 40, strokeWidth: 2, stroke: context.theme.fail, fill: context.theme.fail},
    encoding: {
      x: {field: "x", type: typeAlong(layout.options.time)},
      y: {field: "py", type: "quantitative", scale: null, axis: null},
      shape: {field: "shape", type: "nominal", scale: null, legend: null}
    }
  };
}

/** Invisible, but carries both axes: the other layers share its scales. */
function axesLayer({x, y, frame, options}: Layout): Spec {
  const title = xTitle(options.xTitle);
  const xAxis = options.time ? timeEncoding(x, frame.width, title) : axisEncoding(x, {grid: false, ...title});
  return {
    data: {values: [{x: x.domain[0], y: y.domain[0]}]},
    mark: {type: "point", opacity: 0},
    encoding: {
      x: {field: "x", type: typeAlong(options.time), ...xAxis},
      y: {field: "y", type: "quantitative", ...axisEncoding(y, yTitle(options.yTitle, frame))}
    }
  };
}

function hoverPoints({points, frame, x, y}: Layout): ChartPoint[] {
  return points.map((p) => ({
    x: positionOn(x, p.x, frame.width),
    y: p.y === null ? (p.edge === "up" ? 5 : frame.height - 5) : frame.height - positionOn(y, p.y, frame.height),
    row: p.row
  }));
}

function legendKeys(layout: Layout): LegendKey[] {
  return layout.names.map((name) => ({label: labelOf(layout, name), ...styleOf(layout, name)}));
}

/** The plan of a line chart for one width: pure, so that it can be tested without a page. */
export function linesPlan(options: LinesOptions, context: ChartContext): ChartPlan {
  const groups = collectLines(options);
  const names = [...groups.keys()];
  const points = [...groups.values()].flat();
  const y = scaleFor(
    points.flatMap((p) => [p.y, p.smoothed]).filter((v) => v !== null),
    {log: options.logY, zero: options.zero}
  );
  const x = scaleFor(
    points.map((p) => p.x),
    {log: options.logX, tight: true, count: context.width / 110}
  );
  const several = names.length > 1;
  const direct =
    several && options.directLabels !== false && names.length <= maxDirectLabels && context.width >= minDirectWidth;
  const labelWidth = Math.max(...names.map((name) => context.measure(labelOf({options}, name))), 0);
  const halfTick = options.time ? 24 : context.measure(x.labels[x.labels.length - 1] ?? "") / 2;
  const right = direct ? Math.min(context.width * 0.3, labelWidth + 18) : Math.max(14, halfTick + 2);
  const left = Math.ceil(Math.max(...y.labels.map((label) => context.measure(label)))) + 8;
  const frame = frameOf(context, {left, right, top: 28, bottom: 42});
  const layout: Layout = {options, context, names, points, frame, x, y};
  const raw = options.smoothed ? {opacity: 0.35, strokeWidth: 1} : {};
  const layers = [
    axesLayer(layout),
    lineLayer(layout, "y", raw),
    options.smoothed ? lineLayer(layout, "smoothed", {strokeWidth: 2.25}) : null,
    pointLayer(layout, options.smoothed ? 0.5 : 1),
    edgeLayer(layout),
    ...(direct ? directLabels(layout) : [])
  ].filter((layer) => layer !== null);
  const legend = several && !direct && !isCrowd(names) ? legendKeys(layout) : undefined;
  return {spec: framedSpec(frame, layers), frame, legend, points: hoverPoints(layout)};
}
