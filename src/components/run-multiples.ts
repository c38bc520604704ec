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
import type {MetricValue, ResampledPoint, RunRow} from "./run-rows.js";
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
  sql: CurvesSql;
}

/** Texts of the queries behind the charts. */
export interface CurvesSql {
  curves: SqlSource;
  training_clock: SqlSource;
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
    const clocked = shown.map((metric) => this.axis === "step" && onTrainingClock(metric));
    const {data} = this.options;
    const [logged, resampled] = await Promise.all([
      data.curves(shown.filter((_, i) => !clocked[i])),
      data.trainingClock(shown.filter((_, i) => clocked[i]))
    ]);
    const charts = shown.map((metric, i) => {
      const before = clocked.slice(0, i).filter(Boolean).length;
      return clocked[i]
        ? this.chartOf(metric, clockPoints(resampled[before] ?? []), true)
        : this.chartOf(metric, logged[i - before] ?? [], false);
    });
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

  private axisOf(metric: MetricValue, clocked: boolean): RunAxis | null {
    if (clocked) return "step";
    const asked = this.axis;
    return asked !== null && isLogged(asked, metric) ? asked : chooseAxis(null, [metric]);
  }

  /** `clocked`: the points are not the logged ones but those at the times of the training steps. */
  private chartOf(metric: MetricValue, points: readonly CurvePoint[], clocked: boolean): HTMLElement {
    const {run, settings, sql} = this.options;
    const {run_id, began, status, writers, name} = run;
    const aborted = status === "aborted";
    const drawing = metricCurves({
      curves: [{run_id, label: name, color: "var(--series-1)", points, began, aborted, writers}],
      metric: metric.metric,
      unit: metric.unit_name,
      bare: true,
      axis: this.axisOf(metric, clocked),
      logX: false,
      logY: settings.values.logy,
      smoothing: 0,
      labels: "none",
      faint: false,
      height
    });
    const last = value(finalNumber(metric.last, metric.last_nonfinite), metric.last_evidence, {unit: metric.unit_name});
    return figure({
      title: [text(metric.metric), " ends at ", last],
      sub: clocked ? onClockWords : undefined,
      chart: drawing,
      name: clocked ? "training_clock" : "curves",
      sql: clocked ? sql.training_clock : sql.curves,
      rows: points.map(pointRow)
    });
  }
}

const onClockWords =
  "Logged without a step: resampled at the times of the training steps, linearly between logged values, in single precision.";

/** Whether a metric without steps of its own can be put on the training steps. */
function onTrainingClock({has_step, clock_start = 0, clock_end = 0}: MetricValue): boolean {
  return !has_step && clock_end > clock_start;
}

/** The steps during which the metric was logged. */
function clockPoints(found: readonly ResampledPoint[]): CurvePoint[] {
  return found.flatMap(({step, step_evidence, value: v, value_evidence}) =>
    v === null || value_evidence === null
      ? []
      : [{step, step_evidence, epoch: null, time: null, value: v, nonfinite: null, value_evidence}]
  );
}

function pointRow({step, epoch, time, value: v, nonfinite, ...evidence}: CurvePoint): Record<string, unknown> {
  const {value_evidence, step_evidence = value_evidence} = evidence;
  return {
    step,
    step_evidence,
    epoch,
    epoch_evidence: value_evidence,
    time,
    value: v ?? nonfinite,
    evidence: value_evidence
  };
}

/** Every metric of one run as a curve of its own, results before what the machine measured of itself. */
export function runMultiples(options: RunMultiplesOptions): HTMLElement {
  if (options.values.length === 0) return empty("This run logs no metric.");
  if (options.values.every(({points}) => points < 2))
    return empty("No metric of this run has more than one point: its values stand in the table below.");
  return new RunMultiples(options).root;
}
