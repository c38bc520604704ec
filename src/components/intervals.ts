import {categoryLayers, categoryRows} from "./category-rows.js";
import type {CategoryRows} from "./category-rows.js";
import {framedSpec, numberOf} from "./chart-plan.js";
import type {ChartContext, ChartPlan, Spec} from "./chart-plan.js";
import {positionOn} from "./chart-scale.js";
import type {Theme} from "./chart-theme.js";
import type {Row} from "./table-state.js";
import {parseVerdict, verdicts} from "./verdict.js";
import type {Verdict} from "./verdict.js";

export interface IntervalsOptions {
  rows: readonly Row[];
  /** Columns: a name per row, the estimate, and the ends of its interval. */
  y: string;
  x: string;
  lo: string;
  hi: string;
  /** Column with one of the five verdicts: its sign stands at the right. */
  verdict?: string;
  /** Where nothing changed: 1 for a ratio, 0 for a difference. */
  reference?: number;
  log?: boolean;
  zero?: boolean;
  /** With its unit: "ratio to baseline (×)". */
  xTitle: string;
}

interface Interval {
  name: string;
  row: Row;
  value: number;
  lo: number;
  hi: number;
  verdict: Verdict | null;
}

function intervalOf(row: Row, {y, x, lo, hi, verdict}: IntervalsOptions): Interval | null {
  const value = numberOf(row, x);
  if (value === null) return null;
  const word = verdict ? row[verdict] : null;
  return {
    name: String(row[y]),
    row,
    value,
    lo: numberOf(row, lo) ?? value,
    hi: numberOf(row, hi) ?? value,
    verdict: word === null || word === undefined ? null : parseVerdict(word)
  };
}

function verdictColor(verdict: Verdict | null, theme: Theme): string {
  if (verdict === null) return theme.series[0] ?? theme.ink;
  const colors = {
    pass: theme.pass,
    fail: theme.fail,
    undecided: theme.undecided,
    "no-evidence": theme.none,
    "not-applicable": theme.none
  };
  return colors[verdict];
}

const place = {
  x: {field: "x", type: "quantitative", scale: null},
  y: {field: "y", type: "quantitative", scale: null, axis: null},
  color: {field: "color", type: "nominal", scale: null, legend: null}
};

function intervalLayers(intervals: readonly Interval[], rows: CategoryRows, {theme}: ChartContext): Spec[] {
  const {x, frame, middle} = rows;
  const at = (v: number): number => positionOn(x, v, frame.width);
  const values = intervals.map((d, i) => ({
    x: at(d.value),
    lo: at(d.lo),
    hi: at(d.hi),
    y: middle(i),
    color: verdictColor(d.verdict, theme),
    sign: d.verdict ? verdicts[d.verdict].sign : ""
  }));
  return [
    {
      data: {values},
      mark: {type: "rule", strokeWidth: 2.5, strokeCap: "round", clip: false},
      encoding: {...place, x: {...place.x, field: "lo"}, x2: {field: "hi"}}
    },
    {
      data: {values},
      mark: {type: "point", shape: "circle", filled: true, size: 64, clip: false, opacity: 1},
      encoding: place
    },
    {
      data: {values},
      mark: {type: "text", align: "left", fontWeight: 700, fontSize: 14, clip: false},
      encoding: {...place, x: {value: frame.width + 10}, text: {field: "sign", type: "nominal"}}
    }
  ];
}

function referenceLayer(reference: number, rows: CategoryRows, ink: string): Spec {
  return {
    data: {values: [{x: positionOn(rows.x, reference, rows.frame.width)}]},
    mark: {type: "rule", strokeWidth: 1, strokeDash: [4, 3], color: ink},
    encoding: {x: {field: "x", type: "quantitative", scale: null}}
  };
}

/** The plan of an interval chart for one width. */
export function intervalsPlan(options: IntervalsOptions, context: ChartContext): ChartPlan {
  const found = options.rows.map((row) => intervalOf(row, options)).filter((d) => d !== null);
  const {reference, log, zero} = options;
  const values = found.flatMap((d) => [d.value, d.lo, d.hi]).concat(reference ?? []);
  const right = found.some((d) => d.verdict) ? 28 : 16;
  const rows = categoryRows(
    found.map((d) => d.name),
    values,
    context,
    {rowHeight: 28, right, log, zero}
  );
  const layers = [
    ...categoryLayers(rows, options.xTitle, context),
    ...(reference === undefined ? [] : [referenceLayer(reference, rows, context.theme.soft)]),
    ...intervalLayers(found, rows, context)
  ];
  const points = found.map((d, i) => ({
    x: positionOn(rows.x, d.value, rows.frame.width),
    y: rows.middle(i),
    row: d.row
  }));
  return {spec: framedSpec(rows.frame, layers), height: rows.height, frame: rows.frame, points};
}
