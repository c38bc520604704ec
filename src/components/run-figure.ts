import {groupLegend, manyRuns} from "./drawn-run.js";
import type {DrawnRun} from "./drawn-run.js";
import {empty} from "./empty.js";
import type {SqlSource} from "./figure.js";
import type {CurvesDrawing} from "./metric-curves.js";
import {isLogged} from "./run-axis.js";
import type {RunAxis} from "./run-axis.js";
import {runBandFigure} from "./run-band-figure.js";
import {runCurvesFigure} from "./run-curves-figure.js";
import type {RunData} from "./run-data.js";
import {runDensityFigure} from "./run-density-figure.js";
import {runDifferenceFigure} from "./run-difference-figure.js";
import type {RunGrouping} from "./run-grouping.js";
import type {MetricRow, MetricValue, RunRow} from "./run-rows.js";
import type {RunView} from "./run-view.js";
import {text} from "./value.js";

/** Texts of the queries behind the figures. */
export type FigureSql = Record<"curves" | "aligned" | "bands" | "density", SqlSource>;

export interface RunFigureOptions {
  view: RunView;
  data: RunData;
  metric: MetricRow;
  /** Every run of the report, and those that are ticked. */
  all: readonly RunRow[];
  ticked: readonly RunRow[];
  /** Ticked runs that log the metric. */
  drawn: readonly DrawnRun[];
  values: ReadonlyMap<string, MetricValue>;
  grouping: RunGrouping | null;
  axis: RunAxis | null;
  logX: boolean;
  logY: boolean;
  smoothing: number;
  /** The run that differences are measured from. */
  minus: string;
  sql: FigureSql;
}

/** A figure, and its drawing where a run can be picked out in it. */
export interface ShownFigure {
  root: HTMLElement;
  drawing: CurvesDrawing | null;
}

function curvesFigure(options: RunFigureOptions): ShownFigure {
  const {drawn, ticked, values, metric, axis, grouping, sql} = options;
  const placed = axis === null ? drawn : drawn.filter((d) => isLogged(axis, d.values));
  const lacks = axis === "step" || axis === "epoch" ? axis : "time";
  const silent = [
    ...ticked.filter(({run_id}) => !values.has(run_id)).map((run) => ({run, lacks: metric.metric})),
    ...drawn.filter((d) => !placed.includes(d)).map(({run}) => ({run, lacks}))
  ];
  const [faint, legend] = [placed.length > manyRuns, groupLegend(placed, grouping)];
  return runCurvesFigure({...options, drawn: placed, silent, faint, legend, sql: sql.curves});
}

/** The figure of the ticked runs in the view that was chosen. */
export async function runFigure(options: RunFigureOptions): Promise<ShownFigure> {
  const {view, drawn, ticked, metric} = options;
  if (view === "density") return {root: await runDensityFigure(options), drawing: null};
  if (drawn.length === 0) return {root: nothingDrawn(metric, ticked.length), drawing: null};
  if (view === "band") return {root: await runBandFigure(options), drawing: null};
  return view === "difference" ? runDifferenceFigure(options) : curvesFigure(options);
}

function nothingDrawn({metric}: MetricRow, ticked: number): HTMLElement {
  return empty(
    ticked === 0
      ? "No run is ticked: tick runs in the table to draw their curves."
      : ["None of the ticked runs logs ", text(metric), "."]
  );
}
