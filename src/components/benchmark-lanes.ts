import {backendSeries, benchmarkSubjects} from "./benchmark-rows.js";
import type {BenchmarkCase} from "./benchmark-rows.js";
import {categoryRows} from "./category-rows.js";
import type {CategoryOptions, CategoryRows} from "./category-rows.js";
import type {ChartContext, LegendKey} from "./chart-plan.js";
import {positionOn} from "./chart-scale.js";
import {seriesStyle} from "./chart-theme.js";

/** A measured case in its lane: a row of the chart for its shape, in it a line for its backend. */
export interface Lane {
  case: BenchmarkCase;
  /** Names of the shape, and of what measured it. */
  name: string;
  label: string;
  y: number;
  color: string;
}

export interface BenchmarkLanes {
  rows: CategoryRows;
  lanes: readonly Lane[];
  legend: readonly LegendKey[];
  /** Where a value stands along x, in px. */
  at: (v: number) => number;
}

/** Height of a lane, and of a row beside its lanes. */
const [laneHeight, between] = [16, 14];

/** Lays out one row per shape and in it one lane per backend, thread count and run. */
export function benchmarkLanes(
  cases: readonly BenchmarkCase[],
  values: readonly number[],
  context: ChartContext,
  options: CategoryOptions
): BenchmarkLanes {
  const subjects = benchmarkSubjects(cases);
  const heights = subjects.map(({lanes}) => lanes.length * laneHeight + between);
  const names = subjects.map(({name}) => name);
  const rows = categoryRows(names, values, context, {heights, ...options});
  const series = backendSeries(cases.map(({backend}) => backend));
  const lanes = subjects.flatMap(({name, lanes: own}, n) =>
    own.map(({label, backend, case: c}, k): Lane => {
      const {color} = seriesStyle(context.theme, series.get(backend) ?? 0);
      return {case: c, name, label, y: rows.middle(n) + (k - (own.length - 1) / 2) * laneHeight, color};
    })
  );
  const colors = new Map(lanes.map(({case: c, color}) => [c.backend, color]));
  const legend = [...colors].map(([label, color]) => ({label, color}));
  const at = (v: number): number => positionOn(rows.x, v, rows.frame.width);
  return {rows, lanes, legend: legend.length > 1 ? legend : [], at};
}

/** Marks at a place of their own, in a colour of their own. */
export const place = {
  x: {field: "x", type: "quantitative", scale: null},
  y: {field: "y", type: "quantitative", scale: null, axis: null}
};
export const hue = {color: {field: "color", type: "nominal", scale: null, legend: null}};
