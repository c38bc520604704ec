import {fromBfloat16} from "../../native/index.ts";
import type {Floats, Outside, VoxelMode} from "../../native/index.ts";
import * as exact from "./rational.ts";
import type {FloatFormat, Rational} from "./rational.ts";

/** The rows a target lies between and the weight of the second, exact and as float64 arithmetic has it. */
export interface Bracket {
  low: number;
  high: number;
  weight: Rational;
  weight64: number;
}

const zero: Rational = {num: 0n, den: 1n};

/** Written from the words of the definition, with a scan for the search. Null where the result is NaN. */
export function bracket(times: readonly number[], at: number, outside: Outside): Bracket | null {
  const last = times.length - 1;
  const before = times.findLastIndex((time) => time <= at);
  if (before >= 0 && times[before] === at) return {low: before, high: before, weight: zero, weight64: 0};
  if (before >= 0 && before < last) return between(times, before, before + 1, at);
  if (outside === "nan") return null;
  const end = before < 0 ? times.lastIndexOf(times[0]!) : last;
  if (outside === "clamp") return {low: end, high: end, weight: zero, weight64: 0};
  if (before < 0) return between(times, end, end + 1, at);
  return between(
    times,
    times.findLastIndex((time) => time < times[last]!),
    last,
    at
  );
}

function between(times: readonly number[], low: number, high: number, at: number): Bracket {
  const [from, to] = [times[low]!, times[high]!];
  const length = exact.subtract(exact.rational(to), exact.rational(from));
  const part = exact.subtract(exact.rational(at), exact.rational(from));
  return {low, high, weight: exact.divide(part, length), weight64: (at - from) / (to - from)};
}

/** The interpolation of finite neighbours in exact arithmetic. */
export function interpolate({weight}: Bracket, low: number, high: number): Rational {
  const [a, b] = [exact.rational(low), exact.rational(high)];
  return exact.add(a, exact.multiply(weight, exact.subtract(b, a)));
}

/** The interpolation's weight as float32, from the float64 quotient and rounded once; infinite where that overflows. */
export function float32Weight({weight64}: Bracket): number {
  // A weight of −0 has a sign that a rational number has not.
  if (weight64 === 0 || !Number.isFinite(weight64)) return weight64;
  return exact.round(exact.rational(weight64), exact.float32);
}

/**
 * The stated float32 arithmetic, each step rounded from exact numbers. Only signs of zero and what is not finite are
 * left to the rules of the arithmetic itself.
 */
export function statedFloat32(place: Bracket, a: number, b: number): number {
  if (place.low === place.high) return a;
  const w = float32Weight(place);
  const v = apply(1, -w, 1 - w, exact.add);
  return apply(apply(v, a, v * a, exact.multiply), apply(w, b, w * b, exact.multiply), null, exact.add);
}

/** One operation on float32 values; `plain` is its result where that is zero or not finite, for its sign alone. */
function apply(a: number, b: number, plain: number | null, operation: typeof exact.add): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return plain ?? a + b;
  const result = operation(exact.rational(a), exact.rational(b));
  return result.num === 0n ? (plain ?? a + b) : exact.round(result, exact.float32);
}

/** |1−w|·|a| + |w|·|b|, what the float32 arithmetic's error is measured by, and (1−w)·a + w·b, what it approximates. */
export function weighted(w: number, a: number, b: number): {magnitude: Rational; value: Rational} {
  const weight = exact.rational(w);
  const first = exact.multiply(exact.subtract({num: 1n, den: 1n}, weight), exact.rational(a));
  const second = exact.multiply(weight, exact.rational(b));
  return {
    magnitude: exact.add(exact.magnitude(first), exact.magnitude(second)),
    value: exact.add(first, second)
  };
}

/** |value − real| in units in the last place of `beside`. */
export function ulpDistance(value: number, real: Rational, beside: Rational, format: FloatFormat): number {
  const distance = exact.magnitude(exact.subtract(exact.rational(value), real));
  return exact.round(exact.divide(distance, exact.ulpAt(beside, format)), exact.float64);
}

/** The greater of two magnitudes. */
export function larger(a: number, b: number): Rational {
  return exact.rational(Math.max(Math.abs(a), Math.abs(b)));
}

export function floatsOf({dtype, data}: Floats): Float32Array {
  return dtype === "float32" ? data : fromBfloat16(data);
}

/** What a cell with these features (in the order of the points) holds. Counts are of `values`. */
export function combine(values: readonly number[], mode: VoxelMode): number {
  if (mode === "count") return values.length;
  if (mode === "occupancy") return values.length > 0 ? 1 : 0;
  if (values.length === 0 || values.some(Number.isNaN)) return NaN;
  if (mode === "min") return [...values].sort(byOrder)[0]!;
  if (mode === "max") return [...values].sort(byOrder).at(-1)!;
  const infinities = new Set(values.filter((value) => !Number.isFinite(value)));
  if (infinities.size > 0) return infinities.size === 2 ? NaN : [...infinities][0]!;
  const sum = {num: values.reduce((total, value) => total + leastUnits(value), 0n), den: 1n << 149n};
  const result = mode === "mean" ? exact.divide(sum, exact.rational(values.length)) : sum;
  const rounded = exact.round(result, exact.float32);
  return rounded === 0 && sum.num < 0n ? -0 : rounded;
}

/** A float32 in units of the least one. */
function leastUnits(value: number): bigint {
  const {num, den} = exact.rational(value);
  return (num << 149n) / den;
}

function byOrder(a: number, b: number): number {
  return a - b || Number(Object.is(b, -0)) - Number(Object.is(a, -0));
}
