import {tensor, toBfloat16} from "../../native/index.ts";
import type {Floats, Outside, Stream, Tensor} from "../../native/index.ts";
import type {Seeded} from "../seeded.ts";
import {embed} from "./embedding.ts";
import type {Embedded} from "./embedding.ts";
import {beside} from "./tensors.ts";

/** Streams at times of their own, targets, and what the targets outside get: one call of fuse, or with one of resample. */
export interface InterpolationCase {
  streams: Stream[];
  t: Tensor<"float64">;
  outside: Outside;
  /** Every operand, each a view between guard bytes. */
  operands: Embedded[];
}

export interface CaseShape {
  /** How many streams, at most. */
  streams: number;
  /** Long enough that several threads share the work. */
  large?: boolean;
}

/** Sample times in seconds: of sensors, logs and steps; dyadic ones are exact in any clock. */
const periods = [1e-3, 2e-3, 2 ** -10, 0.01, 1 / 30, 0.1, 1, 60, 1e6];
const clocks = [0, 0, -5, 1.7e9, 1.7e9 + 864_000, 1.7e12, -1e-3];
/** D beside the widths of vectors: 4, 8 and 16 float32. */
const depths = [0, 1, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47];
/** For results of megabytes, which a backend may write past the caches: rows of whole lines of 64 bytes, and others. */
const wideDepths = [128, 256, 256, 130, 255];

export function drawInterpolation(random: Seeded, {streams: most, large = false}: CaseShape): InterpolationCase {
  const [B, T] = large
    ? [random.integer(1, 4), random.integer(300, 2500)]
    : [random.pick([0, 1, 1, 1, 2, 3]), random.integer(0, 16)];
  const dtype = random.pick(["float32", "bfloat16"] as const);
  const sources = Array.from({length: random.integer(1, large ? Math.min(most, 2) : most)}, () =>
    drawTimes(random, B, large ? random.integer(100, 1000) : random.integer(1, 12))
  );
  const t = embed(drawTargets(random, sources, B, T), random);
  const operands: Embedded[] = [t];
  const widths = large && random.integer(0, 1) ? wideDepths : depths;
  const streams = sources.map((source) => {
    const s = embed(source, random);
    const x = embed(drawValues(random, dtype, [...source.shape, random.pick(widths)]), random);
    operands.push(s, x as Embedded);
    return {x: x.tensor as Floats, s: s.tensor};
  });
  return {streams, t: t.tensor, outside: drawOutside(random, sources), operands};
}

/** `linear` is refused where all times of a batch are one, which the refusals test; so it is not drawn there. */
function drawOutside(random: Seeded, sources: Tensor<"float64">[]): Outside {
  const outside = random.pick(["clamp", "nan", "linear"] as const);
  const oneTime = sources.some((s) => rows(s).some((row) => row[0] === row.at(-1)));
  return outside === "linear" && oneTime ? "clamp" : outside;
}

/** [B, n] as B rows. */
export function rows({data, shape}: Tensor<"float64">): Float64Array[] {
  const [batches, length] = shape as [number, number];
  return Array.from({length: batches}, (_, b) => data.subarray(b * length, (b + 1) * length));
}

/** Ways the times of one batch follow each other, before they are sorted. */
const walks: ((random: Seeded, count: number) => number[])[] = [
  (random, count) => {
    const [period, start] = [random.pick(periods), random.pick(clocks)];
    return Array.from({length: count}, (_, n) => start + n * period);
  },
  (random, count) => {
    const [period, start] = [random.pick(periods), random.pick(clocks)];
    return Array.from({length: count}, (_, n) => start + (n + random.uniform(-0.49, 0.49)) * period);
  },
  (random, count) => {
    const [period, start] = [random.pick(periods), random.pick(clocks)];
    return Array.from({length: count}, () => start + random.integer(0, count) * period);
  },
  (random, count) => {
    const start = random.pick(clocks);
    return Array.from({length: count}, () => start + random.uniform(0, 1) * 10 ** random.integer(-9, 6));
  },
  (random, count) => {
    let time = random.pick([...clocks, 1, 2 ** -1074, -(2 ** -1022)]);
    return Array.from({length: count}, () => (time = random.pick([time, beside(time), beside(beside(time))])));
  },
  (random, count) => Array.from({length: count}, () => random.integer(-8, 8) * 2 ** random.integer(-1074, -1060)),
  (random, count) => Array.from({length: count}, () => random.uniform(-3e307, 3e307)),
  (random, count) => Array<number>(count).fill(random.pick(clocks))
];

function drawTimes(random: Seeded, batches: number, count: number): Tensor<"float64"> {
  const clock = Array.from({length: batches}, () => Float64Array.from(random.pick(walks)(random, count)).sort());
  return tensor("float64", [batches, count], concatenated(clock));
}

/** Source times, times one ulp beside them, times between and times outside, in order. */
function drawTargets(random: Seeded, sources: Tensor<"float64">[], B: number, T: number): Tensor<"float64"> {
  const byBatch = Array.from({length: B}, (_, b) => {
    const known = sources.map((source) => rows(source)[b]!);
    const draw = (): number => {
      const times = random.pick(known);
      const n = random.integer(0, times.length - 1);
      const [from, to] = [times[n]!, times[Math.min(n + 1, times.length - 1)]!];
      const reach = Math.max(Math.abs(times.at(-1)! - times[0]!), Number.MIN_VALUE);
      const kinds = [
        from,
        from,
        beside(from),
        -beside(-from),
        from / 2 + to / 2,
        from + random.uniform(0, 1) * (to - from)
      ];
      return random.pick([...kinds, ...kinds, times[0]! - random.uniform(0, 0.4) * reach, times.at(-1)! + 0.3 * reach]);
    };
    return Float64Array.from({length: T}, draw).sort();
  });
  return tensor("float64", [B, T], concatenated(byBatch));
}

function concatenated(parts: Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** Bits of float32 that are special: zeros, infinities, NaNs with a payload, the least and the greatest. */
const special = [0, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc12345, 0x7f800001, 1, 0x80000001, 0x7f7fffff];

const valueKinds: ((random: Seeded) => number)[] = [
  (random) => random.uniform(-1, 1),
  (random) => random.uniform(-1e30, 1e30),
  (random) => random.uniform(-1e-40, 1e-40),
  (random) => random.anyFloat32(),
  (random) => random.uniform(0.9, 1) * random.pick([3.4e38, -3.4e38]),
  (random) => random.pick([1, -1, 0, -0, 2 ** -149, -(2 ** -149), 2 ** -126]),
  (random) => random.integer(-9, 9),
  (random) => random.uniform(-3, 3)
];

function drawValues(random: Seeded, dtype: Floats["dtype"], shape: number[]): Floats {
  const kind = random.pick(valueKinds);
  const length = shape.reduce((a, b) => a * b);
  const values = Float32Array.from({length}, () => kind(random));
  if (random.integer(0, 3) === 0) sprinkle(new Uint32Array(values.buffer), random);
  if (dtype === "float32") return tensor(dtype, shape, values);
  const bits = random.integer(0, 3) ? toBfloat16(values) : Uint16Array.from({length}, () => random.bits() >>> 16);
  return tensor(dtype, shape, bits);
}

function sprinkle(bits: Uint32Array, random: Seeded): void {
  for (let at = 0; at < bits.length; ++at) if (random.integer(0, 3) === 0) bits[at] = random.pick(special);
}
