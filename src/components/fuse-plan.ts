import type {ChartContext, ChartPlan, ChartPoint, LegendKey, Spec} from "./chart-plan.js";
import {scaleFor} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {fontSize} from "./chart-theme.js";
import type {Fused, NamedStream} from "./fuse-example.js";
import {formatNumber} from "./number.js";
import {markLayer, panelLayers, pathLayer, pixelSpec, strokeLayer, textLayer, xOf, yOf} from "./panel.js";
import type {Panel} from "./panel.js";

/** px of a lane, and from one lane to the next. */
const [laneHeight, pitch] = [76, 116];
const [left, right, top, bottom] = [34, 84, 30, 46];
const y: Scale = {domain: [0, 1], ticks: [0, 0.5, 1], labels: ["0", "0.5", "1"], log: false};

interface Lane {
  stream: NamedStream;
  panel: Panel;
  /** Of the stream's first column among all. */
  from: number;
}

function lanesOf({columns}: Fused, width: number): Lane[] {
  const streams = [...new Set(columns.map(({stream}) => stream))];
  const x = scaleFor([0, 2], {tight: true, count: width / 110});
  return streams.map((stream, i) => ({
    stream,
    panel: {left: 0, top: i * pitch, width, height: laneHeight, x, y},
    from: columns.findIndex((column) => column.stream === stream)
  }));
}

/** One column of a lane: its samples, and what the targets got. */
function columnLayers({stream, panel, from}: Lane, c: number, made: Fused, {theme}: ChartContext): (Spec | null)[] {
  const at = (time: number, v = 0): {x: number; y: number} => ({x: xOf(panel, time), y: yOf(panel, v)});
  const dots = stream.times.map((time, i) => at(time, stream.rows[i]?.[c]));
  const results = made.targets.map((time, k) => at(time, made.rows[k]?.[from + c]));
  const color = theme.series[0];
  const ring = {fill: theme.paper, stroke: theme.series[1], strokeWidth: 1.75};
  return [
    pathLayer(dots, {color, strokeWidth: 1.25, opacity: 0.55}),
    markLayer(dots, {filled: true, color, size: 26, opacity: 1}),
    markLayer(results, {filled: true, ...ring, size: 42, opacity: 1})
  ];
}

function laneLayers(lane: Lane, made: Fused, last: boolean, context: ChartContext): (Spec | null)[] {
  const {stream, panel} = lane;
  const {name, unit, columns, rows} = stream;
  const ends = columns.map((text, c) => ({x: panel.width + 8, y: yOf(panel, rows.at(-1)?.[c] ?? 0), text}));
  const heading = {heading: `${name} (${unit})`, strong: true, ...(last ? {xTitle: "time (s)"} : {})};
  return [
    ...panelLayers(panel, heading, context),
    textLayer(ends, {color: context.theme.ink, fontSize, align: "left", baseline: "middle"}),
    ...columns.flatMap((_, c) => columnLayers(lane, c, made, context))
  ];
}

function pointsOf(lanes: readonly Lane[], {targets, columns, rows}: Fused): ChartPoint[] {
  const [first] = lanes;
  if (!first) return [];
  return targets.map((time, k) => {
    const values = columns.map(({name}, c) => [name, formatNumber(rows[k]?.[c] ?? NaN, {digits: 4})]);
    const row = {target: `${formatNumber(time, {digits: 3})} s`, ...Object.fromEntries(values)};
    return {x: xOf(first.panel, time), y: yOf(first.panel, rows[k]?.[first.from] ?? 0), row};
  });
}

/** Streams as lanes over one time axis; the targets run through all of them. */
export function fusePlan(made: Fused, context: ChartContext): ChartPlan {
  const {theme} = context;
  const width = Math.max(80, context.width - left - right);
  const lanes = lanesOf(made, width);
  const height = (lanes.length - 1) * pitch + laneHeight;
  const frame = {left, right, top, bottom, width, height};
  const rules = made.targets.map((time) => ({x: lanes[0] ? xOf(lanes[0].panel, time) : 0, y: 0, y2: height}));
  const layers = [
    strokeLayer(rules, {color: theme.series[1], strokeWidth: 1, opacity: 0.28}),
    ...lanes.flatMap((found, i) => laneLayers(found, made, i === lanes.length - 1, context))
  ];
  const legend: LegendKey[] = [
    {label: "source sample", color: theme.series[0] ?? theme.ink, shape: "dot"},
    {label: "result at a target", color: theme.series[1] ?? theme.ink, shape: "ring"},
    {label: "target time", color: theme.series[1] ?? theme.ink, shape: "tick"}
  ];
  return {
    spec: pixelSpec(frame, layers),
    height: height + top + bottom,
    frame,
    points: pointsOf(lanes, made),
    legend
  };
}
