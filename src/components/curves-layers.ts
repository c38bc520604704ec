import {axisEncoding, positionOn, timeEncoding, typeAlong, valueAt} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {fontSize} from "./chart-theme.js";
import {xTitle, yTitle} from "./chart-plan.js";
import type {ChartContext, Frame, LegendKey, Spec} from "./chart-plan.js";
import {dodge} from "./label-dodge.js";
import {crossPath} from "./lines.js";
import {pixelColumns} from "./pixel-columns.js";
import type {Row} from "./table-state.js";

/** A point of a curve in the units of its axes; `y` is null where the value is not finite or cannot be shown. */
export interface PlacedPoint {
  x: number;
  y: number | null;
  smoothed: number | null;
  /** What is marked at the plot's edge in place of a point: NaN, ∞, or −∞ and what a log axis cannot show. */
  edge: "nan" | "up" | "down" | null;
  row: Row;
}

export interface PlacedCurve {
  id: string;
  label: string;
  color: string;
  dash?: readonly number[];
  points: readonly PlacedPoint[];
  /** Two writers: dots that no line joins. */
  scattered: boolean;
  /** The run was aborted: ✕ where its curve ends. */
  aborted: boolean;
}

export interface CurvesPlanOptions {
  curves: readonly PlacedCurve[];
  /** x holds milliseconds since 1970. */
  time: boolean;
  logX: boolean;
  logY: boolean;
  xTitle: string;
  yTitle: string;
  /** "ends": names at the line ends where there is room; "none": another legend says who is who. */
  labels: "ends" | "none";
  /** Context curves: many, thin and grey, to be pointed at. */
  faint: boolean;
  /** The y axis includes zero, which is drawn as a line. */
  zero?: boolean;
  legend?: readonly LegendKey[];
}

/** What every layer of a plan is laid out in. */
export interface Layout {
  options: CurvesPlanOptions;
  context: ChartContext;
  frame: Frame;
  x: Scale;
  y: Scale;
}

const edgeShapes = {nan: crossPath, up: "triangle-up", down: "triangle-down"} as const;
const maxMarkedPoints = 300;

const y = {field: "y", type: "quantitative"};
const placeOf = ({options}: Pick<Layout, "options">) => ({x: {field: "x", type: typeAlong(options.time)}, y});
const color = {field: "color", type: "nominal", scale: null, legend: null};
const edgeInset = 5;

/** Invisible, but carries both axes: the other layers share its scales. */
export function axesLayer(layout: Layout): Spec {
  const {options, x, frame} = layout;
  const title = xTitle(options.xTitle);
  const along = options.time ? timeEncoding(x, frame.width, title) : axisEncoding(x, {grid: false, ...title});
  return {
    data: {values: [{x: x.domain[0], y: layout.y.domain[0]}]},
    mark: {type: "point", opacity: 0},
    encoding: {
      x: {...placeOf(layout).x, ...along},
      y: {...y, ...axisEncoding(layout.y, yTitle(options.yTitle, frame))}
    }
  };
}

/** The line that differences are measured from. */
export function zeroLayer({context}: Layout): Spec {
  return {
    data: {values: [{y: 0}]},
    mark: {type: "rule", color: context.theme.soft, strokeWidth: 1},
    encoding: {y}
  };
}

/** Lines of the raw or the smoothed values, broken where there is none; long ones thinned to the screen. */
export function lineLayer(layout: Layout, field: "y" | "smoothed", mark: Spec): Spec {
  const {options, frame, x} = layout;
  const values = options.curves
    .filter((curve) => !curve.scattered)
    .flatMap((curve) => {
      const points = curve.points.map((p) => ({
        x: p.x,
        y: p[field],
        color: curve.color,
        curve: curve.id,
        dash: curve.dash ?? []
      }));
      return pixelColumns(points, (v) => positionOn(x, v, frame.width));
    });
  return {
    data: {values},
    mark: {type: "line", invalid: "break-paths-filter-domains", clip: true, ...mark},
    encoding: {
      ...placeOf(layout),
      color,
      detail: {field: "curve", type: "nominal"},
      strokeDash: {field: "dash", type: "nominal", scale: null, legend: null}
    }
  };
}

function standsAlone({points, scattered}: PlacedCurve, i: number): boolean {
  return scattered || ((points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null);
}

/** Every point where there are few; always those that no line shows: single points, and those of two writers. */
export function pointLayer({options}: Layout, opacity: number): Spec {
  const {curves, faint} = options;
  const all = curves.reduce((n, {points}) => n + points.length, 0) <= maxMarkedPoints && !faint;
  const values = curves.flatMap((curve) =>
    curve.points.flatMap((p, i) =>
      p.y !== null && (all || standsAlone(curve, i)) ? [{x: p.x, y: p.y, color: curve.color}] : []
    )
  );
  return {
    data: {values},
    mark: {type: "point", filled: true, size: faint ? 9 : 18, opacity, clip: false},
    encoding: {...placeOf({options}), color}
  };
}

/** Height in px at which a mark for what is no number stands. */
export function edgeY(edge: PlacedPoint["edge"], {frame}: Layout): number {
  return edge === "up" ? edgeInset : frame.height - edgeInset;
}

/** NaN as ✕ at the foot, ∞ as ▲ at the head, −∞ and what a log axis cannot show as ▼ at the foot. */
export function edgeLayer(layout: Layout): Spec {
  const {options, context} = layout;
  const values = options.curves.flatMap(({points}) =>
    points.flatMap((p) => (p.edge ? [{x: p.x, y: edgeY(p.edge, layout), shape: edgeShapes[p.edge]}] : []))
  );
  return {
    data: {values},
    mark: {type: "point", filled: true, size: 40, strokeWidth: 2, stroke: context.theme.fail, fill: context.theme.fail},
    encoding: {
      x: placeOf(layout).x,
      y: {...y, scale: null, axis: null},
      shape: {field: "shape", type: "nominal", scale: null, legend: null}
    }
  };
}

/** ✕ where the curve of an aborted run ends. */
export function endLayer({options, context}: Layout): Spec {
  const values = options.curves.flatMap(({points, aborted}) => {
    const last = points.findLast((p) => p.y !== null);
    return aborted && last ? [{x: last.x, y: last.y}] : [];
  });
  return {
    data: {values},
    mark: {
      type: "point",
      shape: crossPath,
      size: 60,
      strokeWidth: 2.25,
      stroke: context.theme.fail,
      fill: null,
      clip: false
    },
    encoding: placeOf({options})
  };
}

/** Names at the right, moved apart, each tied to the end of its line. */
export function labelLayers({options, context, frame, x, y: scale}: Layout): Spec[] {
  const place = placeOf({options});
  const ends = options.curves.map((curve) => {
    const last = curve.points.findLast((p) => (p.smoothed ?? p.y) !== null);
    const v = last ? (last.smoothed ?? last.y) : null;
    return {curve, at: v === null ? frame.height : frame.height - positionOn(scale, v, frame.height)};
  });
  const half = fontSize / 2;
  const placed = dodge(
    ends.map(({at}) => at),
    fontSize + 3,
    half,
    frame.height - half
  );
  const values = ends.map(({curve, at}, i) => ({
    label: curve.label,
    color: curve.color,
    x: x.domain[1],
    y: valueAt(scale, frame.height - at, frame.height),
    to: valueAt(scale, frame.height - (placed[i] ?? at), frame.height)
  }));
  return [
    {
      data: {values},
      mark: {type: "rule", strokeWidth: 1, xOffset: 2, x2Offset: 11, clip: false},
      encoding: {...place, x2: {field: "x"}, y2: {field: "to"}, color}
    },
    {
      name: "names",
      data: {values},
      mark: {
        type: "text",
        align: "left",
        baseline: "middle",
        dx: 14,
        limit: Math.max(40, frame.right - 16),
        clip: false,
        color: context.theme.ink
      },
      encoding: {...place, y: {...y, field: "to"}, text: {field: "label", type: "nominal"}}
    }
  ];
}
