import {expect} from "vitest";
import {fuse, fuseSync, getOp, resample, resampleSync} from "../../native/index.ts";
import type {Floats, Outside, Stream, Tensor} from "../../native/index.ts";
import type {Seeded} from "../seeded.ts";
import {bytesOf} from "./embedding.ts";
import {rows} from "./interpolation-cases.ts";
import type {InterpolationCase} from "./interpolation-cases.ts";
import {bracket, float32Weight, floatsOf, interpolate, larger, statedFloat32, ulpDistance, weighted} from "./oracle.ts";
import type {Bracket} from "./oracle.ts";
import * as exact from "./rational.ts";
import {bitsOf, float32Bits} from "./tensors.ts";
import {expectSameBits} from "./variants.ts";

/** Values of one case that exact arithmetic checks; all of them are checked to be the same on every backend. */
const oracleValues = 40;

/**
 * The error of y = rn(p + q), p = rn(v·a), q = rn(w·b), v = rn(1 − w), in ulp of M = |1−w|·|a| + |w|·|b|, against the
 * real (1−w)·a + w·b with the float32 weight w. Let 2^e ≤ M < 2^(e+1), ulp = max(2^(e−23), 2^−149), and u = 2^−24.
 * - 1 − w is 0 or at least 2^−24, so v is off by u·|1−w|, and u·|1−w|·|a| ≤ u·M < 2^(e−23): 1 ulp.
 * - |v·a| ≤ (1+u)·M < 2^(e+2): p is off by half the spacing there, which may be twice that at M: 1 ulp.
 * - |w·b| ≤ M: q is off by ½ ulp.
 * - |p + q| ≤ (1+u)·M + 1.5 ulp < 2^(e+2): the sum is exact where it is subnormal, else off as p is: 1 ulp.
 * Subnormal spacing is ulp's own floor, so nothing is added for it. 3.5 ≤ 4 ulp of M; more only where y overflows.
 *
 * No such bound holds with the real weight W in M: at W = 1 − 2^−30, a = 1, b = 0 the weight rounds to 1 and y to 0.
 * Against the real line there is the bound of the larger neighbour X = max(|a|, |b|), 0 ≤ W ≤ 1: now v is off by 2^−25,
 * |v·a| and |w·b| are X at most, so that the first three errors are ½ ulp of X each and the sum's 1; the weight is off by
 * 2^−25 (and 2^−50 from float64), which moves the line by |b−a| ≤ 2·X times that: 1 ulp. 3.5 ≤ 4 ulp of X.
 */
export const weightedUlp = 3.5;

/** A float64 quotient of differences, each off by 2^−53 of itself, then half a unit of float32. */
const weightUlp = 0.5 + 2 ** -20;

/** Checks one call of resample in every way there is to call it, and up to 40 of its values in exact arithmetic. */
export async function checkResample({streams, t, outside, operands}: InterpolationCase, random: Seeded): Promise<void> {
  const {x, s} = streams[0]!;
  const before = operands.map(({tensor}) => Buffer.from(bytesOf(tensor)));
  const reference = resampleSync(x, s, t, {outside, backend: "js"});
  expectExact({x, s}, t, outside, reference.y, random);
  await expectSameBits(reference, {
    now: (variant) => resampleSync(x, s, t, {outside, ...variant, out: variant.out as Floats | undefined}),
    later: (variant) => resample(x, s, t, {outside, ...variant, out: variant.out as Floats | undefined}),
    result: ({y}) => y
  });
  expectUntouched(operands, before);
}

/** Checks one call of fuse in every way there is to call it against resampling each of its streams. */
export async function checkFuse({streams, t, outside, operands}: InterpolationCase): Promise<void> {
  const before = operands.map(({tensor}) => Buffer.from(bytesOf(tensor)));
  const reference = fuseSync(streams, t, {outside, backend: "js"});
  const each = streams.map(({x, s}) => resampleSync(x, s, t, {outside, backend: "js"}).y);
  expect(bytesOf(reference.y).equals(sideBySide(each))).toBe(true);
  await expectSameBits(reference, {
    now: (variant) => fuseSync(streams, t, {outside, ...variant, out: variant.out as Floats | undefined}),
    later: (variant) => fuse(streams, t, {outside, ...variant, out: variant.out as Floats | undefined}),
    result: ({y}) => y
  });
  expectUntouched(operands, before);
}

function expectUntouched(operands: InterpolationCase["operands"], before: Buffer[]): void {
  operands.forEach(({tensor, expectGuards}, n) => {
    expect(bytesOf(tensor).equals(before[n]!), "operands are as before").toBe(true);
    expectGuards();
  });
}

/** The bytes of [B,T,D] results one row after the other: those of [B,T,ΣD]. */
function sideBySide(results: readonly Floats[]): Buffer {
  const [B, T] = results[0]!.shape as [number, number];
  const parts = Array.from({length: B * T}, (_, row) =>
    results.map((y) => {
      const bytes = y.shape[2]! * y.data.BYTES_PER_ELEMENT;
      return bytesOf(y).subarray(row * bytes, (row + 1) * bytes);
    })
  );
  return Buffer.concat(parts.flat());
}

/** Values of a result, all or some of them, against exact arithmetic. */
function expectExact({x, s}: Stream, t: Tensor<"float64">, outside: Outside, y: Floats, random: Seeded): void {
  const [, samples, depth] = x.shape as [number, number, number];
  const [clocks, targets, values] = [rows(s), rows(t), floatsOf(x)];
  const [found, source] = [bitsOf(y), bitsOf(x)];
  const all = found.length <= oracleValues;
  for (let n = 0; n < Math.min(found.length, oracleValues); ++n) {
    const at = all ? n : random.integer(0, found.length - 1);
    const [row, d] = [Math.floor(at / depth), at % depth];
    const b = Math.floor(row / t.shape[1]!);
    const place = bracket([...clocks[b]!], targets[b]![row % t.shape[1]!]!, outside);
    const index = (i: number): number => (b * samples + i) * depth + d;
    if (place === null) expect(found[at]).toBe(y.dtype === "float32" ? 0x7fc00000 : 0x7fc0);
    else if (place.low === place.high) expect(found[at]).toBe(source[index(place.low)]);
    else expectStated(place, values[index(place.low)]!, values[index(place.high)]!, y.dtype, found[at]!);
  }
}

/** The bits are those of the stated arithmetic, which is as near to the real line as derived. */
function expectStated(place: Bracket, a: number, b: number, dtype: Floats["dtype"], bits: number): void {
  const stated = statedFloat32(place, a, b);
  const message = `between ${a} and ${b} at ${place.weight64}`;
  expect(bits, message).toBe(dtype === "float32" ? float32BitsOf(stated) : bfloat16BitsOf(stated));
  const w = float32Weight(place);
  if (![a, b, w].every(Number.isFinite)) return;
  const {magnitude, value} = weighted(w, a, b);
  if (!Number.isFinite(stated)) {
    const spare = exact.multiply(exact.rational(4), exact.ulpAt(magnitude, exact.float32));
    return expect(exact.isAtMost(exact.rational(exact.float32.max), exact.add(magnitude, spare)), message).toBe(true);
  }
  expect(ulpDistance(stated, value, magnitude, exact.float32), message).toBeLessThanOrEqual(weightedUlp);
  expect(ulpDistance(w, place.weight, place.weight, exact.float32), message).toBeLessThanOrEqual(weightUlp);
  if (w >= 0 && w <= 1) {
    const {ulp} = getOp("resample").tolerance[dtype]!;
    const rounded = dtype === "float32" ? stated : exact.round(exact.rational(stated), exact.bfloat16);
    if (!Number.isFinite(rounded)) return;
    const real = interpolate(place, a, b);
    expect(ulpDistance(rounded, real, larger(a, b), exact[dtype]), message).toBeLessThanOrEqual(ulp);
  }
}

function float32BitsOf(value: number): number {
  return Number.isNaN(value) ? 0x7fc00000 : float32Bits(value);
}

/** The nearest bfloat16 to a float32, from exact numbers. */
function bfloat16BitsOf(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  const rounded = value === 0 || !Number.isFinite(value) ? value : exact.round(exact.rational(value), exact.bfloat16);
  return float32Bits(rounded) >>> 16;
}
