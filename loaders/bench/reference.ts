/** Plain, slow versions of the ops, against which results are checked before they are timed. */

import type {Floats, Tensor, VoxelizeParameters} from "../../native/index.ts";
import {fromBfloat16} from "../../native/index.ts";

/** Greatest distance of y[B,T,·] from the interpolation in float64, in ulp of the larger neighbour of y's dtype. */
export function resampleError(x: Floats, s: Tensor<"float64">, t: Tensor<"float64">, y: Floats, column = 0): number {
  const [batches, samples, depth] = x.shape as [number, number, number];
  const [targets, width] = [t.shape[1]!, y.shape[2]!];
  const [values, results] = [floatsOf(x), floatsOf(y)];
  const digits = x.dtype === "float32" ? 24 : 8;
  let worst = 0;
  for (let n = 0; n < batches * targets; ++n) {
    const b = Math.floor(n / targets);
    const {i, j, w} = bracket(s.data.subarray(b * samples, (b + 1) * samples), t.data[n]!);
    for (let d = 0; d < depth; ++d) {
      const low = values[(b * samples + i) * depth + d]!;
      const high = values[(b * samples + j) * depth + d]!;
      const distance = Math.abs(results[n * width + column + d]! - (low + w * (high - low)));
      worst = Math.max(worst, distance / ulpOf(Math.max(Math.abs(low), Math.abs(high)), digits));
    }
  }
  return worst;
}

function floatsOf({dtype, data}: Floats): Float32Array {
  return dtype === "float32" ? data : fromBfloat16(data);
}

/** Source rows beside a time by a scan, the ends beyond the range, and the weight of the second. */
function bracket(times: Float64Array, at: number): {i: number; j: number; w: number} {
  const before = times.findLastIndex((time) => time <= at);
  const i = Math.max(before, 0);
  const j = Math.min(before + 1, times.length - 1);
  return {i, j, w: i === j ? 0 : (at - times[i]!) / (times[j]! - times[i]!)};
}

/** The distance between neighbours of a float with that many digits. */
function ulpOf(value: number, digits: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(value, 2 ** -126))) - digits + 1);
}

/** Greatest distance of a grid from the exact result rounded once, in ulp; infinite where NaN or a count is off. */
export function voxelError(
  points: Float32Array,
  features: Float32Array | null,
  parameters: VoxelizeParameters,
  grid: Float32Array | Uint32Array
): number {
  const members = cellMembers(points, parameters);
  const width = features ? features.length / (points.length / 3) : 1;
  let worst = 0;
  for (let at = 0; at < grid.length; ++at) {
    const rows = members.get(Math.floor(at / width)) ?? [];
    const values = rows.map((row) => (features ? features[row * width + (at % width)]! : 1));
    worst = Math.max(worst, floatDistance(grid[at]!, combine(values, parameters.mode)));
  }
  return worst;
}

/** Cell → the points in it. */
function cellMembers(points: Float32Array, {origin, size, shape}: VoxelizeParameters): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (let n = 0; n < points.length / 3; ++n) {
    const cell = [0, 1, 2].map((axis) => {
      const edge = typeof size === "number" ? size : size[axis]!;
      return Math.floor((points[3 * n + axis]! - origin[axis]!) / edge);
    });
    if (!cell.every((index, axis) => index >= 0 && index < shape[axis]!)) continue;
    const key = cell.reduce((index, part, axis) => index * shape[axis]! + part, 0);
    const rows = members.get(key);
    if (rows) rows.push(n);
    else members.set(key, [n]);
  }
  return members;
}

function combine(values: number[], mode: VoxelizeParameters["mode"]): number {
  if (mode === "count") return values.length;
  if (mode === "occupancy") return Math.sign(values.length);
  if (values.length === 0) return NaN;
  if (mode === "min") return values.reduce((least, value) => Math.min(least, value));
  if (mode === "max") return values.reduce((most, value) => Math.max(most, value));
  return roundQuotient(
    values.reduce((sum, value) => sum + units(value), 0n),
    mode === "mean" ? values.length : 1
  );
}

/** A finite float32 as a whole number of 2^−149. */
function units(value: number): bigint {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(value) || 1)));
  return BigInt(value * 2 ** (23 - exponent)) << BigInt(exponent + 126);
}

/** The float32 nearest to units / count · 2^−149, ties to even. */
function roundQuotient(sum: bigint, count: number): number {
  const magnitude = sum < 0n ? -sum : sum;
  const divisor = BigInt(count);
  const bits = (magnitude / divisor).toString(2).length;
  const drop = BigInt(Math.max(0, bits - 24));
  const step = divisor << drop;
  let quotient = magnitude / step;
  const twice = 2n * (magnitude - quotient * step);
  if (twice > step || (twice === step && quotient % 2n === 1n)) quotient += 1n;
  const value = Math.fround(Number(quotient) * 2 ** (Number(drop) - 149));
  return sum < 0n ? -value : value;
}

function floatDistance(a: number, b: number): number {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0;
  const distance = Math.abs(a - b);
  return distance === 0 ? 0 : Number.isFinite(distance) ? distance / ulpOf(Math.abs(b), 24) : Infinity;
}
