import {choice, slider, toggle} from "./control.js";
import type {Choice} from "./control.js";
import type {DrawnRun} from "./drawn-run.js";
import {element} from "./element.js";
import {axisWords, isLogged, runAxes} from "./run-axis.js";
import type {LoggedAxes, RunAxis} from "./run-axis.js";
import type {FactKey, MetricRow} from "./run-rows.js";
import {columnName} from "./run-table.js";
import {viewChoices} from "./run-view.js";
import type {RunView} from "./run-view.js";

/** Everything about the drawing that a reader can change. */
export interface RunChoices {
  metric: string;
  view: RunView;
  /** The run that is taken away from the others. */
  minus: string;
  axis: RunAxis | null;
  logX: boolean;
  logY: boolean;
  smoothing: number;
  /** "", "group", "status", or the column name of a parameter or environment key. */
  group: string;
}

/** Metrics under the first segment of their names, where there are many. */
export function metricChoices(metrics: readonly Pick<MetricRow, "metric">[]): Choice[] {
  const segment = (name: string): string | undefined =>
    metrics.length > 12 && name.includes("/") ? name.slice(0, name.indexOf("/")) : undefined;
  return metrics.map(({metric}) => ({value: metric, label: metric, group: segment(metric)}));
}

/** Keys by which runs can be grouped: those that say more than one thing. */
export function groupChoices(keys: readonly FactKey[]): Choice[] {
  const varying = keys.filter(({different, runs}) => different > 1 || (different === 1 && runs > 1));
  const facts = varying.map((key): Choice => ({
    value: columnName(key),
    label: key.key,
    group: key.kind === "parameter" ? "parameters" : "environment",
    disabled: key.different === 1 ? "same everywhere" : undefined
  }));
  return [
    {value: "", label: "each run"},
    {value: "group", label: "group"},
    {value: "status", label: "how they ended"},
    ...facts
  ];
}

function axisChoices(logged: LoggedAxes): Choice[] {
  return runAxes.map((axis) => ({
    value: axis,
    label: axisWords(axis),
    disabled: isLogged(axis, logged) ? undefined : "not logged"
  }));
}

const weights = (v: number): string => (v === 0 ? "off" : v.toFixed(2));

export interface RunChoicesOptions {
  chosen: RunChoices;
  metrics: readonly MetricRow[];
  keys: readonly FactKey[];
  metric: MetricRow;
  /** Runs that are drawn: one of them is taken away from the others. */
  drawn: readonly DrawnRun[];
}

/** The controls above the curves: those that the view has. */
export function runChoices(
  {chosen, metrics, keys, metric, drawn}: RunChoicesOptions,
  change: (change: Partial<RunChoices>) => void
): HTMLElement {
  const {view, minus, axis, logX, logY, smoothing, group} = chosen;
  const runs = drawn.map(({run, label}) => ({value: run.run_id, label}));
  const [each, differs] = [view === "runs", view === "difference"];
  return element(
    "div",
    {class: "controls", role: "group", "aria-label": "What is drawn"},
    choice("metric", metricChoices(metrics), metric.metric, (v) => change({metric: v})),
    choice("show", viewChoices(metric, drawn.length), view, (v) => change({view: v as RunView})),
    differs ? choice("from", runs, minus, (v) => change({minus: v})) : null,
    each && axis ? choice("over", axisChoices(metric), axis, (v) => change({axis: v as RunAxis})) : null,
    choice("colour by", groupChoices(keys), group, (v) => change({group: v})),
    each
      ? slider("smoothing", {min: 0, max: 0.99, step: 0.01, value: smoothing}, weights, (v) => change({smoothing: v}))
      : null,
    element(
      "span",
      {class: "tickboxes"},
      each || view === "band" ? toggle("log y", logY, (on) => change({logY: on})) : null,
      view === "density" ? null : toggle("log x", logX, (on) => change({logX: on}))
    )
  );
}
