import type {Theme} from "./chart-theme.js";
import type {Row} from "./table-state.js";

/** A Vega-Lite specification. */
export type Spec = Record<string, unknown>;

/** What a chart knows when it lays itself out. */
export interface ChartContext {
  width: number;
  height: number;
  theme: Theme;
  /** Width of a text in px in the chart's font. */
  measure: (text: string, weight?: number) => number;
}

export interface LegendKey {
  label: string;
  color: string;
  dash?: readonly number[];
  sign?: string;
  /** A small picture of the mark; left out, a line. */
  shape?: "dot" | "ring" | "square" | "tick" | "area";
}

/** A point the reader can go to: its place inside the plot, and the row behind it. */
export interface ChartPoint {
  x: number;
  y: number;
  row: Row;
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

/** A laid-out chart. Without `frame` and `points` it is drawn, but cannot be pointed at. */
export interface ChartPlan {
  spec: Spec;
  height?: number;
  legend?: readonly LegendKey[];
  frame?: Frame;
  points?: readonly ChartPoint[];
}

/** A specification, or a function that lays one out for a width and a theme. */
export type ChartSource = Spec | ((context: ChartContext) => ChartPlan);

/** Room around the plot, and what is left for it. */
export function frameOf(context: ChartContext, room: Omit<Frame, "width" | "height">): Frame {
  return {
    ...room,
    width: Math.max(80, context.width - room.left - room.right),
    height: Math.max(40, context.height - room.top - room.bottom)
  };
}

/** A specification whose plot is exactly the frame: nothing is fitted or scaled afterwards. */
export function framedSpec(frame: Frame, layer: readonly Spec[]): Spec {
  const {left, right, top, bottom, width, height} = frame;
  return {width, height, autosize: {type: "none"}, padding: {left, right, top, bottom}, layer};
}

/** The y title stands level above the axis, where it can be read without turning the head. */
export function yTitle(title: string, frame: Frame): Spec {
  return {
    title,
    titleAngle: 0,
    titleAlign: "left",
    titleAnchor: "end",
    titleBaseline: "bottom",
    titleX: -frame.left,
    titleY: -10
  };
}

/** The x title stands at the axis' right end. */
export function xTitle(title: string): Spec {
  return {title, titleAnchor: "end", titleAlign: "right"};
}

/** A number of a row, null where it is missing or not finite. */
export function numberOf(row: Row, key: string | undefined): number | null {
  const v = key === undefined ? undefined : row[key];
  const n = typeof v === "bigint" ? Number(v) : v;
  return typeof n === "number" && Number.isFinite(n) ? n : null;
}

/** Rows by the text of a column, in order of first appearance, or in the order given. */
export function groupRows<R extends Row>(
  rows: readonly R[],
  key: string | undefined,
  order?: readonly string[]
): Map<string, R[]> {
  const groups = new Map<string, R[]>((order ?? []).map((name) => [name, []]));
  for (const row of rows) {
    const name = key === undefined ? "" : String(row[key] ?? "");
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  for (const [name, group] of groups) if (group.length === 0) groups.delete(name);
  return groups;
}
