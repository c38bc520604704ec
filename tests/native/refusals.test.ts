import {describe, expect, it} from "vitest";
import {
  availableBackends,
  backendStates,
  fuseSync,
  getBackend,
  getOp,
  resampleSync,
  tensor,
  voxelizeSync
} from "../../native/index.ts";
import type {Floats, Outside, Tensor, VoxelizeParameters} from "../../native/index.ts";
import {countCells} from "../../native/js/voxel-cells.ts";
import {column, times} from "./tensors.ts";

const floats = (...shape: number[]): Tensor<"float32"> => tensor("float32", shape);
const clock = (...shape: number[]): Tensor<"float64"> => tensor("float64", shape);
const x = column([1, 2]);
const s = times([0, 1]);
const t = times([0.5]);

/** The message of what it throws, whole. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error, nothing was thrown");
}

describe.each(availableBackends())("on %s", (backend) => {
  describe("resample refuses", () => {
    const cases: [string, Floats, Tensor<"float64">, Tensor<"float64">, Outside, string][] = [
      [
        "source times that decrease",
        column([1, 2, 3], [1, 2, 3]),
        times([0, 1, 2], [0, 2, 1]),
        times([0], [0]),
        "clamp",
        "resample: batch 1, source 2: time 1 comes after 2, expected times that do not decrease"
      ],
      [
        "target times that decrease",
        x,
        s,
        times([0.5, 0.25]),
        "clamp",
        "resample: batch 0, target 1: time 0.25 comes after 0.5, expected times that do not decrease"
      ],
      [
        "a NaN source time",
        x,
        times([0, NaN]),
        t,
        "clamp",
        "resample: batch 0, source 1: time is NaN, expected a finite number"
      ],
      [
        "a NaN target time",
        x,
        s,
        times([NaN]),
        "clamp",
        "resample: batch 0, target 0: time is NaN, expected a finite number"
      ],
      [
        "an infinite source time",
        x,
        times([-Infinity, 0]),
        t,
        "clamp",
        "resample: batch 0, source 0: time is -Infinity, expected a finite number"
      ],
      [
        "an infinite target time",
        x,
        s,
        times([0, Infinity]),
        "nan",
        "resample: batch 0, target 1: time is Infinity, expected a finite number"
      ],
      [
        "no source times",
        floats(2, 0, 1),
        clock(2, 0),
        clock(2, 1),
        "clamp",
        "resample: batch 0: no source times (S = 0), expected at least one"
      ],
      [
        "a line through one time",
        column([1, 2]),
        times([1, 1]),
        times([1, 3]),
        "linear",
        "resample: batch 0, target 1: 3 is outside the source times, of which all 2 are 1; linear needs two distinct ones, " +
          'use outside "clamp" or "nan"'
      ],
      [
        "times too far apart",
        x,
        times([-1e308, 1e308]),
        t,
        "clamp",
        "resample: batch 0: the times from -1e+308 on span more than float64 holds"
      ],
      [
        "a shape of s that is not x's",
        x,
        clock(1, 3),
        t,
        "clamp",
        "resample: s has shape [1,3], expected [1,2] as in x [1,2,1]"
      ],
      [
        "another number of batches in t",
        x,
        s,
        clock(2, 1),
        "clamp",
        "resample: t has 2 batches, expected 1 as in x [1,2,1]"
      ],
      ["another rank of x", floats(1, 2) as never, s, t, "clamp", "resample: x has shape [1,2], expected 3 axes"],
      [
        "another dtype of x",
        clock(1, 2, 1) as never,
        s,
        t,
        "clamp",
        "resample: x is float64, expected float32 or bfloat16"
      ],
      ["another dtype of s", x, floats(1, 2) as never, t, "clamp", "resample: s is float32, expected float64"],
      ["another dtype of t", x, s, floats(1, 1) as never, "clamp", "resample: t is float32, expected float64"],
      ["an unknown outside", x, s, t, "wrap" as never, 'resample: outside is "wrap", expected clamp, nan, linear']
    ];
    it.each(cases)("%s", (_, x, s, t, outside, message) =>
      expect(refusal(() => resampleSync(x, s, t, {outside, backend}))).toBe(message)
    );
  });

  describe("fuse refuses", () => {
    it("no streams", () => expect(() => fuseSync([], t, {backend})).toThrow("fuse: no streams, expected one or more"));
    it("streams of different dtypes", () =>
      expect(() =>
        fuseSync(
          [
            {x, s},
            {x: tensor("bfloat16", [1, 2, 1]), s}
          ],
          t,
          {backend}
        )
      ).toThrow("fuse: x of stream 1 is bfloat16, expected float32 as in stream 0"));
    it("bad times, naming the stream", () =>
      expect(() =>
        fuseSync(
          [
            {x, s},
            {x, s: times([1, 0])}
          ],
          t,
          {backend}
        )
      ).toThrow("fuse: stream 1: batch 0, source 1: time 0 comes after 1, expected times that do not decrease"));
    it("shapes that do not fit, naming the stream", () =>
      expect(() =>
        fuseSync(
          [
            {x, s},
            {x, s: clock(1, 3)}
          ],
          t,
          {backend}
        )
      ).toThrow("fuse: s of stream 1 has shape [1,3], expected [1,2] as in x [1,2,1]"));
    it("another number of batches in a stream", () =>
      expect(() =>
        fuseSync(
          [
            {x, s},
            {x: floats(2, 2, 1), s: clock(2, 2)}
          ],
          t,
          {backend}
        )
      ).toThrow("fuse: t has 1 batches, expected 2 as in x of stream 1 [2,2,1]"));
    it("an unknown outside", () =>
      expect(() => fuseSync([{x, s}], t, {outside: "wrap" as never, backend})).toThrow('fuse: outside is "wrap"'));
  });

  describe("voxelize refuses", () => {
    const points = floats(2, 3);
    const grid: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [2, 2, 2], mode: "count"};
    const cases: [string, Partial<VoxelizeParameters>, string][] = [
      ["a size of zero", {size: 0}, "voxelize: size is 0 on x, expected a finite number above 0"],
      ["a negative size", {size: [1, -2, 1]}, "voxelize: size is -2 on y, expected a finite number above 0"],
      ["a NaN size", {size: [1, 1, NaN]}, "voxelize: size is NaN on z, expected a finite number above 0"],
      ["an infinite size", {size: Infinity}, "voxelize: size is Infinity on x, expected a finite number above 0"],
      ["a size of two axes", {size: [1, 1]}, "voxelize: size has 2 values, expected 1 or 3"],
      [
        "an origin that is not finite",
        {origin: [0, -Infinity, 0]},
        "voxelize: origin is -Infinity on y, expected a finite number"
      ],
      ["an origin of two axes", {origin: [0, 0]}, "voxelize: origin has 2 values, expected 3"],
      ["a shape of two axes", {shape: [2, 2]}, "voxelize: shape is [2,2], expected three whole numbers from 1"],
      ["an empty shape", {shape: [2, 0, 2]}, "voxelize: shape is [2,0,2], expected three whole numbers from 1"],
      ["a broken shape", {shape: [2, 1.5, 2]}, "voxelize: shape is [2,1.5,2], expected three whole numbers from 1"],
      [
        "more cells than an index counts",
        {shape: [2048, 1024, 1024]},
        "voxelize: a grid of [2048,1024,1024] cells × 1 features has 2147483648 values, expected at most 2147483647; " +
          "use fewer, larger cells"
      ],
      [
        "an unknown mode",
        {mode: "median" as never},
        'voxelize: mode is "median", expected count, occupancy, sum, mean, min, max'
      ],
      ["sum without features", {mode: "sum"}, "voxelize: mode sum takes features [N, F], none are given"]
    ];
    it.each(cases)("%s", (_, change, message) =>
      expect(refusal(() => voxelizeSync(points, null, {...grid, backend, ...change}))).toBe(message)
    );
    it("features that count does not take", () =>
      expect(() => voxelizeSync(points, floats(2, 1), {...grid, backend})).toThrow(
        "voxelize: mode count takes no features, some are given"
      ));
    it("another number of features than points", () =>
      expect(() => voxelizeSync(points, floats(3, 1), {...grid, backend, mode: "max"})).toThrow(
        "voxelize: features has 3 rows, expected 2 as in points"
      ));
    it("a grid whose features are more than an index counts", () =>
      expect(() =>
        voxelizeSync(floats(0, 3), floats(0, 3), {...grid, backend, shape: [1024, 1024, 1024], mode: "sum"})
      ).toThrow("has 3221225472 values, expected at most 2147483647"));
    it("points with two axes", () =>
      expect(() => voxelizeSync(floats(2, 2), null, {...grid, backend})).toThrow(
        "voxelize: points has shape [2,2], expected [N, 3]"
      ));
    it("points in float64", () =>
      expect(() => voxelizeSync(clock(2, 3) as never, null, {...grid, backend})).toThrow(
        "voxelize: points is float64, expected float32"
      ));
    it("features in bfloat16", () =>
      expect(() => voxelizeSync(points, tensor("bfloat16", [2, 1]) as never, {...grid, backend, mode: "min"})).toThrow(
        "voxelize: features is bfloat16, expected float32"
      ));
  });
});

/** A point has three coordinates and a tensor 2³¹ − 1 values at most, so that no call through the door counts so far. */
describe("countCells(cells, counts) refuses", () => {
  it("a count beyond uint32", () => {
    const counts = Uint32Array.of(0, 2 ** 32 - 2);
    countCells(Int32Array.of(1), counts);
    expect(counts[1]).toBe(2 ** 32 - 1);
    expect(() => countCells(Int32Array.of(-1, 1), counts)).toThrow(
      "voxelize: cell 1 holds more than 4294967295 points, which uint32 cannot count"
    );
  });
});

describe("tensor(dtype, shape, data) refuses", () => {
  it("another number of values", () =>
    expect(() => tensor("float32", [2, 3], new Float32Array(5))).toThrow(
      "tensor: data holds 5 values, its shape [2,3] needs 6"
    ));
  it("another array type", () =>
    expect(() => tensor("bfloat16", [1], new Float32Array(1) as never)).toThrow(
      "tensor: data is bfloat16 over another array type, expected Uint16Array"
    ));
  it("lengths that are not whole", () =>
    expect(() => tensor("float32", [-1])).toThrow("tensor: data has shape [-1], expected whole numbers from 0"));
  it("more values than an index counts", () =>
    expect(() => tensor("float32", [2 ** 16, 2 ** 16])).toThrow(
      "tensor: data of shape [65536,65536] would have 4294967296 values, expected at most 2147483647"
    ));
});

describe("a missing backend", () => {
  const available = availableBackends().join(", ");
  const message = (op: string, backend: string): string => `${op}: no backend "${backend}"; available: ${available}`;
  it("is an error of every op that names the available ones", () => {
    const none = {backend: "gpu"};
    expect(() => resampleSync(x, s, t, none)).toThrow(message("resample", "gpu"));
    expect(() => fuseSync([{x, s}], t, none)).toThrow(message("fuse", "gpu"));
    const grid: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [1, 1, 1], mode: "count"};
    expect(() => voxelizeSync(floats(1, 3), null, {...grid, ...none})).toThrow(message("voxelize", "gpu"));
  });
  it("that was not built says why", () => {
    for (const state of backendStates())
      if (state.backend === null)
        expect(() => getBackend("fuse", state.name)).toThrow(
          `fuse: no backend "${state.name}" here: ${state.why}; available: ${available}`
        );
  });
  it("is not found among inherited names", () =>
    expect(() => getBackend("fuse", "toString")).toThrow(message("fuse", "toString")));
  it("is apart from a missing op", () =>
    expect(() => getOp("blur")).toThrow('no op "blur", expected resample, fuse, voxelize'));
});

describe("threads", () => {
  it.each([-1, 1.5, NaN, 1025])("of %s are refused", (threads) =>
    expect(() => resampleSync(x, s, t, {threads})).toThrow(
      `resample: threads is ${threads}, expected a whole number from 0 (as many as there are) to 1024`
    )
  );
});

describe("out", () => {
  it("of another shape or dtype is refused", () => {
    const out = tensor("float32", [1, 1, 1]);
    expect(() => resampleSync(floats(1, 2, 3), clock(1, 2), clock(1, 2), {out})).toThrow(
      "resample: out has shape [1,1,1], expected [1,2,3]"
    );
    const bits = tensor("bfloat16", [1, 2, 3]);
    expect(() => resampleSync(floats(1, 2, 3), clock(1, 2), clock(1, 2), {out: bits})).toThrow(
      "resample: out is bfloat16, expected float32"
    );
    const grid: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [2, 1, 1], mode: "count"};
    expect(() => voxelizeSync(floats(1, 3), null, {...grid, out: tensor("uint32", [1, 1, 1])})).toThrow(
      "voxelize: out has shape [1,1,1], expected [2,1,1]"
    );
  });
});
