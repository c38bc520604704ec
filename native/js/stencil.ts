import type {Outside} from "../ops/interpolation.ts";

/**
 * For each target time of one batch, the two source rows it lies between and the weight of the second one.
 * `low === high`: exactly that row. `low === -1`: nothing, the result is NaN.
 */
export interface Stencil {
  low: Int32Array;
  high: Int32Array;
  weight: Float32Array;
}

/** The times of one batch and the words that name it in an error. */
export interface Axis {
  source: Float64Array;
  target: Float64Array;
  where: string;
}

export function makeStencil(targets: number): Stencil {
  return {low: new Int32Array(targets), high: new Int32Array(targets), weight: new Float32Array(targets)};
}

/**
 * Fills the stencil of one batch. Search and weight are float64, the weight is rounded once to float32.
 * Throws where times are not finite, decrease, or are absent, and where `linear` finds no two distinct times.
 */
export function locate(stencil: Stencil, axis: Axis, outside: Outside): void {
  checkAxis(axis);
  const {source, target} = axis;
  const {low, high, weight} = stencil;
  const last = source.length - 1;
  let i = -1;
  for (let k = 0; k < target.length; ++k) {
    const time = target[k]!;
    while (i < last && source[i + 1]! <= time) ++i;
    if (i >= 0 && source[i] === time) {
      low[k] = high[k] = i;
    } else if (i < 0 || i === last) {
      beyond(stencil, axis, outside, k);
    } else {
      low[k] = i;
      high[k] = i + 1;
      weight[k] = (time - source[i]!) / (source[i + 1]! - source[i]!);
    }
  }
}

/**
 * A target before the first or after the last source time. `linear` runs through the value at that end, which is the
 * last of its duplicates, and the nearest row at another time.
 */
function beyond({low, high, weight}: Stencil, {source, target, where}: Axis, outside: Outside, k: number): void {
  const last = source.length - 1;
  const time = target[k]!;
  const end = time < source[0]! ? endOfRun(source) : last;
  low[k] = high[k] = outside === "nan" ? -1 : end;
  if (outside !== "linear") return;
  if (source[0] === source[last])
    throw new RangeError(
      `${where}, target ${k}: ${time} is outside the source times, of which all ${source.length} are ${source[0]}; ` +
        'linear needs two distinct ones, use outside "clamp" or "nan"'
    );
  if (time < source[0]!) high[k] = end + 1;
  else low[k] = startOfRun(source) - 1;
  const from = source[low[k]!]!;
  weight[k] = (time - from) / (source[high[k]!]! - from);
}

/** The last index that has the first time. */
function endOfRun(times: Float64Array): number {
  let i = 0;
  while (i + 1 < times.length && times[i + 1] === times[0]) ++i;
  return i;
}

/** The first index that has the last time. */
function startOfRun(times: Float64Array): number {
  let i = times.length - 1;
  while (i > 0 && times[i - 1] === times[times.length - 1]) --i;
  return i;
}

function checkAxis({source, target, where}: Axis): void {
  if (source.length === 0) throw new RangeError(`${where}: no source times (S = 0), expected at least one`);
  checkTimes(source, "source", where);
  checkTimes(target, "target", where);
  if (target.length === 0) return;
  const first = Math.min(source[0]!, target[0]!);
  const span = Math.max(source.at(-1)!, target.at(-1)!) - first;
  if (span === Infinity) throw new RangeError(`${where}: the times from ${first} on span more than float64 holds`);
}

function checkTimes(times: Float64Array, kind: string, where: string): void {
  let before = -Infinity;
  for (let i = 0; i < times.length; ++i) {
    const time = times[i]!;
    if (time >= before && time < Infinity && time > -Infinity) before = time;
    else refuseTime(time, before, `${where}, ${kind} ${i}`);
  }
}

function refuseTime(time: number, before: number, where: string): never {
  if (!Number.isFinite(time)) throw new RangeError(`${where}: time is ${time}, expected a finite number`);
  throw new RangeError(`${where}: time ${time} comes after ${before}, expected times that do not decrease`);
}
