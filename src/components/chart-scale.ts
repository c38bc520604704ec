import {formatNumber, decimalsOf} from "./number.js";

/** An axis worked out before drawing, so that labels can be placed without asking the renderer. */
export interface Scale {
  domain: [number, number];
  ticks: number[];
  labels: string[];
  log: boolean;
}

export interface ScaleOptions {
  log?: boolean;
  /** Includes zero, where a length means something. */
  zero?: boolean;
  /** Ends the axis at the values rather than at the next ticks. */
  tight?: boolean;
  /** About how many ticks. */
  count?: number;
}

function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * 0.999) ?? 10;
  return factor * power;
}

function linear(low: number, high: number, count: number): Scale {
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const [from, to] = high > low ? [low, high] : [low - span / 2, high + span / 2];
  const step = niceStep(to - from, count);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const digits = decimalsOf(Number(step.toPrecision(3)));
  const ticks = Array.from({length: last - first + 1}, (_, i) =>
    Number(((first + i) * step).toFixed(Math.min(20, digits)))
  );
  const small = digits > 6;
  const labels = ticks.map((t) => (small ? formatNumber(t) : formatNumber(t, {digits})));
  return {domain: [ticks[0] ?? from, ticks[ticks.length - 1] ?? to], ticks, labels, log: false};
}

function logarithmic(low: number, high: number, count: number): Scale {
  const decades = Math.log10(high / low);
  const factors = decades <= 1.2 ? [1, 2, 3, 5] : decades <= 3 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(2, count)));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % every !== 0) continue;
    for (const f of factors) ticks.push(Number(`${f}e${power}`));
  }
  const pad = 10 ** (Math.max(decades, 0.2) * 0.03);
  const domain: [number, number] = [low / pad, high * pad];
  const inside = ticks.filter((t) => t >= domain[0] && t <= domain[1]);
  return {domain, ticks: inside, labels: inside.map((t) => formatNumber(t)), log: true};
}

/**
 * Domain, ticks and tick labels for finite values. A log axis leaves out what is not positive; without a positive value
 * there is nothing to lay out and [1, 10] is returned.
 * @example scaleFor([27, 42]).ticks // [25, 30, 35, 40, 45]
 */
export function scaleFor(
  values: readonly number[],
  {log = false, zero = false, tight = false, count = 5}: ScaleOptions = {}
): Scale {
  const usable = values.filter((v) => Number.isFinite(v) && (!log || v > 0));
  let [low, high] = [Infinity, -Infinity];
  for (const v of usable) [low, high] = [Math.min(low, v), Math.max(high, v)];
  if (low > high) return log ? logarithmic(1, 10, count) : linear(0, 1, count);
  if (log) return logarithmic(low, high, count);
  const scale = zero ? linear(Math.min(0, low), Math.max(0, high), count) : linear(low, high, count);
  return tight && high > low ? trim(scale, zero ? Math.min(0, low) : low, zero ? Math.max(0, high) : high) : scale;
}

function trim({ticks, labels}: Scale, low: number, high: number): Scale {
  const inside = ticks.map((t, i) => ({t, label: labels[i] ?? ""})).filter(({t}) => t >= low && t <= high);
  return {domain: [low, high], ticks: inside.map(({t}) => t), labels: inside.map(({label}) => label), log: false};
}

/** Distance of a value from the axis' start on an axis `length` long. */
export function positionOn({domain: [a, b], log}: Scale, v: number, length: number): number {
  const t = log ? Math.log(v / a) / Math.log(b / a) : (v - a) / (b - a);
  return t * length;
}

/** The value at a distance from the axis' start. */
export function valueAt({domain: [a, b], log}: Scale, position: number, length: number): number {
  const t = position / length;
  return log ? a * (b / a) ** t : a + (b - a) * t;
}

/** The scale and axis of a Vega-Lite encoding with these ticks and labels. */
export function axisEncoding(scale: Scale, axis: Record<string, unknown>): Record<string, unknown> {
  const labelExpr = `${JSON.stringify(scale.labels)}[indexof(${JSON.stringify(scale.ticks)}, datum.value)]`;
  return {
    scale: {type: scale.log ? "log" : "linear", domain: scale.domain, nice: false, ...(scale.log ? {} : {zero: false})},
    axis: {values: scale.ticks, labelExpr, ...axis}
  };
}

/** Layers that share an x axis must agree on its type: moments, or numbers. */
export function typeAlong(time: boolean | undefined): "temporal" | "quantitative" {
  return time ? "temporal" : "quantitative";
}

/**
 * The scale and axis of an encoding of moments in ms since 1970, in UTC. The ends are written as texts: evaluated without
 * eval, a number alone is read as a year.
 */
export function timeEncoding({domain}: Scale, width: number, axis: Record<string, unknown>): Record<string, unknown> {
  return {
    scale: {type: "utc", domain: domain.map((ms) => new Date(ms).toISOString()), nice: false},
    axis: {grid: false, tickCount: Math.max(3, width / 110), ...axis}
  };
}
