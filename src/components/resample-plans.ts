import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {scaleFor} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {fontSize} from "./chart-theme.js";
import {crossPath} from "./lines.js";
import {formatNumber} from "./number.js";
import {
  layOut,
  markLayer,
  panelLayers,
  pathLayer,
  pixelSpec,
  rectLayer,
  strokeLayer,
  textLayer,
  xOf,
  yOf
} from "./panel.js";
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
  /** A line through the results. */
  joined?: boolean;
  /** Words beside places. */
  words?: readonly {time: number; value: number; text: string; above: boolean}[];
}

export interface ResamplePlanOptions {
  panels: readonly ResamplePanel[];
  /** px of each. */
  height: number;
  /** Below the first panel, the weight that each target gives to the later of its two rows. */
  weights?: boolean;
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

interface Placed {
  /** A line runs through those of one part: it breaks where a time stands twice. */
  dots: (At & {part: number})[];
  results: (At & {target: Target})[];
}

function placed(panel: Panel, {samples, targets}: ResamplePanel): Placed {
  const {times, values} = samples;
  let part = 0;
  const dots = times.map((time, i) => {
    if (time === times[i - 1]) ++part;
    return {x: xOf(panel, time), y: yOf(panel, values[i] ?? 0), part};
  });
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

function resultLayers(
  results: readonly (At & {target: Target})[],
  crowded: boolean,
  {theme}: ChartContext
): (Spec | null)[] {
  const made = theme.series[1];
  const of = (wanted: (target: Target) => boolean): At[] =>
    results.filter(({target}) => wanted(target)).map(({x, y}) => ({x, y}));
  const ring = {stroke: made, strokeWidth: 2, opacity: 1};
  const finite = of(({value}) => !Number.isNaN(value));
  const bad = of(({value}) => Number.isNaN(value));
  const cross = markLayer(bad, {shape: crossPath, filled: false, stroke: theme.fail, strokeWidth: 2, size: 50});
  if (crowded) return [markLayer(finite, {filled: true, color: made, size: 8, opacity: 1}), cross];
  return [
    markLayer(
      of(({value, kind}) => kind !== "exact" && !Number.isNaN(value)),
      {filled: true, fill: theme.paper, size: 52, ...ring}
    ),
    markLayer(
      of(({value, kind}) => kind === "exact" && !Number.isNaN(value)),
      {filled: false, size: 110, ...ring}
    ),
    cross
  ];
}

function wordLayer(panel: Panel, {words = []}: ResamplePanel, {theme}: ChartContext): Spec | null {
  const placed = words.map(({time, value, text, above}) => ({
    x: xOf(panel, time) + (above ? -12 : 12),
    y: yOf(panel, value),
    text,
    above
  }));
  const beside = (above: boolean): Spec | null =>
    textLayer(
      placed.filter((word) => word.above === above),
      {color: theme.ink, fontSize, align: above ? "right" : "left", baseline: "middle"}
    );
  const layer = [beside(true), beside(false)].filter((found) => found !== null);
  return layer.length > 0 ? {layer} : null;
}

function layersOf(panel: Panel, options: ResamplePanel, context: ChartContext): (Spec | null)[] {
  const {theme} = context;
  const {dots, results} = placed(panel, options);
  const {crowd} = options;
  const color = theme.series[0];
  const foot = panel.top + panel.height;
  const ticks = options.ticks ? results.map(({x}) => ({x, y: foot, y2: foot + 6})) : [];
  const line = results.map(({x, y}) => ({x, y}));
  return [
    outsideLayer(panel, options.samples, context),
    ...panelLayers(panel, options, context),
    strokeLayer(ticks, {color: theme.soft, strokeWidth: 1}),
    pathLayer(dots, {color, strokeWidth: crowd === "samples" ? 0.75 : 1.25, opacity: 0.55}),
    markLayer(dots, {filled: true, color, size: crowd === "samples" ? 6 : 52, opacity: 1}),
    options.joined ? pathLayer(line, {color: theme.series[1], strokeWidth: 1.5}) : null,
    ...resultLayers(results, crowd === "targets", context),
    crowd === "targets" ? markLayer(dots, {filled: true, color, size: 52, opacity: 1}) : null,
    wordLayer(panel, options, context)
  ];
}

const unit: Scale = {domain: [0, 1], ticks: [0, 0.5, 1], labels: ["0", "0.5", "1"], log: false};
/** px of the lane of weights, and how far below the panel it begins. */
const [laneHeight, laneBelow] = [56, 68];

/** The weight of the later row for each target, as an upright stroke; a triangle where it goes on beyond the lane. */
function weightLane(panel: Panel, {targets}: ResamplePanel, context: ChartContext): (Spec | null)[] {
  const {theme} = context;
  const lane = {...panel, top: panel.top + panel.height + laneBelow, height: laneHeight, y: unit};
  const mixed = targets.filter(({low, high}) => low !== null && low !== high);
  const heads = mixed.map(({time, weight}) => ({
    x: xOf(lane, time),
    y: yOf(lane, Math.min(1.15, Math.max(-0.15, weight))),
    beyond: weight > 1.15 ? "up" : weight < -0.15 ? "down" : null
  }));
  const color = theme.series[1];
  const of = (beyond: string | null): At[] => heads.filter((head) => head.beyond === beyond).map(({x, y}) => ({x, y}));
  const mark = {filled: true, color, opacity: 1};
  return [
    ...panelLayers(lane, {heading: "weight of the later row"}, context),
    strokeLayer(
      heads.map(({x, y}) => ({x, y: yOf(lane, 0), y2: y})),
      {color, strokeWidth: 1.5}
    ),
    markLayer(of(null), {...mark, size: 20}),
    markLayer(of("up"), {...mark, shape: "triangle-up", size: 44}),
    markLayer(of("down"), {...mark, shape: "triangle-down", size: 44})
  ];
}

function keys(wanted: ResamplePlanOptions["legend"], {theme}: ChartContext): LegendKey[] {
  const [ink = theme.ink, made = theme.ink] = theme.series;
  const all: Record<ResamplePlanOptions["legend"][number], LegendKey> = {
    sample: {label: "source sample", color: ink, shape: "dot"},
    result: {label: "result at a target", color: made, shape: "ring"},
    nan: {label: "NaN", color: theme.fail, sign: "✕"},
    target: {label: "target time", color: theme.soft, shape: "tick"},
    outside: {label: "outside the source times", color: theme.grid, shape: "area"}
  };
  return wanted.map((key) => all[key]);
}

/** Samples as dots, results as hollow marks, and between the samples the line that is followed. */
export function resamplePlan(options: ResamplePlanOptions, context: ChartContext): ChartPlan {
  const {panels, height, time, legend, weights} = options;
  const {boxes, ...whole} = layOut(panels.length, context, {height, least: 250, labels: 34});
  const values = panels.flatMap(({samples, targets}) => [...samples.values, ...targets.map((t) => t.value)]);
  const y = scaleFor(values, {zero: true, count: height / 55});
  const laid = panels.map((options, i) => {
    const box = boxes[i] ?? {left: 0, top: 0, width: 80, height};
    const panel = {...box, x: scaleFor([...time], {tight: true, count: box.width / 80}), y};
    return {panel, options};
  });
  const below = weights ? laneBelow + laneHeight - 30 : 0;
  const frame = {...whole.frame, height: whole.frame.height + below};
  const layers = laid.flatMap(({panel, options}, i) => [
    ...layersOf(panel, options, context),
    ...(weights && i === 0 ? weightLane(panel, options, context) : [])
  ]);
  const points = laid.flatMap(({panel, options}) =>
    placed(panel, options).results.map(({x, y, target}) => ({x, y, row: targetRow(target, options.samples)}))
  );
  return {spec: pixelSpec(frame, layers), height: whole.height + below, frame, points, legend: keys(legend, context)};
}
