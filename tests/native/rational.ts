/** Exact numbers for the tests' oracle. The denominator is above zero. */
export interface Rational {
  num: bigint;
  den: bigint;
}

export interface FloatFormat {
  /** Binary digits of a normal number. */
  digits: number;
  /** Exponent of the smallest number above zero. */
  least: number;
  max: number;
}

export const float32: FloatFormat = {digits: 24, least: -149, max: 2 ** 128 - 2 ** 104};
export const bfloat16: FloatFormat = {digits: 8, least: -133, max: 2 ** 128 - 2 ** 120};
export const float64: FloatFormat = {digits: 53, least: -1074, max: Number.MAX_VALUE};

/** A finite float64, exactly. */
export function rational(value: number): Rational {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no rational number`);
  let den = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    const up = Math.abs(scaled) < 2 ** 500 ? 2 ** 30 : 2;
    scaled *= up;
    den *= BigInt(up);
  }
  return {num: BigInt(scaled), den};
}

export const add = (a: Rational, b: Rational): Rational => ({num: a.num * b.den + b.num * a.den, den: a.den * b.den});
export const negate = ({num, den}: Rational): Rational => ({num: -num, den});
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational => ({num: a.num * b.num, den: a.den * b.den});
export const divide = (a: Rational, b: Rational): Rational =>
  b.num < 0n ? {num: -a.num * b.den, den: a.den * -b.num} : {num: a.num * b.den, den: a.den * b.num};
export const magnitude = ({num, den}: Rational): Rational => ({num: num < 0n ? -num : num, den});

/** The nearest number of a format, ties to even, beyond its greatest one infinity. Zero is +0. */
export function round(value: Rational, {digits, least, max}: FloatFormat): number {
  const {num, den} = magnitude(value);
  if (num === 0n) return 0;
  const unit = Math.max(exponentOf(value) - digits + 1, least);
  const [top, bottom] = unit >= 0 ? [num, den << BigInt(unit)] : [num << BigInt(-unit), den];
  let whole = top / bottom;
  const twice = 2n * (top - whole * bottom);
  if (twice > bottom || (twice === bottom && whole % 2n === 1n)) whole += 1n;
  const rounded = scale(Number(whole), unit);
  const result = rounded > max ? Infinity : rounded;
  return value.num < 0n ? -result : result;
}

/** The whole number e with 2^e ≤ |value| < 2^(e+1). The value is not zero. */
function exponentOf(value: Rational): number {
  const {num, den} = magnitude(value);
  const leading = bitLength(num) - bitLength(den);
  return isAtLeast(num, den, leading) ? leading : leading - 1;
}

/** The unit in the last place of a format at a value, exactly: the distance of its numbers there. */
export function ulpAt(value: Rational, {digits, least}: FloatFormat): Rational {
  const unit = value.num === 0n ? least : Math.max(exponentOf(value) - digits + 1, least);
  return unit >= 0 ? {num: 1n << BigInt(unit), den: 1n} : {num: 1n, den: 1n << BigInt(-unit)};
}

export const isAtMost = (a: Rational, b: Rational): boolean => a.num * b.den <= b.num * a.den;

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** num / den ≥ 2^exponent */
function isAtLeast(num: bigint, den: bigint, exponent: number): boolean {
  return exponent >= 0 ? num >= den << BigInt(exponent) : num << BigInt(-exponent) >= den;
}

/** value · 2^exponent in two exact steps, since 2^exponent alone may be out of range. */
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}
