import {chart} from "./chart.js";
import {curvesPlan} from "./curves-plan.js";
import type {CurvesPlan, PlacedCurve, PlacedPoint} from "./curves-plan.js";
import {element} from "./element.js";
import type {Drawing} from "./figure.js";
import type {LegendKey} from "./chart-plan.js";
import {nearestPath} from "./nearest-path.js";
import type {Path} from "./nearest-path.js";
import {axisWords, positionAlong, timeUnit} from "./run-axis.js";
import type {CurvePoint, RunAxis, TimeUnit} from "./run-axis.js";
import {smooth} from "./smoothing.js";
import type {Row} from "./table-state.js";

/** One run's curve and how it is drawn. */
export interface MetricCurve {
  run_id: string;
  label: string;
  color: string;
  dash?: readonly number[];
  points: readonly CurvePoint[];
  /** Start of the run, for relative time. */
  began: Date | null;
  aborted: boolean;
  writers: number;
}

export interface MetricCurvesOptions {
  curves: readonly MetricCurve[];
  metric: string;
  unit: string | null;
  /** The metric is named elsewhere: only the unit stands at the axis. */
  bare?: boolean;
  axis: RunAxis | null;
  logX: boolean;
  logY: boolean;
  /** Weight of the moving average, 0 for none. */
  smoothing: number;
  labels: "ends" | "none";
  faint: boolean;
  /** Draws the line y = 0: the values are differences. */
  zero?: boolean;
  legend?: readonly LegendKey[];
  height?: number;
}

/** A drawn chart in which one curve can be picked out. */
export type CurvesDrawing = Drawing & {pick: (run_id: string | null) => void};

function edgeOf({nonfinite}: CurvePoint, y: number | null, logY: boolean): PlacedPoint["edge"] {
  if (y !== null) return logY && y <= 0 ? "down" : null;
  return nonfinite === "inf" ? "up" : nonfinite === "-inf" ? "down" : "nan";
}

function tipRow(curve: MetricCurve, point: CurvePoint, metric: string): Row {
  const {step, epoch, time, value, nonfinite, value_evidence, step_evidence = value_evidence} = point;
  return {
    run: curve.label,
    step,
    step_evidence,
    epoch,
    time,
    [metric]: value ?? nonfinite,
    evidence: value_evidence,
    run_id: curve.run_id
  };
}

function placeCurve(curve: MetricCurve, options: MetricCurvesOptions, unit: TimeUnit): PlacedCurve {
  const {axis, logX, logY, smoothing, metric} = options;
  const placed = curve.points.flatMap((point, i) => {
    const x = axis === null ? i : positionAlong(point, axis, curve.began, unit);
    return x === null || (logX && x <= 0) ? [] : [{x, point}];
  });
  placed.sort((a, b) => a.x - b.x);
  const edges = placed.map(({point}) => edgeOf(point, point.value, logY));
  const smoothed =
    smoothing > 0 && curve.writers < 2
      ? smooth(
          placed.map(({x}) => x),
          placed.map(({point}) => point.value),
          smoothing
        )
      : null;
  const points = placed.map(({x, point}, i): PlacedPoint => {
    const s = smoothed?.[i] ?? null;
    const edge = edges[i] ?? null;
    return {
      x,
      y: edge ? null : point.value,
      smoothed: logY && s !== null && s <= 0 ? null : s,
      edge,
      row: tipRow(curve, point, metric)
    };
  });
  const {run_id: id, label, color, dash, aborted, writers} = curve;
  return {id, label, color, dash, points, aborted, scattered: writers > 1};
}

/** The unit of relative time that suits the longest curve. */
function relativeUnit(curves: readonly MetricCurve[]): TimeUnit {
  let span = 0;
  for (const {points, began} of curves)
    for (const {time} of points) if (time && began) span = Math.max(span, time.getTime() - began.getTime());
  return timeUnit(span);
}

function titleOfX(axis: RunAxis | null, unit: TimeUnit): string {
  if (axis === null) return "order in the log";
  if (axis === "relative") return `time since the run began (${unit.name})`;
  return axis === "wall" ? "wall time (UTC)" : axisWords(axis);
}

const svg = "http://www.w3.org/2000/svg";

function pathText(parts: Path): string {
  const move = ([x, y]: readonly [number, number], i: number): string =>
    `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
  return parts.map((part) => part.map(move).join("") + (part.length === 1 ? "h0.1" : "")).join("");
}

/** A layer over the chart that redraws one curve thick and named, while the others stand back. */
function pickLayer(
  root: HTMLElement,
  labelOf: (id: string) => string,
  plan: () => CurvesPlan | null
): CurvesDrawing["pick"] {
  const path = document.createElementNS(svg, "path");
  const layer = document.createElementNS(svg, "svg");
  layer.setAttribute("class", "picked-line");
  layer.setAttribute("aria-hidden", "true");
  layer.append(path);
  const name = element("span", {class: "picked-name name", hidden: true});
  root.append(layer, name);
  return (id) => {
    const drawn = plan();
    const parts = id === null ? undefined : drawn?.paths.get(id);
    const end = parts?.at(-1)?.at(-1);
    const plot = root.querySelector<HTMLElement>(".plot");
    root.classList.toggle("picking", Boolean(end));
    name.hidden = !end;
    if (id === null || !drawn || !parts || !end || !plot) return path.setAttribute("d", "");
    const {left, top} = drawn.frame;
    layer.style.top = `${plot.offsetTop}px`;
    layer.style.height = `${plot.offsetHeight}px`;
    path.setAttribute("transform", `translate(${left},${top})`);
    path.setAttribute("d", pathText(parts));
    name.textContent = labelOf(id);
    name.style.right = `${Math.max(0, root.clientWidth - left - end[0])}px`;
    name.style.top = `${plot.offsetTop + top + end[1]}px`;
  };
}

/** Follows the pointer: the curve nearest to it is picked out. */
function followPointer(root: HTMLElement, pick: CurvesDrawing["pick"], plan: () => CurvesPlan | null): void {
  const plot = root.querySelector<HTMLElement>(".plot");
  if (!plot) return;
  plot.addEventListener("pointermove", (event) => {
    const drawn = plan();
    if (!drawn || (event.target instanceof Element && event.target.closest(".tip"))) return;
    const at = plot.getBoundingClientRect();
    const {left, top} = drawn.frame;
    pick(nearestPath(drawn.paths, event.clientX - at.left - left, event.clientY - at.top - top));
  });
  plot.addEventListener("pointerleave", () => pick(null));
}

/**
 * Curves of one metric over runs: raw values always drawn, a moving average over them where asked for, NaN and ∞ at
 * the plot's edge, ✕ where an aborted run ends, dots where two writers share a log.
 */
export function metricCurves(options: MetricCurvesOptions): CurvesDrawing {
  const {curves, metric, unit, axis} = options;
  const time = relativeUnit(curves);
  const placed = curves.map((curve) => placeCurve(curve, options, time));
  let drawn: CurvesPlan | null = null;
  const source = (context: Parameters<typeof curvesPlan>[1]): CurvesPlan => {
    drawn = curvesPlan(
      {
        curves: placed,
        time: axis === "wall",
        logX: options.logX && axis !== "wall",
        logY: options.logY,
        xTitle: titleOfX(axis, time),
        yTitle: options.bare ? (unit ?? "") : unit ? `${metric} (${unit})` : metric,
        labels: options.labels,
        faint: options.faint,
        zero: options.zero,
        legend: options.legend
      },
      context
    );
    return drawn;
  };
  const label = `${metric} by ${axis === null ? "order" : axisWords(axis)}, ${curves.length} runs`;
  const root = chart(source, {label, height: options.height ?? 340, tip: ["run", "step", "epoch", "time", metric]});
  const names = new Map(curves.map((curve) => [curve.run_id, curve.label]));
  const pick = pickLayer(
    root,
    (id) => names.get(id) ?? id,
    () => drawn
  );
  followPointer(root, pick, () => drawn);
  return Object.assign(root, {pick});
}
