import {benchmarkLanes, hue, place} from "./benchmark-lanes.js";
import type {BenchmarkLanes, Lane} from "./benchmark-lanes.js";
import type {BenchmarkCase, BenchmarkSample} from "./benchmark-rows.js";
import {categoryLayers} from "./category-rows.js";
import {framedSpec} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Spec} from "./chart-plan.js";
import type {Row} from "./table-state.js";

export interface BenchmarkPlanOptions {
  cases: readonly BenchmarkCase[];
  samples: readonly BenchmarkSample[];
  /** A logarithmic axis. */
  log: boolean;
  /** With its unit: "time (ms)". */
  xTitle: string;
}

const tick = 7;

/** The sample's place below its case's line, in an order that does not follow the values. */
function jitter(ordinal: number): number {
  return ((ordinal * 7) % 5) - 2;
}

function rangeLayer({lanes, at}: BenchmarkLanes): Spec {
  const values = lanes.map(({case: c, y, color}) => ({x: at(c.least), x2: at(c.greatest), y, color}));
  return {
    data: {values},
    mark: {type: "rule", strokeWidth: 2, strokeCap: "round", opacity: 0.55, clip: false},
    encoding: {...place, ...hue, x2: {field: "x2"}}
  };
}

function sampleLayer(points: readonly (ChartPoint & {color: string})[]): Spec {
  return {
    data: {values: points.map(({x, y, color}) => ({x, y, color}))},
    mark: {type: "point", filled: true, shape: "circle", size: 26, opacity: 0.6, clip: false},
    encoding: {...place, ...hue}
  };
}

function medianLayer({lanes, at}: BenchmarkLanes, {theme}: ChartContext): Spec {
  return {
    data: {values: lanes.map(({case: c, y}) => ({x: at(c.median), y: y - tick, y2: y + tick}))},
    mark: {type: "rule", strokeWidth: 2, color: theme.ink, clip: false},
    encoding: {...place, y2: {field: "y2"}}
  };
}

function floorLayer({lanes, at}: BenchmarkLanes, {theme}: ChartContext): Spec {
  const values = lanes.flatMap(({case: c, y}) => (c.floor === null ? [] : [{x: at(c.floor), y}]));
  return {
    data: {values},
    mark: {type: "point", shape: "diamond", size: 62, stroke: theme.soft, strokeWidth: 1.75, fill: null, clip: false},
    encoding: place
  };
}

function samplePoints(
  lanes: readonly Lane[],
  samples: readonly BenchmarkSample[],
  at: (v: number) => number
): (ChartPoint & {color: string})[] {
  return lanes.flatMap(({case: c, name, label, y, color}) =>
    samples
      .filter(({case_id}) => case_id === c.case_id)
      .map(({ordinal, value, value_evidence}) => {
        const row: Row = {case: name, by: label, sample: ordinal, [c.unit_name]: value, evidence: value_evidence};
        return {x: at(value), y: y + jitter(ordinal), color, row};
      })
  );
}

/** Raw samples as dots, their range, the median, and as an open diamond the time of a copy of the same bytes. */
export function benchmarkPlan(options: BenchmarkPlanOptions, context: ChartContext): ChartPlan {
  const {cases, samples, log, xTitle} = options;
  const values = [...cases.flatMap((c) => [c.least, c.greatest, c.floor]), ...samples.map((s) => s.value)];
  const finite = values.filter((v) => v !== null);
  const placed = benchmarkLanes(cases, finite, context, {log, zero: !log});
  const {rows, lanes, legend, at} = placed;
  const points = samplePoints(lanes, samples, at);
  const layers = [
    ...categoryLayers(rows, xTitle, context),
    rangeLayer(placed),
    sampleLayer(points),
    floorLayer(placed, context),
    medianLayer(placed, context)
  ];
  return {spec: framedSpec(rows.frame, layers), height: rows.height, frame: rows.frame, points, legend};
}
