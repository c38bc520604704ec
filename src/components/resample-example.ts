import type * as colophonOps from "npm:colophon/ops";
import type {Outside, Stream} from "npm:colophon/ops";
import {seeded} from "./seeded.js";

/** The operations, handed in: the page imports them as npm:colophon/ops, tests from where they lie. */
export type Ops = typeof colophonOps;

/** Samples of one value at increasing times, s. */
export interface Samples {
  times: number[];
  values: number[];
}

/** What a target got, and what was read for it. */
export interface Target {
  time: number;
  value: number;
  /** Source rows; the same twice is exactly that row, null none. */
  low: number | null;
  high: number | null;
  /** Of the row `high`. */
  weight: number;
  kind: "between" | "exact" | "outside";
}

/** A mode of outside by its name. Throws where there is none of that name. */
export function outsideOf(name: string, {outsideModes}: Ops): Outside {
  const mode = outsideModes.find((known) => known === name);
  if (!mode) throw new RangeError(`expected one of ${outsideModes.join(", ")} as outside, found "${name}"`);
  return mode;
}

export const exampleSeed = 20260212;

export function times(values: readonly number[], {tensor}: Ops): Stream["s"] {
  return tensor("float64", [1, values.length], Float64Array.from(values));
}

export function streamOf({times: s, values}: Samples, ops: Ops): Stream {
  return {x: ops.tensor("float32", [1, values.length, 1], Float32Array.from(values)), s: times(s, ops)};
}

/** Resamples one column and says for each target what was read. Throws what `resample` throws. */
export function resampled(samples: Samples, at: readonly number[], outside: Outside, ops: Ops): Target[] {
  const stream = streamOf(samples, ops);
  const t = times(at, ops);
  const y = ops.resample(stream.x, stream.s, t, {outside}).data;
  const {low, high, weight} = ops.stencilOf(stream, t, {outside});
  const [first = 0, last = 0] = [samples.times[0], samples.times.at(-1)];
  return at.map((time, k): Target => {
    const [i = -1, j = -1] = [low[k], high[k]];
    const rows = i < 0 ? {low: null, high: null} : {low: i, high: j};
    const kind = time < first || time > last ? "outside" : i === j ? "exact" : "between";
    return {time, value: y[k] ?? NaN, ...rows, weight: i === j ? 0 : (weight[k] ?? 0), kind};
  });
}

/** How many different source rows the targets read. */
export function rowsRead(targets: readonly Target[]): number {
  const read = targets.flatMap(({low, high, weight}) => (low === null ? [] : weight === 0 ? [low] : [low, high]));
  return new Set(read).size;
}

export function gridOf(from: number, to: number, rate: number, phase = 0): number[] {
  const count = Math.floor((to - from) * rate - phase + 1e-9) + 1;
  return Array.from({length: Math.max(0, count)}, (_, n) => from + (n + phase) / rate);
}

/** The signal that the examples sample: a slow swing with a faster one on it. */
export function signal(time: number): number {
  return Math.sin(2 * Math.PI * 1.3 * time + 0.4) + 0.35 * Math.sin(2 * Math.PI * 4.1 * time);
}

export interface Clock {
  /** Samples per second, Hz. */
  rate: number;
  /** Greatest distance of a sample from its place, as a share of half a period: below 1 they keep their order. */
  jitter: number;
}

/** Samples of the signal over part of the second, each moved by its own share of the jitter. */
export function jittered({rate, jitter}: Clock): Samples {
  const {uniform} = seeded(exampleSeed);
  const at = gridOf(0.08, 0.92, rate).map((time) => time + (uniform(-0.5, 0.5) * jitter) / rate);
  return {times: at, values: at.map(signal)};
}

/** A slow swing with a ripple far above half the slow rate, which a slow clock cannot carry. */
export function rippled(rate: number): Samples {
  const at = gridOf(0, 1, rate, 0.5);
  const ripple = (time: number): number => 0.3 * Math.sin(2 * Math.PI * 63 * time);
  return {times: at, values: at.map((time) => Math.sin(2 * Math.PI * time) + ripple(time))};
}

/** A log in which one step was written again `gap` seconds later: at 0, the same time twice. */
export function writtenTwice(gap: number): Samples {
  return {times: [0, 0.1, 0.2, 0.3, 0.3 + gap, 0.5, 0.6], values: [0.4, 0.7, 0.9, 1.2, 2.1, 2.3, 2.2]};
}

/** The first so many samples of a short log. */
export function shortLog(count: number): Samples {
  const values = [1.1, 1.9, 1.6, 2.4, 2.2, 2.9].slice(0, count);
  return {times: values.map((_, n) => 0.3 + n * 0.08), values};
}
