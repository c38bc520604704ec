import {framedSpec, frameOf, xTitle, yTitle} from "./chart-plan.js";
import type {ChartContext, ChartPlan, ChartPoint, Frame, Spec} from "./chart-plan.js";
import {axisEncoding, positionOn, scaleFor} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {formatNumber} from "./number.js";
import type {Row} from "./table-state.js";

/** A cell of the grid, from one edge up to but without the other, and the row behind it. */
export interface PlacedCell {
  x: readonly [from: number, to: number];
  y: readonly [from: number, to: number];
  points: number;
  row: Row;
}

export interface DensityOptions {
  cells: readonly PlacedCell[];
  /** Cells are even on a log axis. */
  logY: boolean;
  xTitle: string;
  yTitle: string;
  /** What the colours count. */
  scaleTitle: string;
}

/** A step of the colour scale: counts from `from` to `to`, both included. */
export interface CountClass {
  from: number;
  to: number;
  opacity: number;
}

const classes = 5;

/**
 * Steps of a colour scale for counts from the least to the greatest: each about as many times the one before, so that
 * few are told from fewer as well as many from more.
 * @example countClasses(1, 9).map(({from, to}) => [from, to]) // [[1, 1], [2, 3], [4, 5], [6, 9]]
 */
export function countClasses(least: number, most: number): CountClass[] {
  const ratio = most / least;
  const starts = [...new Set(Array.from({length: classes}, (_, i) => Math.round(least * ratio ** (i / classes))))];
  return starts.map((from, i) => ({
    from,
    to: (starts[i + 1] ?? most + 1) - 1,
    opacity: starts.length === 1 ? 0.6 : 0.16 + (0.84 * i) / (starts.length - 1)
  }));
}

function extremes(cells: readonly PlacedCell[]): [least: number, most: number] {
  const most = cells.reduce((so, {points}) => Math.max(so, points), 1);
  return [cells.reduce((so, {points}) => Math.min(so, points), most), most];
}

function opacityOf(steps: readonly CountClass[], points: number): number {
  return steps.findLast(({from}) => from <= points)?.opacity ?? 1;
}

const place = {x: {field: "x", type: "quantitative"}, y: {field: "y", type: "quantitative"}};
const opacity = {field: "opacity", type: "quantitative", scale: null, legend: null};

function cellLayer(
  {cells}: DensityOptions,
  steps: readonly CountClass[],
  x: Scale,
  y: Scale,
  context: ChartContext
): Spec {
  const values = cells.map((cell) => ({
    x: cell.x[0],
    x2: Math.min(cell.x[1], x.domain[1]),
    y: Math.max(cell.y[0], y.domain[0]),
    y2: Math.min(cell.y[1], y.domain[1]),
    opacity: opacityOf(steps, cell.points)
  }));
  const mark = {type: "rect", color: context.theme.series[0], stroke: null, clip: true};
  return {data: {values}, mark, encoding: {...place, x2: {field: "x2"}, y2: {field: "y2"}, opacity}};
}

const swatch = {width: 22, height: 11, gap: 5, apart: 14, line: 18};

function classWords({from, to}: CountClass): string {
  return from === to ? formatNumber(from) : `${formatNumber(from)}–${formatNumber(to)}`;
}

/** A colour with its label in the row below the plot: px from the left, and in which line. */
interface Key {
  label: string;
  opacity: number;
  left: number;
  right: number;
  text: number;
  line: number;
}

/** The colours side by side, in as many lines as they need. */
function layKeys(steps: readonly CountClass[], {width, measure}: ChartContext): Key[] {
  let [left, line] = [0, 0];
  return steps.map((step) => {
    const label = classWords(step);
    const room = swatch.width + swatch.gap + measure(label);
    if (left > 0 && left + room > width) [left, line] = [0, line + 1];
    const right = left + swatch.width;
    const key = {label, opacity: step.opacity, left, right, text: right + swatch.gap, line};
    left += room + swatch.apart;
    return key;
  });
}

const pixel = (field: string): Spec => ({field, type: "quantitative", scale: null, axis: null});

/** The colour scale under the plot: its title, and below it each colour with the counts it stands for. */
function scaleLayers(title: string, keys: readonly Key[], frame: Frame, {theme}: ChartContext): Spec[] {
  const first = frame.height + 58;
  const values = keys.map(({left, right, text, line, ...key}) => {
    const top = first + line * swatch.line;
    const across = {left: left - frame.left, right: right - frame.left, text: text - frame.left};
    return {...key, ...across, top, bottom: top + swatch.height, middle: top + swatch.height / 2};
  });
  const text = {type: "text", align: "left", baseline: "middle", clip: false};
  const label = {field: "label", type: "nominal"};
  return [
    {
      data: {values: [{left: -frame.left, top: first - 13, label: title}]},
      mark: {...text, color: theme.soft},
      encoding: {x: pixel("left"), y: pixel("top"), text: label}
    },
    {
      data: {values},
      mark: {type: "rect", color: theme.series[0], stroke: null, clip: false},
      encoding: {x: pixel("left"), x2: {field: "right"}, y: pixel("top"), y2: {field: "bottom"}, opacity}
    },
    {
      data: {values},
      mark: {...text, color: theme.ink},
      encoding: {x: pixel("text"), y: pixel("middle"), text: label}
    }
  ];
}

/** The plan of a heat map of counts for one width. */
export function densityPlan(options: DensityOptions, context: ChartContext): ChartPlan {
  const {cells, logY} = options;
  const x = scaleFor(
    cells.flatMap((cell) => [...cell.x]),
    {tight: true, count: context.width / 110}
  );
  const y = scaleFor(
    cells.flatMap((cell) => [...cell.y]),
    {log: logY}
  );
  const left = Math.ceil(Math.max(...y.labels.map((label) => context.measure(label)))) + 8;
  const right = Math.max(14, context.measure(x.labels.at(-1) ?? "") / 2 + 2);
  const steps = countClasses(...extremes(cells));
  const keys = layKeys(steps, context);
  const frame = frameOf(context, {left, right, top: 28, bottom: 84 + swatch.line * (keys.at(-1)?.line ?? 0)});
  const axes: Spec = {
    data: {values: [{x: x.domain[0], y: y.domain[0]}]},
    mark: {type: "point", opacity: 0},
    encoding: {
      x: {...place.x, ...axisEncoding(x, {grid: false, labelPadding: 10, ...xTitle(options.xTitle)})},
      y: {...place.y, ...axisEncoding(y, yTitle(options.yTitle, frame))}
    }
  };
  const layers = [
    axes,
    cellLayer(options, steps, x, y, context),
    ...scaleLayers(options.scaleTitle, keys, frame, context)
  ];
  const middle = (scale: Scale, [from, to]: PlacedCell["x"], length: number): number =>
    (positionOn(scale, from, length) + positionOn(scale, to, length)) / 2;
  const points: ChartPoint[] = cells.map((cell) => ({
    x: middle(x, cell.x, frame.width),
    y: frame.height - middle(y, cell.y, frame.height),
    row: cell.row
  }));
  return {spec: framedSpec(frame, layers), frame, points};
}
