import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {scaleFor} from "./chart-scale.js";
import {crossPath} from "./lines.js";
import {formatNumber} from "./number.js";
import {layOut, markLayer, panelLayers, pathLayer, pixelSpec, rectLayer, strokeLayer, xOf, yOf} from "./panel.js";
import type {At, Panel, PanelWords} from "./panel.js";
import type {Samples, Target} from "./resample-example.js";

/** Samples and what targets got from them, in axes of their own. */
export interface ResamplePanel extends PanelWords {
  samples: Samples;
  targets: readonly Target[];
  /** Where the targets lie is drawn as ticks at the foot. */
  ticks?: boolean;
  /** Drawn small: too many to be told apart. */
  crowd?: "samples" | "targets";
}

export interface ResamplePlanOptions {
  panels: readonly ResamplePanel[];
  /** px of each. */
  height: number;
  /** Ends of the time axis. */
  time: readonly [number, number];
  legend: readonly ("sample" | "result" | "nan" | "target" | "outside")[];
}

const shown = (v: number): string => formatNumber(v, {digits: 4});

/** What the tip says of a target: where it lies, what was read, and what came of it. */
export function targetRow({time, value, low, high, weight, kind}: Target, {times, values}: Samples): ChartPoint["row"] {
  const row = (i: number | null): string =>
    i === null ? "none" : `${i}: ${shown(values[i] ?? NaN)} at ${shown(times[i] ?? NaN)} s`;
  return {
    target: `${shown(time)} s`,
    lies: kind === "exact" ? "on a sample" : kind === "between" ? "between two samples" : "outside",
    "row i": row(low),
    "row i + 1": low === high ? null : row(high),
    weight: low === high ? null : weight.toPrecision(7),
    result: Number.isNaN(value) ? "NaN" : shown(value)
  };
}

function placed(panel: Panel, {samples, targets}: ResamplePanel): {dots: At[]; results: (At & {target: Target})[]} {
  const {times, values} = samples;
  const dots = times.map((time, i) => ({x: xOf(panel, time), y: yOf(panel, values[i] ?? 0)}));
  const results = targets.map((target) => {
    const y = Number.isNaN(target.value) ? panel.top + panel.height - 6 : yOf(panel, target.value);
    return {x: xOf(panel, target.time), y, target};
  });
  return {dots, results};
}

/** The range before the first and after the last sample. */
function outsideLayer(panel: Panel, {times}: Samples, {theme}: ChartContext): Spec | null {
  const {left, top, width, height} = panel;
  const [from, to] = [xOf(panel, times[0] ?? 0), xOf(panel, times.at(-1) ?? 0)];
  const boxes = [
    {left, top, width: from - left, height},
    {left: to, top, width: left + width - to, height}
  ];
  return rectLayer(
    boxes.filter((box) => box.width > 0.5),
    {color: theme.grid, opacity: 0.65}
  );
}

function layersOf(panel: Panel, options: ResamplePanel, context: ChartContext): (Spec | null)[] {
  const {theme} = context;
  const {dots, results} = placed(panel, options);
  const [ink = theme.ink, made = theme.ink] = theme.series;
  const finite = results.filter(({target}) => !Number.isNaN(target.value));
  const foot = panel.top + panel.height;
  const ticks = options.ticks ? results.map(({x}) => ({x, y: foot, y2: foot + 6})) : [];
  const hollow = {filled: true, fill: theme.paper, stroke: made, strokeWidth: 1.75, size: 44};
  const small = {filled: true, color: made, size: 9};
  return [
    outsideLayer(panel, options.samples, context),
    ...panelLayers(panel, options, context),
    strokeLayer(ticks, {color: theme.soft, strokeWidth: 1}),
    pathLayer(dots, {color: ink, strokeWidth: 1.25, opacity: 0.55}),
    markLayer(dots, {filled: true, color: ink, size: options.crowd === "samples" ? 7 : 40}),
    markLayer(
      finite.map(({x, y}) => ({x, y})),
      options.crowd === "targets" ? small : hollow
    ),
    markLayer(
      results.filter(({target}) => Number.isNaN(target.value)).map(({x, y}) => ({x, y})),
      {shape: crossPath, filled: false, stroke: theme.fail, strokeWidth: 2, size: 50}
    )
  ];
}

function keys(wanted: ResamplePlanOptions["legend"], {theme}: ChartContext): LegendKey[] {
  const [ink = theme.ink, made = theme.ink] = theme.series;
  const all = {
    sample: {label: "source sample", color: ink, sign: "●"},
    result: {label: "result at a target", color: made, sign: "○"},
    nan: {label: "NaN", color: theme.fail, sign: "✕"},
    target: {label: "target time", color: theme.soft, sign: "╷"},
    outside: {label: "outside the source times", color: theme.context, sign: "▒"}
  };
  return wanted.map((key) => all[key]);
}

/** Samples as dots, results as hollow marks, and between the samples the line that is followed. */
export function resamplePlan(options: ResamplePlanOptions, context: ChartContext): ChartPlan {
  const {panels, height, time, legend} = options;
  const labels = 34;
  const {frame, boxes, ...whole} = layOut(panels.length, context, {height, least: 250, labels});
  const values = panels.flatMap(({samples, targets}) => [...samples.values, ...targets.map((t) => t.value)]);
  const y = scaleFor(values, {count: height / 55});
  const laid = panels.map((options, i) => {
    const box = boxes[i] ?? {left: 0, top: 0, width: 80, height};
    const panel = {...box, x: scaleFor([...time], {tight: true, count: box.width / 80}), y};
    return {panel, options};
  });
  const layers = laid.flatMap(({panel, options}) => layersOf(panel, options, context));
  const points = laid.flatMap(({panel, options}) =>
    placed(panel, options).results.map(({x, y, target}) => ({x, y, row: targetRow(target, options.samples)}))
  );
  return {spec: pixelSpec(frame, layers), height: whole.height, frame, points, legend: keys(legend, context)};
}
