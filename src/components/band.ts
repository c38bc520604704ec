import {frameOf, framedSpec, groupRows, numberOf, xTitle, yTitle} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Spec} from "./chart-plan.js";
import {axisEncoding, positionOn, scaleFor} from "./chart-scale.js";
import {seriesStyle} from "./chart-theme.js";
import type {Row} from "./table-state.js";

export interface BandOptions {
  /** One row per x (and group): the middle of the runs and their spread. */
  rows: readonly Row[];
  x: string;
  mean: string;
  lo: string;
  hi: string;
  /** One band per value of this column; at most two are easy to read. */
  group?: string;
  /** Words for a group, where its value is not what people call it. */
  names?: Readonly<Record<string, string>>;
  /** The single runs, drawn as thin lines behind: columns `x`, `y`, `run` and, with groups, `group`. */
  runs?: {rows: readonly Row[]; x: string; y: string; run: string; group?: string};
  logX?: boolean;
  logY?: boolean;
  zero?: boolean;
  xTitle: string;
  yTitle: string;
}

interface Span {
  x: number;
  mean: number;
  lo: number;
  hi: number;
  group: string;
  row: Row;
}

/** The rows that have a place on the axes; what is not above zero has none on a log axis. */
function spansOf(options: BandOptions): Span[] {
  const {rows, x, mean, lo, hi, group, logX, logY} = options;
  return rows.flatMap((row) => {
    const [at, middle] = [numberOf(row, x), numberOf(row, mean)];
    if (at === null || middle === null || (logX && at <= 0) || (logY && middle <= 0)) return [];
    const span = {x: at, mean: middle, lo: numberOf(row, lo) ?? middle, hi: numberOf(row, hi) ?? middle};
    return [{...span, group: group ? String(row[group] ?? "") : "", row}];
  });
}

const place = {x: {field: "x", type: "quantitative"}, y: {field: "y", type: "quantitative"}};

function runLayer({runs, logX, logY}: BandOptions, names: readonly string[], {theme}: ChartContext): Spec | null {
  if (!runs) return null;
  const shown = (v: number | null, log?: boolean): number | null => (v !== null && log && v <= 0 ? null : v);
  const values = [...groupRows(runs.rows, runs.run)].flatMap(([run, rows]) =>
    rows.map((row) => ({
      x: shown(numberOf(row, runs.x), logX),
      y: shown(numberOf(row, runs.y), logY),
      run,
      group: runs.group ? String(row[runs.group] ?? "") : (names[0] ?? "")
    }))
  );
  const range = names.map((_, i) => (names.length > 1 ? seriesStyle(theme, i).color : theme.context));
  return {
    data: {values},
    mark: {
      type: "line",
      invalid: "break-paths-filter-domains",
      strokeWidth: 1,
      opacity: names.length > 1 ? 0.45 : 0.9,
      clip: true
    },
    encoding: {
      ...place,
      detail: {field: "run", type: "nominal"},
      color: {field: "group", type: "nominal", scale: {domain: names, range}, legend: null}
    }
  };
}

function bandLayers(spans: readonly Span[], names: readonly string[], floor: number, {theme}: ChartContext): Spec[] {
  return names.flatMap((name, i) => {
    const {color} = seriesStyle(theme, i);
    const values = spans
      .filter((s) => s.group === name)
      .map(({x, mean, lo, hi}) => ({x, y: mean, lo: Math.max(lo, floor), hi}));
    return [
      {
        data: {values},
        mark: {type: "area", color, opacity: 0.22, clip: true},
        encoding: {x: place.x, y: {field: "lo", type: "quantitative"}, y2: {field: "hi"}}
      },
      {data: {values}, mark: {type: "line", color, strokeWidth: 2.25, clip: true}, encoding: place}
    ];
  });
}

/** The plan of a band chart for one width. */
export function bandPlan(options: BandOptions, context: ChartContext): ChartPlan {
  const spans = spansOf(options);
  const names = [...new Set(spans.map((s) => s.group))];
  const single = (options.runs?.rows ?? []).map((row) => numberOf(row, options.runs?.y)).filter((v) => v !== null);
  const y = scaleFor(spans.flatMap((s) => [s.mean, s.lo, s.hi]).concat(single), {
    log: options.logY,
    zero: options.zero
  });
  const x = scaleFor(
    spans.map((s) => s.x),
    {log: options.logX, tight: true, count: context.width / 110}
  );
  const left = Math.ceil(Math.max(...y.labels.map((label) => context.measure(label)))) + 8;
  const right = Math.max(14, context.measure(x.labels[x.labels.length - 1] ?? "") / 2 + 2);
  const frame = frameOf(context, {left, right, top: 28, bottom: 42});
  const axes: Spec = {
    data: {values: [{x: x.domain[0], y: y.domain[0]}]},
    mark: {type: "point", opacity: 0},
    encoding: {
      x: {...place.x, ...axisEncoding(x, {grid: false, ...xTitle(options.xTitle)})},
      y: {...place.y, ...axisEncoding(y, yTitle(options.yTitle, frame))}
    }
  };
  const layers = [axes, runLayer(options, names, context), ...bandLayers(spans, names, y.domain[0], context)].filter(
    (l) => l !== null
  );
  const points: ChartPoint[] = spans.map((s) => ({
    x: positionOn(x, s.x, frame.width),
    y: frame.height - positionOn(y, s.mean, frame.height),
    row: s.row
  }));
  const legend =
    names.length > 1
      ? names.map((name, i) => ({label: options.names?.[name] ?? name, ...seriesStyle(context.theme, i)}))
      : undefined;
  return {spec: framedSpec(frame, layers), frame, points, legend};
}
