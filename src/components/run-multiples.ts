import {choice, toggle} from "./control.js";
import {element} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {metricCurves} from "./metric-curves.js";
import {axisWords, chooseAxis, isLogged, runAxes} from "./run-axis.js";
import type {CurvePoint, RunAxis} from "./run-axis.js";
import type {RunData} from "./run-data.js";
import {resultsFirst} from "./run-defaults.js";
import {finalNumber} from "./run-rows.js";
import type {MetricValue, RunRow} from "./run-rows.js";
import {settle} from "./settled.js";
import type {UrlState} from "./url-state.js";
import {flag, text as word} from "./url-state.js";
import {text, value} from "./value.js";

/** Charts before "show all". */
const first = 9;
const height = 210;

export const multiplesCodecs = {x: word("", runAxes), logy: flag()};

export interface RunMultiplesOptions {
  data: RunData;
  run: RunRow;
  values: readonly MetricValue[];
  settings: UrlState<typeof multiplesCodecs>;
  sql?: SqlSource;
}

class RunMultiples {
  readonly root = element("div", {class: "wide"});
  private readonly options: RunMultiplesOptions;
  private readonly curves: MetricValue[];
  private readonly grid = element("div", {class: "settling"});
  private readonly more = element("p", {class: "more"});
  private shown = first;

  constructor(options: RunMultiplesOptions) {
    this.options = options;
    this.curves = resultsFirst(options.values.filter(({points}) => points > 1));
    this.root.append(this.controls(), this.grid, this.more);
    void this.draw();
  }

  private get axis(): RunAxis | null {
    return chooseAxis((this.options.settings.values.x || "step") as RunAxis, this.curves);
  }

  private controls(): HTMLElement {
    const {settings} = this.options;
    const choices = runAxes.map((axis) => ({
      value: axis,
      label: axisWords(axis),
      disabled: this.curves.some((c) => isLogged(axis, c)) ? undefined : "not logged"
    }));
    const set = (change: Partial<typeof settings.values>): void => {
      settings.set(change);
      void this.draw();
    };
    const axis = this.axis;
    return element(
      "div",
      {class: "controls", role: "group", "aria-label": "Axes of the curves"},
      axis ? choice("over", choices, axis, (x) => set({x})) : null,
      element(
        "span",
        {class: "tickboxes"},
        toggle("log y", settings.values.logy, (logy) => set({logy}))
      )
    );
  }

  private async draw(): Promise<void> {
    const shown = this.curves.slice(0, this.shown);
    const points = await this.options.data.curves(shown);
    const charts = shown.map((metric, i) => this.chartOf(metric, points[i] ?? []));
    await settle(this.grid, element("div", {class: "multiples"}, charts));
    const left = this.curves.length - shown.length;
    const all = (): void => {
      this.shown = this.curves.length;
      void this.draw();
    };
    this.more.replaceChildren(
      ...(left > 0 ? [element("button", {type: "button", click: all}, `show ${left} more metrics`)] : [])
    );
    this.more.hidden = left === 0;
  }

  private chartOf(metric: MetricValue, points: readonly CurvePoint[]): HTMLElement {
    const {run, settings, sql} = this.options;
    const asked = this.axis;
    const axis = asked !== null && isLogged(asked, metric) ? asked : chooseAxis(null, [metric]);
    const {run_id, began, status, writers, name} = run;
    const aborted = status === "aborted";
    const drawing = metricCurves({
      curves: [{run_id, label: name, color: "var(--series-1)", points, began, aborted, writers}],
      metric: metric.metric,
      unit: metric.unit_name,
      bare: true,
      axis,
      logX: false,
      logY: settings.values.logy,
      smoothing: 0,
      labels: "none",
      faint: false,
      height
    });
    const last = value(finalNumber(metric.last, metric.last_nonfinite), metric.last_evidence, {unit: metric.unit_name});
    const rows = points.map((p) => ({
      step: p.step,
      epoch: p.epoch,
      time: p.time,
      value: p.value ?? p.nonfinite,
      evidence: p.value_evidence
    }));
    return figure({
      title: [text(metric.metric), " ends at ", last],
      chart: drawing,
      name: "curves",
      sql,
      rows
    });
  }
}

/** Every metric of one run as a curve of its own, results before what the machine measured of itself. */
export function runMultiples(options: RunMultiplesOptions): HTMLElement {
  if (options.values.length === 0) return empty("This run logs no metric.");
  if (options.values.every(({points}) => points < 2))
    return empty("No metric of this run has more than one point: its values stand in the table below.");
  return new RunMultiples(options).root;
}
