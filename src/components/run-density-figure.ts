import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {densityPlan} from "./density.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import {formatNumber} from "./number.js";
import type {RunFigureOptions} from "./run-figure.js";
import {text} from "./value.js";

function howToRead(logY: boolean): string {
  return [
    "Every logged value of every run, ticked or not, aborted ones too, counted in the cell of the grid that it lies in; the stronger the colour, the more.",
    logY ? "The cells are even on the log axis." : "",
    "Cells without any are left blank; NaN and ∞ have no cell."
  ]
    .filter(Boolean)
    .join(" ");
}

function span(from: number, to: number): string {
  return `${formatNumber(from)} to ${formatNumber(to)}`;
}

/** How many values of a metric lie where, over the steps of all runs. */
export async function runDensityFigure({data, metric, sql}: RunFigureOptions): Promise<HTMLElement> {
  const found = await data.density(metric);
  const [first] = found;
  if (!first) return empty(["No two runs log steps of ", text(metric.metric), "."]);
  const logY = first.log_y;
  const rows = found.map((cell) => ({
    ...cell,
    step: span(cell.x_from, cell.x_to),
    values: span(cell.y_from, cell.y_to)
  }));
  const cells = rows.map((row) => ({
    x: [row.x_from, row.x_to] as const,
    y: [row.y_from, row.y_to] as const,
    points: row.points,
    row
  }));
  const unit = metric.unit_name ? ` (${metric.unit_name})` : "";
  const options = {
    ...{cells, logY, xTitle: "step", yTitle: `${metric.metric}${unit}`},
    scaleTitle: "logged values in a cell"
  };
  const columns: Column[] = [
    {key: "step", kind: "name", evidence: null, sort: false},
    {key: "values", label: metric.metric, kind: "name", evidence: null, sort: false},
    {key: "points", label: "logged values", kind: "number"}
  ];
  const label = `how many logged values of ${metric.metric} lie where, over step, ${metric.runs} runs`;
  return figure({
    title: ["Where the values of ", text(metric.metric), " lie in all runs"],
    sub: howToRead(logY),
    chart: chart((context) => densityPlan(options, context), {label, height: 380, tip: columns}),
    name: "density",
    sql: sql.density,
    rows,
    columns,
    wide: true
  });
}
