import {describe, expect, it} from "vitest";
import {getOp, ops, resampleSync, tensor, toBfloat16, voxelModes, voxelizeSync} from "../../native/index.ts";
import type {VoxelizeParameters} from "../../native/index.ts";
import {benchmarkCases, fuseCase, resampleCase, suites, voxelCase} from "../../loaders/bench/cases.ts";
import {distributions, makePoints} from "../../loaders/bench/inputs.ts";
import type {Distribution} from "../../loaders/bench/inputs.ts";
import {resampleError, voxelError} from "../../loaders/bench/reference.ts";
import {seeded} from "../seeded.ts";

describe("resampleError(x, s, t, y)", () => {
  const x = tensor("float32", [1, 3, 1], Float32Array.of(1, 4, 2));
  const s = tensor("float64", [1, 3], Float64Array.of(0, 1, 2));
  const t = tensor("float64", [1, 3], Float64Array.of(-1, 0.3, 2));
  it("is small for the op's result and large for another", () => {
    const {y} = resampleSync(x, s, t);
    expect(resampleError(x, s, t, y)).toBeLessThan(1);
    y.data[1] = y.data[1]! + 3 * 2 ** -21;
    expect(resampleError(x, s, t, y)).toBeGreaterThan(2.5);
    expect(resampleError(x, s, t, y)).toBeLessThan(3.5);
  });
  it("counts in units of bfloat16 where the values are", () => {
    const narrow = tensor("bfloat16", [1, 3, 1], toBfloat16(x.data));
    const {y} = resampleSync(narrow, s, t);
    expect(resampleError(narrow, s, t, y)).toBeLessThanOrEqual(0.5);
    y.data[1] = y.data[1]! + 8;
    expect(resampleError(narrow, s, t, y)).toBeGreaterThan(1.5);
  });
});

describe("voxelError(points, features, parameters, grid)", () => {
  const random = seeded(1);
  const points = tensor(
    "float32",
    [300, 3],
    Float32Array.from({length: 900}, () => random.uniform(-0.2, 2.2))
  );
  const features = tensor(
    "float32",
    [300, 2],
    Float32Array.from({length: 600}, () => random.uniform(-1, 1))
  );
  it.each(voxelModes)("%s: none for the op's result, some for another", (mode) => {
    const parameters: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [2, 2, 2], mode};
    const given = mode === "count" || mode === "occupancy" ? null : features;
    const {grid} = voxelizeSync(points, given, parameters);
    const error = (): number => voxelError(points.data, given?.data ?? null, parameters, grid.data);
    expect(error()).toBe(0);
    new Uint32Array(grid.data.buffer)[3]! += 2;
    expect(error()).toBeGreaterThan(1);
  });
});

describe("benchmarkCases()", () => {
  const cases = benchmarkCases();
  it("has names of its own for each", () => expect(new Set(cases.map(({name}) => name)).size).toBe(cases.length));
  it.each(suites)("%s has every op with every dtype that it takes, and every mode", (suite) => {
    const own = cases.filter((subject) => subject.suite === suite);
    const kinds = (op: string): Set<string> =>
      new Set(own.filter((subject) => subject.op === op).map(({dtype}) => dtype));
    for (const {name, inputs} of ops) expect([name, kinds(name)]).toEqual([name, new Set<string>(inputs[0].dtypes)]);
    expect(new Set(own.flatMap(({axes}) => axes.mode ?? []))).toEqual(new Set(voxelModes));
  });
  it("states a cost for each", () => {
    for (const {cost} of cases) expect([cost.bytes > 0, cost.flops > 0]).toEqual([true, true]);
  });
  it("reads the targets of unequal streams once", () => {
    const fuse = fuseCase({B: 2, T: 3, streams: [[4, 5], [6, 7]]}, "float32", "kernels"); // prettier-ignore
    const source = 4 * (4 * 5 + 6 * 7) + 8 * (4 + 6);
    expect(fuse.cost.bytes).toBe(2 * (source + 8 * 3 + 4 * 3 * (5 + 7)));
    expect(fuse.axes).toEqual({B: 2, T: 3, S: "4+6", D: "5+7"});
  });
  it.each(Object.keys(distributions) as Distribution[])(
    "%s points are all inside, and the same each time",
    (spread) => {
      const {data} = makePoints(3000, spread, 3);
      expect(data.every((coordinate) => coordinate >= 0 && coordinate < 1)).toBe(true);
      expect(makePoints(3000, spread, 3).data).toEqual(data);
    }
  );
  it("clusters the points of a clustered cloud", () => {
    const filled = (spread: Distribution): number => {
      const work = voxelCase({N: 3000, F: 0, edge: 16}, "occupancy", spread, "kernels").prepare()();
      work.run({backend: "js"});
      return (work.output.data as Uint32Array).reduce((sum, cell) => sum + cell, 0);
    };
    expect(filled("clustered")).toBeLessThan(filled("uniform") / 2);
  });
});

describe("a prepared case", () => {
  const small = benchmarkCases().filter(({cost}) => cost.bytes < 3e5);
  it.each(small.map((subject) => [subject.name, subject] as const))("%s is verified, poison is not", (_, subject) => {
    const work = subject.prepare()();
    expect(work.errorUlp()).toBeGreaterThan(1);
    work.run({backend: "js"});
    expect(work.errorUlp()).toBeLessThanOrEqual(getOp(subject.op).tolerance[subject.resultDtype]!.ulp);
  });
  it("gives sets that are equal and share no memory", () => {
    const make = resampleCase({B: 1, S: 4, T: 2, D: 3}, "bfloat16", "everyday").prepare();
    const [first, second] = [make(), make()];
    expect(second.inputs).toEqual(first.inputs);
    first.inputs.x!.data.fill(0);
    expect(second.inputs).not.toEqual(first.inputs);
  });
});
