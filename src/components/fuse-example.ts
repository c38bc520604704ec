import type {Stream} from "npm:colophon/ops";
import {exampleSeed, gridOf, times} from "./resample-example.js";
import type {Ops} from "./resample-example.js";
import {seeded} from "./seeded.js";

/** A stream of the example: its columns, the times it has of its own, and a row of values per time. */
export interface NamedStream {
  name: string;
  /** Of its values. */
  unit: string;
  columns: readonly string[];
  times: number[];
  rows: number[][];
}

/** What the streams give at common times: one row per target, columns side by side. */
export interface Fused {
  targets: number[];
  columns: {stream: NamedStream; name: string}[];
  /** [target][column]. */
  rows: number[][];
  /** Every value has the bits that `resample` gives for its stream alone. */
  same: boolean;
}

/** Telemetry at a steady rate, losses when a step happens to end, an evaluation now and then. Generated. */
export function exampleStreams(jitter: number): NamedStream[] {
  const {uniform, normal} = seeded(exampleSeed);
  const telemetry = gridOf(0, 2, 25).map((time) => time + (uniform(-0.5, 0.5) * jitter) / 25);
  const steps: number[] = [];
  for (let time = 0.05; time < 1.95; time += 0.06 + uniform(0, 0.16) * (0.3 + jitter)) steps.push(time);
  const evaluations = [0.1, 0.7, 1.3, 1.9];
  return [
    {
      name: "telemetry",
      unit: "share",
      columns: ["utilisation", "clock"],
      times: telemetry,
      rows: telemetry.map((time) => [0.72 + 0.16 * Math.sin(5 * time), 0.28 + 0.12 * Math.cos(2.4 * time)])
    },
    {
      name: "steps",
      unit: "nats",
      columns: ["loss"],
      times: steps,
      rows: steps.map((time) => [Math.exp(-time) + normal(0, 0.025)])
    },
    {
      name: "evaluations",
      unit: "share",
      columns: ["accuracy"],
      times: evaluations,
      rows: [[0.31], [0.55], [0.71], [0.78]]
    }
  ];
}

function streamOf({times: s, columns, rows}: NamedStream, ops: Ops): Stream {
  const data = Float32Array.from(rows.flat());
  return {x: ops.tensor("float32", [1, rows.length, columns.length], data), s: times(s, ops)};
}

function bitsOf(values: ArrayLike<number>): Uint32Array {
  return new Uint32Array(Float32Array.from(values).buffer);
}

/** Fuses the streams in one call, and holds every value against `resample` of its stream. */
export function fused(streams: readonly NamedStream[], targets: number[], ops: Ops): Fused {
  const t = times(targets, ops);
  const made = streams.map((stream) => streamOf(stream, ops));
  const width = streams.reduce((sum, {columns}) => sum + columns.length, 0);
  const y = ops.fuse(made, t).data;
  const rows = targets.map((_, k) => [...y.subarray(k * width, (k + 1) * width)]);
  const apart = made.map(({x, s}) => ops.resample(x, s, t).data);
  const beside = targets.flatMap((_, k) =>
    apart.flatMap((data, n) => {
      const depth = streams[n]?.columns.length ?? 0;
      return [...data.subarray(k * depth, (k + 1) * depth)];
    })
  );
  const [a, b] = [bitsOf(y), bitsOf(beside)];
  const same = a.length === b.length && a.every((bits, i) => bits === b[i]);
  return {targets, columns: streams.flatMap((stream) => stream.columns.map((name) => ({stream, name}))), rows, same};
}
