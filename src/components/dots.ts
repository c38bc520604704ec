import {categoryLayers, categoryRows} from "./category-rows.js";
import type {CategoryRows} from "./category-rows.js";
import {groupRows, numberOf, framedSpec} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {positionOn} from "./chart-scale.js";
import {swarm} from "./label-dodge.js";
import {crossPath} from "./lines.js";
import type {Row} from "./table-state.js";

export interface DotsOptions {
  rows: readonly Row[];
  /** Column of numbers. */
  x: string;
  /** Column of names: one row of dots each. */
  y: string;
  order?: readonly string[];
  /** Column that is true where the run was aborted: marked ✕, left out of the median. */
  aborted?: string;
  /** Column that tells two groups apart; left out, one hue. */
  series?: string;
  /** false: no median tick. */
  median?: boolean;
  log?: boolean;
  zero?: boolean;
  /** With its unit: "time to train (min)". */
  xTitle: string;
  /** px per row. */
  rowHeight?: number;
}

interface Dot extends ChartPoint {
  value: number;
  series: string;
  shape: "circle" | typeof crossPath;
}

const diameter = 10;

/** The middle of the numbers, the mean of the two middle ones for an even count; null for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function isAborted(row: Row, key: string | undefined): boolean {
  return key !== undefined && row[key] === true;
}

function placeDots(groups: ReadonlyMap<string, readonly Row[]>, rows: CategoryRows, options: DotsOptions): Dot[] {
  const reach = rows.rowHeight / 2 - diameter / 2 - 4;
  return [...groups.values()].flatMap((group, i) => {
    const found = group.flatMap((row) => {
      const v = numberOf(row, options.x);
      return v === null || (options.log && v <= 0) ? [] : [{row, v}];
    });
    const along = found.map(({v}) => positionOn(rows.x, v, rows.frame.width));
    const offsets = swarm(along, diameter, reach);
    return found.map(({row, v}, k): Dot => ({
      row,
      value: v,
      x: along[k] ?? 0,
      y: rows.middle(i) + (offsets[k] ?? 0),
      series: options.series ? String(row[options.series] ?? "") : "",
      shape: isAborted(row, options.aborted) ? crossPath : "circle"
    }));
  });
}

function dotLayers(dots: readonly Dot[], series: readonly string[], {theme}: ChartContext): Spec[] {
  const place = {
    x: {field: "x", type: "quantitative", scale: null},
    y: {field: "y", type: "quantitative", scale: null, axis: null}
  };
  const range = series.map((_, i) => theme.series[i] ?? theme.ink);
  const plain = dots.filter((d) => d.shape === "circle").map(({x, y, series: s}) => ({x, y, series: s}));
  const crossed = dots.filter((d) => d.shape !== "circle").map(({x, y}) => ({x, y}));
  return [
    {
      data: {values: plain},
      mark: {type: "point", filled: true, shape: "circle", size: 58, opacity: 0.8, clip: false},
      encoding: {...place, color: {field: "series", type: "nominal", scale: {domain: series, range}, legend: null}}
    },
    {
      data: {values: crossed},
      mark: {type: "point", shape: crossPath, size: 70, strokeWidth: 2.25, stroke: theme.fail, fill: null, clip: false},
      encoding: place
    }
  ];
}

function medianLayer(
  groups: ReadonlyMap<string, readonly Row[]>,
  rows: CategoryRows,
  options: DotsOptions,
  ink: string
): Spec | null {
  if (options.median === false) return null;
  const values = [...groups.values()].flatMap((group, i) => {
    const kept = group.filter((row) => !isAborted(row, options.aborted)).map((row) => numberOf(row, options.x));
    const middle = medianOf(kept.filter((v) => v !== null));
    if (middle === null) return [];
    const half = rows.rowHeight / 2 - 1;
    return [{x: positionOn(rows.x, middle, rows.frame.width), y: rows.middle(i) - half, y2: rows.middle(i) + half}];
  });
  return {
    data: {values},
    mark: {type: "rule", strokeWidth: 2, color: ink, clip: false},
    encoding: {
      x: {field: "x", type: "quantitative", scale: null},
      y: {field: "y", type: "quantitative", scale: null, axis: null},
      y2: {field: "y2"}
    }
  };
}

function keysOf(series: readonly string[], dots: readonly Dot[], {theme}: ChartContext): LegendKey[] {
  const keys =
    series.length > 1 ? series.map((label, i) => ({label, color: theme.series[i] ?? theme.ink, sign: "●"})) : [];
  const crossed = dots.some((d) => d.shape !== "circle");
  return crossed && keys.length > 0 ? [...keys, {label: "aborted", color: theme.fail, sign: "✕"}] : keys;
}

/** The plan of a dot chart for one width. */
export function dotsPlan(options: DotsOptions, context: ChartContext): ChartPlan {
  const groups = groupRows(options.rows, options.y, options.order);
  const values = options.rows.map((row) => numberOf(row, options.x)).filter((v) => v !== null);
  const {rowHeight, log, zero} = options;
  const rows = categoryRows([...groups.keys()], values, context, {rowHeight, log, zero});
  const dots = placeDots(groups, rows, options);
  const series = [...new Set(dots.map((d) => d.series))];
  const median = medianLayer(groups, rows, options, context.theme.ink);
  const layers = [
    ...categoryLayers(rows, options.xTitle, context),
    ...(median ? [median] : []),
    ...dotLayers(dots, series, context)
  ];
  return {
    spec: framedSpec(rows.frame, layers),
    height: rows.height,
    frame: rows.frame,
    points: dots,
    legend: keysOf(series, dots, context)
  };
}
