import {categoryLayers, categoryRows} from "./category-rows.js";
import type {CategoryRows} from "./category-rows.js";
import {framedSpec} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Spec} from "./chart-plan.js";
import {positionOn} from "./chart-scale.js";
import {caseNames} from "./benchmark-rows.js";
import type {BenchmarkCase, BenchmarkSample} from "./benchmark-rows.js";
import type {Row} from "./table-state.js";

export interface BenchmarkPlanOptions {
  cases: readonly BenchmarkCase[];
  samples: readonly BenchmarkSample[];
  /** A logarithmic axis. */
  log: boolean;
  /** With its unit: "time (ms)". */
  xTitle: string;
}

interface Placed {
  case: BenchmarkCase;
  name: string;
  y: number;
  samples: readonly BenchmarkSample[];
}

const place = {
  x: {field: "x", type: "quantitative", scale: null},
  y: {field: "y", type: "quantitative", scale: null, axis: null}
};
const tick = 9;

/** The sample's place below its case's line, in an order that does not follow the values. */
function jitter(ordinal: number): number {
  return ((ordinal * 7) % 5) - 2;
}

function rangeLayer(placed: readonly Placed[], at: (v: number) => number, {theme}: ChartContext): Spec {
  return {
    data: {values: placed.map(({case: c, y}) => ({x: at(c.least), x2: at(c.greatest), y}))},
    mark: {type: "rule", strokeWidth: 2, strokeCap: "round", color: theme.series[0], opacity: 0.55, clip: false},
    encoding: {...place, x2: {field: "x2"}}
  };
}

function sampleLayer(points: readonly ChartPoint[], {theme}: ChartContext): Spec {
  return {
    data: {values: points.map(({x, y}) => ({x, y}))},
    mark: {type: "point", filled: true, shape: "circle", size: 26, color: theme.series[0], opacity: 0.6, clip: false},
    encoding: place
  };
}

function medianLayer(placed: readonly Placed[], at: (v: number) => number, {theme}: ChartContext): Spec {
  return {
    data: {values: placed.map(({case: c, y}) => ({x: at(c.median), y: y - tick, y2: y + tick}))},
    mark: {type: "rule", strokeWidth: 2, color: theme.ink, clip: false},
    encoding: {...place, y2: {field: "y2"}}
  };
}

function floorLayer(placed: readonly Placed[], at: (v: number) => number, {theme}: ChartContext): Spec {
  const values = placed.flatMap(({case: c, y}) => (c.floor === null ? [] : [{x: at(c.floor), y}]));
  return {
    data: {values},
    mark: {type: "point", shape: "diamond", size: 62, stroke: theme.soft, strokeWidth: 1.75, fill: null, clip: false},
    encoding: place
  };
}

function samplePoints(placed: readonly Placed[], at: (v: number) => number): ChartPoint[] {
  return placed.flatMap(({case: c, name, y, samples}) =>
    samples.map(({ordinal, value, value_evidence}) => {
      const row: Row = {case: name, sample: ordinal, [c.unit_name]: value, evidence: value_evidence};
      return {x: at(value), y: y + jitter(ordinal), row};
    })
  );
}

/** Raw samples as dots, their range, the median, and as an open diamond the time of a copy of the same bytes. */
export function benchmarkPlan(options: BenchmarkPlanOptions, context: ChartContext): ChartPlan {
  const {cases, samples, log, xTitle} = options;
  const names = caseNames(cases);
  const values = [...cases.flatMap((c) => [c.least, c.greatest, c.floor]), ...samples.map((s) => s.value)];
  const finite = values.filter((v) => v !== null);
  const rows: CategoryRows = categoryRows(names, finite, context, {rowHeight: 30, log, zero: !log});
  const at = (v: number): number => positionOn(rows.x, v, rows.frame.width);
  const placed = cases.map((c, i) => ({
    case: c,
    name: names[i] ?? c.case,
    y: rows.middle(i),
    samples: samples.filter(({case_id}) => case_id === c.case_id)
  }));
  const points = samplePoints(placed, at);
  const layers = [
    ...categoryLayers(rows, xTitle, context),
    rangeLayer(placed, at, context),
    sampleLayer(points, context),
    floorLayer(placed, at, context),
    medianLayer(placed, at, context)
  ];
  return {spec: framedSpec(rows.frame, layers), height: rows.height, frame: rows.frame, points};
}
