import {bootstrapInterval} from "./bootstrap.js";

/** An input of a derived value: its place, and the raw number or text found there. */
export type Leaf = readonly [place: string, raw: string | number | null];

/** How a derived value came about, as shipped in `evidence/x/`. `of` holds at most 1,000 inputs, `n` is their number. */
export interface Expression {
  fn: string;
  n: number;
  of: readonly (Leaf | Expression)[];
  unit?: string;
}

type Inputs = readonly (number | string | null)[];

function numbers(inputs: Inputs): number[] {
  return inputs.filter((input) => input !== null).map(Number);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] ?? NaN;
  return sorted.length % 2 ? high : ((sorted[half - 1] ?? NaN) + high) / 2;
}

function sampleSd(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((v) => (v - mean) ** 2)) / (values.length - 1));
}

function milliseconds(inputs: Inputs): number {
  const [from = NaN, to = NaN] = inputs.map((input) => instant(String(input)));
  return to - from;
}

/** Milliseconds since 1970 of ISO text or of digits, whose magnitude tells seconds, milli-, micro- and nanoseconds. */
function instant(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return Date.parse(text);
  const value = Number(text);
  const power = [0, 6, 9].find((digits) => value >= 5e8 * 10 ** digits && value < 5e9 * 10 ** digits);
  return power === undefined ? value : value * 10 ** (3 - power);
}

function pair(inputs: Inputs, combine: (a: number, b: number) => number): number {
  const [a = NaN, b = NaN] = numbers(inputs);
  return combine(a, b);
}

const secondsPer: Readonly<Record<string, number>> = {ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1};

/** Of bytes, a time, and the unit of that time. */
function gigabytesPerSecond([bytes, time, unit]: Inputs): number {
  return Number(bytes) / (Number(time) * (secondsPer[String(unit)] ?? NaN)) / 1e9;
}

/** A number as it is, or the milliseconds of ISO text, which is in UTC where it names no zone. */
function timeOf(input: number | string | null): number {
  const text = String(input);
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  const iso = text.replace(" ", "T").replace(",", ".");
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`);
}

/** One value in float32; or of two values, their times and a time between, the value there, rounded as the op does. */
function resample([x = NaN, next, ...times]: Inputs): number {
  if (next === undefined) return Math.fround(Number(x));
  const [from = NaN, to = NaN, at = NaN] = times.map(timeOf);
  const w = Math.fround((at - from) / (to - from));
  const v = Math.fround(1 - w);
  return Math.fround(Math.fround(v * Math.fround(Number(x))) + Math.fround(w * Math.fround(Number(next))));
}

interface Meaning {
  /** How the function reads before its inputs. */
  words: string;
  compute: (inputs: Inputs) => number | string | null;
}

/** The functions that a derived value may name, in words and as arithmetic. */
export const meanings: Readonly<Record<string, Meaning>> = {
  count: {words: "the number of", compute: (inputs) => inputs.length},
  "count distinct": {words: "the number of different", compute: (inputs) => new Set(inputs.map(String)).size},
  sum: {words: "the sum of", compute: (inputs) => sum(numbers(inputs))},
  min: {words: "the least of", compute: (inputs) => Math.min(...numbers(inputs))},
  max: {words: "the greatest of", compute: (inputs) => Math.max(...numbers(inputs))},
  mean: {words: "the mean of", compute: (inputs) => sum(numbers(inputs)) / numbers(inputs).length},
  median: {words: "the median of", compute: (inputs) => median(numbers(inputs))},
  "bootstrap low": {
    words: "the lower end of the bootstrap 95 % interval of the median of",
    compute: (inputs) => bootstrapInterval(numbers(inputs))[0]
  },
  "bootstrap high": {
    words: "the upper end of the bootstrap 95 % interval of the median of",
    compute: (inputs) => bootstrapInterval(numbers(inputs))[1]
  },
  "sample sd": {words: "the sample standard deviation of", compute: (inputs) => sampleSd(numbers(inputs))},
  "minutes between": {words: "the minutes between", compute: (inputs) => milliseconds(inputs) / 60_000},
  "seconds between": {words: "the seconds between", compute: (inputs) => milliseconds(inputs) / 1000},
  "days between": {words: "the days between", compute: (inputs) => milliseconds(inputs) / 86_400_000},
  difference: {words: "the first less the second of", compute: (inputs) => pair(inputs, (a, b) => a - b)},
  ratio: {words: "the first divided by the second of", compute: (inputs) => pair(inputs, (a, b) => a / b)},
  percent: {
    words: "the first in per cent of the second of",
    compute: (inputs) => pair(inputs, (a, b) => (100 * a) / b)
  },
  scale: {words: "the product of", compute: (inputs) => numbers(inputs).reduce((a, b) => a * b, 1)},
  "gigabytes per second": {
    words: "the gigabytes per second from bytes, time and its unit:",
    compute: gigabytesPerSecond
  },
  resample: {
    words: "what resampling gives, in single precision, from",
    compute: resample
  }
};

export function isLeaf(node: Leaf | Expression): node is Leaf {
  return Array.isArray(node);
}

/**
 * The value of an expression, worked out from its inputs; null where a function is unknown here or where only part of
 * the inputs was shipped.
 * @example recompute({fn: "median", n: 2, of: [["a:1", 1], ["a:2", 3]]}) // 2
 */
export function recompute(node: Leaf | Expression): number | string | null {
  if (isLeaf(node)) return node[1];
  if (node.of.length < node.n) return node.fn === "count" ? node.n : null;
  const meaning = meanings[node.fn];
  return meaning ? meaning.compute(node.of.map(recompute)) : null;
}

/** How many inputs an expression has, and how many of them it ships. */
export function coverage(node: Expression): {shipped: number; n: number} {
  return {shipped: node.of.length, n: node.n};
}
