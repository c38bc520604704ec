import type {DrawnRun} from "./drawn-run.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import {metricCurves} from "./metric-curves.js";
import type {CurvesDrawing} from "./metric-curves.js";
import {curveOf, silence} from "./run-curves-figure.js";
import {differencesOf} from "./aligned-difference.js";
import type {Difference} from "./aligned-difference.js";
import type {RunFigureOptions, ShownFigure} from "./run-figure.js";
import type {MetricRow} from "./run-rows.js";
import {runHref} from "./run-rows.js";
import {text, value} from "./value.js";

interface Compared {
  drawn: DrawnRun;
  differences: Difference[];
}

function title({metric, unit_name: unit}: MetricRow, compared: readonly Compared[], from: DrawnRun): Child {
  const base = text(from.label, {href: runHref(from.run.run_id)});
  const ends = compared.flatMap(({drawn, differences}) => {
    const last = differences.at(-1);
    return last ? [{drawn, last}] : [];
  });
  const [low] = ends.sort((a, b) => a.last.difference - b.last.difference);
  const high = ends.at(-1);
  if (!low || !high) return ["No other ticked run has a step of ", text(metric), " in common with ", base];
  const end = ({drawn, last}: (typeof ends)[number]): Child => [
    value(last.difference, last.difference_evidence, {signed: true, unit}),
    " (",
    text(drawn.label, {href: runHref(drawn.run.run_id)}),
    ")"
  ];
  const words: Child = ["The difference in ", text(metric), " from ", base, " ends "];
  return low === high ? [words, "at ", end(low)] : [words, "between ", end(low), " and ", end(high)];
}

const howToRead =
  "Each other ticked run less that run, both resampled at common steps: linearly between logged values, in single precision, so that a difference in the last digits is rounding, and nowhere outside the steps that both log.";

function drawingOf(compared: readonly Compared[], {metric, logX}: RunFigureOptions): CurvesDrawing {
  const curves = compared.map(({drawn, differences}) => ({
    ...curveOf(drawn),
    points: differences.map(({step, step_evidence, difference, difference_evidence}) => ({
      ...{step, step_evidence, epoch: null, time: null, nonfinite: null},
      ...{value: difference, value_evidence: difference_evidence}
    }))
  }));
  return metricCurves({
    curves,
    metric: "difference",
    unit: metric.unit_name,
    axis: "step",
    logX,
    logY: false,
    smoothing: 0,
    faint: false,
    zero: true,
    labels: "ends",
    legend: compared.map(({drawn: {label, color, dash}}) => ({label, color, dash}))
  });
}

/** Each drawn run less one of them, `minus` or the first that can be aligned, over the steps that the runs share. */
export async function runDifferenceFigure(options: RunFigureOptions): Promise<ShownFigure> {
  const {data, drawn, metric, minus, sql} = options;
  const curves = await data.aligned(drawn.map((d) => d.values));
  const aligned = drawn.flatMap((d, i) => (curves[i]?.length ? [{drawn: d, curve: curves[i]}] : []));
  const from = aligned.find((a) => a.drawn.run.run_id === minus) ?? aligned[0];
  if (!from || aligned.length < 2)
    return {root: empty("No two of the ticked runs log steps of which each has one value."), drawing: null};
  const compared = aligned
    .filter((a) => a !== from)
    .map((a) => ({drawn: a.drawn, differences: differencesOf(a.drawn.label, a.curve, from.curve)}));
  const drawing = drawingOf(compared, options);
  const silent = drawn.filter((d) => !aligned.some((a) => a.drawn === d));
  const root = figure({
    title: title(metric, compared, from.drawn),
    sub: howToRead,
    chart: drawing,
    name: "aligned",
    sql: sql.aligned,
    rows: compared.flatMap(({differences}) => differences),
    columns: [
      {key: "run", evidence: null},
      {key: "step"},
      {key: "difference", signed: true},
      {key: "value", label: "of the run"},
      {key: "reference", label: "taken away"}
    ],
    wide: true
  });
  const lacking = silent.map(({run, values}) => ({run, lacks: values.has_step ? "one value per step" : "step"}));
  return {root: element("div", null, root, silence(lacking)), drawing};
}
