import {framedSpec} from "./chart-plan.js";
import type {ChartContext, Frame, Spec} from "./chart-plan.js";
import {positionOn} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {fontSize} from "./chart-theme.js";

/** A rectangle of a drawing, in px within the chart's frame. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A box with axes of its own. */
export interface Panel extends Box {
  x: Scale;
  y: Scale;
}

export interface Boxes {
  frame: Frame;
  /** Height of the whole chart. */
  height: number;
  boxes: Box[];
}

export interface BoxOptions {
  /** px of each box. */
  height: number;
  /** Boxes stand side by side where each gets this many px, else one below the other. */
  least: number;
  /** Room left of each box, for the labels of its y axis. */
  labels: number;
}

/** Room for the heading of a box and for its x axis, px. */
const [head, foot, aside] = [30, 46, 22];

/** Rectangles for `count` boxes of equal size. */
export function layOut(count: number, {width: whole}: Pick<ChartContext, "width">, options: BoxOptions): Boxes {
  const {height, least, labels} = options;
  const abreast = (whole - count * labels - (count - 1) * aside - 12) / count;
  const columns = abreast >= least ? count : 1;
  const width = columns > 1 ? abreast : Math.max(80, whole - labels - 12);
  const boxes = Array.from({length: count}, (_, i): Box => {
    const [column, row] = columns > 1 ? [i, 0] : [0, i];
    return {left: column * (width + labels + aside), top: row * (height + head + foot), width, height};
  });
  const rows = columns > 1 ? 1 : count;
  const inner = {width: whole - labels - 12, height: rows * (height + head + foot) - head - foot};
  const frame: Frame = {left: labels, right: 12, top: head, bottom: foot, ...inner};
  return {frame, height: inner.height + head + foot, boxes};
}

/** A drawing whose layers are all in px. */
export function pixelSpec(frame: Frame, layers: readonly (Spec | null)[]): Spec {
  return framedSpec(
    frame,
    layers.filter((layer) => layer !== null)
  );
}

export function xOf({left, width, x}: Panel, v: number): number {
  return left + positionOn(x, v, width);
}

export function yOf({top, height, y}: Panel, v: number): number {
  return top + height - positionOn(y, v, height);
}

const px = {type: "quantitative", scale: null, axis: null};
const place = {x: {field: "x", ...px}, y: {field: "y", ...px}};

export interface At {
  x: number;
  y: number;
}

/** Marks of one shape. Null for none, so that no empty layer is drawn. */
export function markLayer(values: readonly At[], mark: Spec): Spec | null {
  if (values.length === 0) return null;
  return {data: {values}, mark: {type: "point", clip: false, ...mark}, encoding: place};
}

/** A line through the places in their order; several lines where they carry a `part`. */
export function pathLayer(values: readonly (At & {part?: number})[], mark: Spec): Spec | null {
  if (values.length < 2) return null;
  const detail = {field: "part", type: "nominal"};
  return {
    data: {values: values.map((v, order) => ({...v, order}))},
    mark: {type: "line", clip: false, ...mark},
    encoding: {...place, order: {field: "order", type: "quantitative"}, ...("part" in values[0]! ? {detail} : {})}
  };
}

/** Straight strokes from (x, y) to (x2, y2). */
export function strokeLayer(values: readonly (At & {x2?: number; y2?: number})[], mark: Spec): Spec | null {
  if (values.length === 0) return null;
  const ends = {x2: {field: "x2"}, y2: {field: "y2"}};
  const whole = values.map((v) => ({...v, x2: v.x2 ?? v.x, y2: v.y2 ?? v.y}));
  return {data: {values: whole}, mark: {type: "rule", clip: false, ...mark}, encoding: {...place, ...ends}};
}

/** Filled rectangles. */
export function rectLayer(values: readonly Box[], mark: Spec): Spec | null {
  if (values.length === 0) return null;
  const corners = values.map(({left, top, width, height}) => ({x: left, x2: left + width, y: top, y2: top + height}));
  return {
    data: {values: corners},
    mark: {type: "rect", clip: false, ...mark},
    encoding: {...place, x2: {field: "x2"}, y2: {field: "y2"}}
  };
}

export function textLayer(values: readonly (At & {text: string})[], mark: Spec): Spec | null {
  if (values.length === 0) return null;
  return {
    data: {values},
    mark: {type: "text", clip: false, ...mark},
    encoding: {...place, text: {field: "text", type: "nominal"}}
  };
}

export interface PanelWords {
  /** Above the panel at its left: its name, or the title of its y axis. */
  heading: string;
  /** At the right end of the x axis, with the unit; left out, the axis has no labels either. */
  xTitle?: string;
  strong?: boolean;
}

/** Grid, tick labels and titles of a panel. */
export function panelLayers(panel: Panel, {heading, xTitle, strong}: PanelWords, {theme}: ChartContext): Spec[] {
  const {left, top, width, height, x, y} = panel;
  const bottom = top + height;
  const soft = {color: theme.soft, fontSize};
  const grid = y.ticks.map((t) => ({x: left, x2: left + width, y: yOf(panel, t)}));
  const yLabels = y.ticks.map((t, i) => ({x: left - 6, y: yOf(panel, t), text: y.labels[i] ?? ""}));
  const xLabels = x.ticks.map((t, i) => ({x: xOf(panel, t), y: bottom + 10, text: x.labels[i] ?? ""}));
  const name = [{x: strong ? left : left - 30, y: top - 12, text: heading}];
  const title = [{x: left + width, y: bottom + 29, text: xTitle ?? ""}];
  return [
    strokeLayer(grid, {color: theme.grid, strokeWidth: 1}),
    textLayer(yLabels, {...soft, align: "right", baseline: "middle"}),
    xTitle ? textLayer(xLabels, {...soft, baseline: "top"}) : null,
    xTitle ? textLayer(title, {...soft, align: "right", baseline: "top", fontWeight: 500}) : null,
    textLayer(name, {
      ...(strong ? {color: theme.ink, fontWeight: 600} : {...soft, fontWeight: 500}),
      fontSize,
      align: "left",
      baseline: "bottom"
    })
  ].filter((layer) => layer !== null);
}
