import {tensor, toBfloat16} from "../../native/index.ts";
import type {Floats, Tensor} from "../../native/index.ts";
import {seededRandom} from "./random.ts";
import type {Random} from "./random.ts";

export type FloatType = Floats["dtype"];

/** How points lie in the unit cube, every one of them inside. */
export const distributions = {
  uniform: "uniform",
  clustered: "64 gaussians, sd 0.02"
} as const;
export type Distribution = keyof typeof distributions;

const clusters = {count: 64, deviation: 0.02, margin: 0.1};

/** Normal values x[B,S,D] at times s[B,S] about 1 apart on a jittered clock. */
export function makeStream(B: number, S: number, D: number, dtype: FloatType, seed: number) {
  const random = seededRandom(seed);
  const values = Float32Array.from({length: B * S * D}, () => random.normal(1));
  const x: Floats =
    dtype === "float32" ? tensor("float32", [B, S, D], values) : tensor("bfloat16", [B, S, D], toBfloat16(values));
  return {x, s: makeTimes(B, S, 1, seed + 100)};
}

/** Times [B,count] about `period` apart, increasing. */
export function makeTimes(B: number, count: number, period: number, seed: number): Tensor<"float64"> {
  const random = seededRandom(seed);
  const times = tensor("float64", [B, count]);
  times.data.forEach((_, n) => (times.data[n] = ((n % count) + random.uniform(0, 0.8)) * period));
  return times;
}

/** Points [N,3] in [0,1)³. */
export function makePoints(N: number, distribution: Distribution, seed: number): Tensor<"float32"> {
  const random = seededRandom(seed);
  const points = tensor("float32", [N, 3]);
  const place = distribution === "uniform" ? (): number => random.uniform(0, 1) : clusterPlaces(random);
  points.data.forEach((_, n) => (points.data[n] = inside(() => place(n % 3))));
  return points;
}

/** Draws again what lies outside [0,1) as a float32. */
function inside(draw: () => number): number {
  for (;;) {
    const value = Math.fround(draw());
    if (value >= 0 && value < 1) return value;
  }
}

/** Coordinates of points that each belong to one of the clusters, equally likely. */
function clusterPlaces(random: Random): (axis: number) => number {
  const {count, deviation, margin} = clusters;
  const centres = Array.from({length: 3 * count}, () => random.uniform(margin, 1 - margin));
  let cluster = 0;
  return (axis) => {
    if (axis === 0) cluster = Math.floor(random.uniform(0, count));
    return centres[3 * cluster + axis]! + random.normal(deviation);
  };
}

/** Normal features [N,F]. */
export function makeFeatures(N: number, F: number, seed: number): Tensor<"float32"> {
  const random = seededRandom(seed);
  return tensor(
    "float32",
    [N, F],
    Float32Array.from({length: N * F}, () => random.normal(1))
  );
}

/** The same values in memory of their own. */
export function copyOf<T extends Tensor>(original: T): T {
  return {...original, data: original.data.slice()};
}

/** An output whose pages are mapped and whose values are none that an op gives back by chance. */
export function poisoned<T extends Tensor>(output: T): T {
  output.data.fill(7);
  return output;
}
