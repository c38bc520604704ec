import {choice, slider, toggle} from "./control.js";
import type {Choice} from "./control.js";
import {element} from "./element.js";
import {axisWords, isLogged, runAxes} from "./run-axis.js";
import type {LoggedAxes, RunAxis} from "./run-axis.js";
import type {FactKey, MetricRow} from "./run-rows.js";
import {columnName} from "./run-table.js";

/** Everything about the drawing that a reader can change. */
export interface RunChoices {
  metric: string;
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

/** The controls above the curves. */
export function runChoices(
  chosen: RunChoices,
  metrics: readonly MetricRow[],
  keys: readonly FactKey[],
  logged: LoggedAxes,
  change: (change: Partial<RunChoices>) => void
): HTMLElement {
  const {metric, axis, logX, logY, smoothing, group} = chosen;
  return element(
    "div",
    {class: "controls", role: "group", "aria-label": "What is drawn"},
    choice("metric", metricChoices(metrics), metric, (v) => change({metric: v})),
    axis ? choice("over", axisChoices(logged), axis, (v) => change({axis: v as RunAxis})) : null,
    choice("colour by", groupChoices(keys), group, (v) => change({group: v})),
    slider("smoothing", {min: 0, max: 0.99, step: 0.01, value: smoothing}, weights, (v) => change({smoothing: v})),
    element(
      "span",
      {class: "tickboxes"},
      toggle("log y", logY, (on) => change({logY: on})),
      toggle("log x", logX, (on) => change({logX: on}))
    )
  );
}
