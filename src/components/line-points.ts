import {groupRows, numberOf} from "./chart-plan.js";
import type {Row} from "./table-state.js";

export interface LinesOptions {
  rows: readonly Row[];
  /** Columns. `x` holds numbers, or dates where `time` is set. */
  x: string;
  y: string;
  /** One line per value of this column. */
  series?: string;
  /** Order of the series, and with it their colours: the same run keeps its colour from chart to chart. */
  order?: readonly string[];
  /** Words for a series, where its value is not what people call it. */
  names?: Readonly<Record<string, string>>;
  /** Column of smoothed values, drawn over the raw line, which stays visible. */
  smoothed?: string;
  /** Column that says nan, inf or -inf where y is null. */
  nonfinite?: string;
  time?: boolean;
  logX?: boolean;
  logY?: boolean;
  /** Includes zero on the y axis. */
  zero?: boolean;
  /** With their units: "loss (nats)". */
  xTitle: string;
  yTitle: string;
  /** false: always a legend. */
  directLabels?: boolean;
}

/** A row as a point of its line. */
export interface Point {
  series: string;
  x: number;
  y: number | null;
  smoothed: number | null;
  /** What is marked at the plot's edge in place of a point. */
  edge: "nan" | "up" | "down" | null;
  row: Row;
}

function edgeOf(v: unknown, y: number | null, log: boolean | undefined): Point["edge"] {
  if (y !== null) return log && y <= 0 ? "down" : null;
  const word = typeof v === "number" ? String(v).toLowerCase() : v;
  if (word === "inf" || word === "infinity") return "up";
  if (word === "-inf" || word === "-infinity") return "down";
  return word === "nan" ? "nan" : null;
}

function pointOf(row: Row, series: string, options: LinesOptions): Point | null {
  const {x, y, time, logX, logY, nonfinite, smoothed} = options;
  const at = time ? new Date(row[x] as string | number | Date).getTime() : numberOf(row, x);
  if (at === null || Number.isNaN(at) || (logX && at <= 0)) return null;
  const raw = numberOf(row, y);
  const edge = edgeOf((nonfinite && row[nonfinite]) ?? row[y], raw, logY);
  const smooth = numberOf(row, smoothed);
  return {
    series,
    x: at,
    y: edge ? null : raw,
    smoothed: logY && smooth !== null && smooth <= 0 ? null : smooth,
    edge,
    row
  };
}

/** The points of each line, along x, in the order of the series. */
export function collectLines(options: LinesOptions): Map<string, Point[]> {
  const groups = groupRows(options.rows, options.series, options.order);
  const found = new Map<string, Point[]>();
  for (const [name, rows] of groups) {
    const points = rows.map((row) => pointOf(row, name, options)).filter((p) => p !== null);
    if (points.length > 0)
      found.set(
        name,
        points.sort((a, b) => a.x - b.x)
      );
  }
  return found;
}
