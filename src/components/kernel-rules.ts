import type {Op, Outside, VoxelMode} from "npm:colophon/ops";
import {streamOf, times} from "./resample-example.js";
import type {Ops} from "./resample-example.js";

interface Rule {
  rule: string;
  /** Where the repository tests it. */
  test: string;
}
/** One column of one batch. */
interface ResampleRule extends Rule {
  op: "resample";
  x: readonly number[];
  s: readonly number[];
  t: readonly number[];
  outside?: Outside;
}
/** Streams of one column each. */
interface FuseRule extends Rule {
  op: "fuse";
  streams: readonly {x: readonly number[]; s: readonly number[]}[];
  t: readonly number[];
}
/** Points along x in cells of edge 1 from 0 on, with one feature each. */
interface VoxelRule extends Rule {
  op: "voxelize";
  points: readonly number[];
  features?: readonly number[];
  cells: number;
  mode: VoxelMode;
}

export type KernelRule = ResampleRule | FuseRule | VoxelRule;

const [cases, properties, clocks, refusals, cells] = [
  "resample",
  "properties",
  "timestamps",
  "refusals",
  "voxelize"
].map((name) => `tests/native/${name}.test.ts`) as [string, string, string, string, string];

/** What the operations promise, each with an input small enough to be checked by hand. */
export const rules: readonly KernelRule[] = [
  {op: "resample", rule: "between two samples: the line", x: [0, 10], s: [0, 1], t: [0.25], test: cases},
  {
    op: "resample",
    rule: "at a sample: exactly its row, whatever stands next",
    x: [1, NaN],
    s: [0, 1],
    t: [0, 0.5],
    test: cases
  },
  {
    op: "resample",
    rule: "duplicate times: the last one wins",
    x: [1, 2, 3, 4],
    s: [0, 1, 1, 2],
    t: [0.5, 1, 1.5],
    test: properties
  },
  {op: "resample", rule: "outside, clamp: the nearer end", x: [10, 20], s: [1, 2], t: [0, 3], test: clocks},
  {
    op: "resample",
    rule: "outside, nan: the canonical NaN",
    x: [10, 20],
    s: [1, 2],
    t: [0, 3],
    outside: "nan",
    test: cases
  },
  {
    op: "resample",
    rule: "outside, linear: the line goes on",
    x: [10, 20],
    s: [1, 2],
    t: [0, 3],
    outside: "linear",
    test: cases
  },
  {
    op: "resample",
    rule: "linear without two distinct times: an error",
    x: [10],
    s: [1],
    t: [0],
    outside: "linear",
    test: refusals
  },
  {op: "resample", rule: "times that decrease: an error", x: [1, 2], s: [1, 0], t: [0], test: refusals},
  {op: "resample", rule: "times that are not finite: an error", x: [1, 2], s: [0, Infinity], t: [0], test: refusals},
  {op: "resample", rule: "no targets: an empty result", x: [1, 2], s: [0, 1], t: [], test: cases},
  {
    op: "fuse",
    rule: "each stream as resample gives it, side by side",
    streams: [
      {x: [0, 10], s: [0, 1]},
      {x: [1, 2, 4], s: [0, 0.5, 2]}
    ],
    t: [0.25, 2],
    test: properties
  },
  {
    op: "fuse",
    rule: "what is wrong names its stream",
    streams: [
      {x: [0, 10], s: [0, 1]},
      {x: [1, 2], s: [1, 0]}
    ],
    t: [0.5],
    test: refusals
  },
  {
    op: "voxelize",
    rule: "cells are half-open: a face belongs above",
    points: [0, 0.999, 1],
    cells: 2,
    mode: "count",
    test: cells
  },
  {
    op: "voxelize",
    rule: "outside or not finite: dropped and counted",
    points: [-0.5, 0.5, 2, NaN],
    cells: 2,
    mode: "count",
    test: cells
  },
  {
    op: "voxelize",
    rule: "occupancy: one where there is a point",
    points: [0.1, 0.2, 0.3],
    cells: 2,
    mode: "occupancy",
    test: cells
  },
  {
    op: "voxelize",
    rule: "sum: exact, rounded once",
    points: [0, 0, 0],
    features: [1e8, 1, -1e8],
    cells: 1,
    mode: "sum",
    test: cells
  },
  {
    op: "voxelize",
    rule: "mean: the exact sum divided, rounded once",
    points: [0, 0, 0],
    features: [1, 2, 4],
    cells: 1,
    mode: "mean",
    test: cells
  },
  {
    op: "voxelize",
    rule: "min: −0 is less than +0",
    points: [0, 0],
    features: [0, -0],
    cells: 1,
    mode: "min",
    test: cells
  },
  {
    op: "voxelize",
    rule: "a NaN feature: its cell is NaN",
    points: [0, 0, 1],
    features: [5, NaN, 7],
    cells: 2,
    mode: "max",
    test: cells
  },
  {
    op: "voxelize",
    rule: "an empty cell has no sum, mean, min or max",
    points: [0],
    features: [5],
    cells: 2,
    mode: "min",
    test: cells
  }
];

const shown = (v: number): string => (Object.is(v, -0) ? "-0" : String(v));
const listed = (values: ArrayLike<number>): string => `[${Array.from(values, shown).join(", ")}]`;

function stream({x, s}: {x: readonly number[]; s: readonly number[]}): string {
  return `x ${listed(x)} · s ${listed(s)}`;
}

/** The input in words. */
export function given(rule: KernelRule): string {
  if (rule.op === "resample") {
    return `${stream(rule)} · t ${listed(rule.t)}${rule.outside ? ` · outside ${rule.outside}` : ""}`;
  }
  if (rule.op === "fuse") return `${rule.streams.map((s) => `{${stream(s)}}`).join(" ")} · t ${listed(rule.t)}`;
  const {points, features, cells, mode} = rule;
  const words = `x ${listed(points)}${features ? ` · features ${listed(features)}` : ""}`;
  return `${words} · ${cells} ${cells === 1 ? "cell" : "cells"} · ${mode}`;
}

function outcome(rule: KernelRule, ops: Ops): string {
  if (rule.op === "resample") {
    const {x, s} = streamOf({values: [...rule.x], times: [...rule.s]}, ops);
    return listed(ops.resample(x, s, times(rule.t, ops), {outside: rule.outside}).data);
  }
  if (rule.op === "fuse") {
    const streams = rule.streams.map(({x, s}) => streamOf({values: [...x], times: [...s]}, ops));
    return listed(ops.fuse(streams, times(rule.t, ops)).data);
  }
  const {points, features, cells, mode} = rule;
  const places = ops.tensor("float32", [points.length, 3], Float32Array.from(points.flatMap((x) => [x, 0, 0])));
  const made = features ? ops.tensor("float32", [features.length, 1], Float32Array.from(features)) : null;
  const {grid, dropped} = ops.voxelize(places, made, {origin: [0, 0, 0], size: 1, shape: [cells, 1, 1], mode});
  return listed(grid.data) + (dropped ? ` · ${dropped} dropped` : "");
}

/** What the operation gives for the rule's input: values, or the words of its refusal. */
export function gives(rule: KernelRule, ops: Ops): string {
  try {
    return outcome(rule, ops);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return error.message;
    throw error;
  }
}

/** Operands with their axes: "x[B,S,D], s[B,S], t[B,T] → y[B,T,D]". */
export function signature({inputs, outputs}: Op): string {
  const words = (operands: Op["inputs"]): string =>
    operands.map(({name, axes, optional}) => `${name}[${axes.join(",")}]${optional ? "?" : ""}`).join(", ");
  const repeated = inputs.filter((operand) => operand.repeated);
  const single = inputs.filter((operand) => !operand.repeated);
  const streams = repeated.length > 0 ? `{${words(repeated)}}…, ` : "";
  return `${streams}${words(single)} → ${words(outputs)}`;
}
