import {benchmarkLanes, hue, place} from "./benchmark-lanes.js";
import type {BenchmarkLanes} from "./benchmark-lanes.js";
import type {BenchmarkCase} from "./benchmark-rows.js";
import {categoryLayers} from "./category-rows.js";
import {framedSpec} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Spec} from "./chart-plan.js";
import type {Row} from "./table-state.js";

/** In percent: what the copy itself reaches. */
const copy = 100;

/** Cases that have a copy to be held against. */
export function boundCases(cases: readonly BenchmarkCase[]): BenchmarkCase[] {
  return cases.filter(({of_copy}) => of_copy !== null);
}

function copyLayer({rows, at}: BenchmarkLanes, {theme}: ChartContext): Spec {
  return {
    data: {values: [{x: at(copy), y: 0, y2: rows.frame.height}]},
    mark: {type: "rule", strokeWidth: 1.25, strokeDash: [4, 3], color: theme.soft},
    encoding: {...place, y2: {field: "y2"}}
  };
}

function intervalLayer({lanes, at}: BenchmarkLanes): Spec {
  const values = lanes.flatMap(({case: {of_copy_low: low, of_copy_high: high}, y, color}) =>
    low === null || high === null ? [] : [{x: at(low), x2: at(high), y, color}]
  );
  return {
    data: {values},
    mark: {type: "rule", strokeWidth: 2.5, strokeCap: "round", clip: false},
    encoding: {...place, ...hue, x2: {field: "x2"}}
  };
}

function dotLayer(points: readonly (ChartPoint & {color: string})[]): Spec {
  return {
    data: {values: points.map(({x, y, color}) => ({x, y, color}))},
    mark: {type: "point", filled: true, shape: "circle", size: 64, opacity: 1, clip: false},
    encoding: {...place, ...hue}
  };
}

/** What each case reaches of the bandwidth of its copy, with its interval; the dashed line is the copy. */
export function bandwidthPlan(cases: readonly BenchmarkCase[], context: ChartContext): ChartPlan {
  const bound = boundCases(cases);
  const values = bound.flatMap((c) => [c.of_copy, c.of_copy_low, c.of_copy_high]).filter((v) => v !== null);
  const placed = benchmarkLanes(bound, [...values, copy], context, {zero: true});
  const {rows, lanes, legend, at} = placed;
  const points = lanes.map(({case: c, name, label, y, color}) => {
    const row: Row = {case: name, by: label, "% of copy": c.of_copy, evidence: c.of_copy_evidence};
    return {x: at(c.of_copy ?? 0), y, color, row};
  });
  const layers = [
    ...categoryLayers(rows, "bandwidth reached (% of a copy of the same bytes)", context),
    copyLayer(placed, context),
    intervalLayer(placed),
    dotLayer(points)
  ];
  return {spec: framedSpec(rows.frame, layers), height: rows.height, frame: rows.frame, points, legend};
}
