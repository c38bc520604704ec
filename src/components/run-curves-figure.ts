import type {LegendKey} from "./chart-plan.js";
import type {DrawnRun} from "./drawn-run.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import type {CurvesDrawing, MetricCurve} from "./metric-curves.js";
import {metricCurves} from "./metric-curves.js";
import type {RunAxis} from "./run-axis.js";
import {distinctNames} from "./run-names.js";
import type {MetricRow, RunRow} from "./run-rows.js";
import {runHref} from "./run-rows.js";
import {text, value} from "./value.js";

export interface RunCurvesOptions {
  drawn: readonly DrawnRun[];
  /** Ticked runs that do not log the metric, or not with the axis. */
  silent: readonly {run: RunRow; lacks: string}[];
  metric: MetricRow;
  axis: RunAxis | null;
  logX: boolean;
  logY: boolean;
  smoothing: number;
  faint: boolean;
  legend?: readonly LegendKey[];
  sql?: SqlSource;
}

export function curveOf({run, label, color, dash, points}: DrawnRun): MetricCurve {
  const {run_id, began, status, writers} = run;
  return {run_id, label, color, dash, points, began, writers, aborted: status === "aborted"};
}

/** Where the curves end: the smallest and the largest last value, each with its run. */
function title(drawn: readonly DrawnRun[], {metric, unit_name}: MetricRow): Child {
  const name = text(metric);
  const finite = drawn.filter(({values}) => values.last !== null);
  const sorted = [...finite].sort((a, b) => (a.values.last ?? 0) - (b.values.last ?? 0));
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (!low || !high) return [name, " has no finite last value in these runs"];
  const end = ({values, run, label}: DrawnRun): Child => [
    value(values.last, values.last_evidence, {unit: unit_name}),
    " (",
    text(label, {href: runHref(run.run_id)}),
    ")"
  ];
  if (low === high) return [name, " ends at ", end(low)];
  if (low.values.last === high.values.last)
    return [
      name,
      " ends at the same value everywhere, ",
      value(low.values.last, low.values.last_evidence, {unit: unit_name})
    ];
  return [name, " ends between ", end(low), " and ", end(high)];
}

function howToRead({drawn, smoothing, logY, faint}: RunCurvesOptions): string {
  const some = (test: (d: DrawnRun) => boolean): boolean => drawn.some(test);
  const parts = [
    faint ? "Every ticked run as a thin line; point at one to pick it out" : "Every logged value, one line per run",
    smoothing > 0 ? "thin as logged, thick a moving average" : "",
    some(({run}) => run.status === "aborted") ? "✕ on a line: aborted there" : "",
    some(({values}) => values.nonfinite_points > 0) ? "✕ at the foot: NaN; ▲ ▼ at the edge: ±∞" : "",
    logY && some(({points}) => points.some(({value: v}) => v !== null && v <= 0))
      ? "▼ at the foot: not above zero, which a log axis cannot show"
      : "",
    some(({run}) => run.writers > 1) ? "dots without a line: two writers share the log" : ""
  ];
  return `${parts.filter(Boolean).join("; ")}.`;
}

const namedSilent = 6;

/** Which runs are ticked and yet not drawn, and what they lack. */
export function silence(silent: RunCurvesOptions["silent"]): HTMLElement[] {
  return [...new Set(silent.map(({lacks}) => lacks))].map((lacks) => {
    const runs = silent.filter((s) => s.lacks === lacks).map(({run}) => run);
    const labels = distinctNames(runs.map(({name}) => name));
    const named = runs
      .slice(0, namedSilent)
      .map(({run_id}, i) => [i ? ", " : "", text(labels[i], {href: runHref(run_id)})]);
    const rest = runs.length > namedSilent ? " and others" : "";
    return element("p", {class: "aside-line"}, "Ticked, but logged without ", text(lacks), ": ", named, rest, ".");
  });
}

/** Rows behind the curves, as they were logged. */
function pointRows(drawn: readonly DrawnRun[], metric: string): Record<string, unknown>[] {
  return drawn.flatMap(({label, points}) =>
    points.map(({step, epoch, time, value: v, nonfinite, value_evidence}) => ({
      run: label,
      step,
      step_evidence: value_evidence,
      epoch,
      epoch_evidence: value_evidence,
      time,
      [metric]: v ?? nonfinite,
      evidence: value_evidence
    }))
  );
}

/** The curves of one metric as a figure whose title says where they end. */
export function runCurvesFigure(options: RunCurvesOptions): {root: HTMLElement; drawing: CurvesDrawing} {
  const {drawn, silent, metric, axis, logX, logY, smoothing, faint, legend, sql} = options;
  const drawing = metricCurves({
    curves: drawn.map(curveOf),
    metric: metric.metric,
    unit: metric.unit_name,
    axis,
    logX,
    logY,
    smoothing,
    faint,
    labels: legend || faint ? "none" : "ends",
    legend
  });
  const root = figure({
    title: title(drawn, metric),
    sub: howToRead(options),
    chart: drawing,
    name: "curves",
    sql,
    rows: pointRows(drawn, metric.metric),
    wide: true
  });
  return {root: element("div", null, root, silence(silent)), drawing};
}
