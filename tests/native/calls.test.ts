import {setTimeout as later} from "node:timers/promises";
import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";
import {describe, expect, it} from "vitest";
import {
  availableBackends,
  fuse,
  fuseSync,
  resample,
  resampleSync,
  tensor,
  voxelize,
  voxelizeSync
} from "../../native/index.ts";
import type {LaterOptions, Tensor, VoxelizeParameters} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import type {Seeded} from "../seeded.ts";
import {bytesOf} from "./embedding.ts";
import {column, times} from "./tensors.ts";

const backends = availableBackends();
/** `js` works on the caller's thread, also where a promise is asked for. */
const offTheLoop = backends.filter((backend) => backend !== "js");

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** A call in both ways, which give a tensor or throw. */
interface Call {
  now(options: LaterOptions): Tensor;
  later(options: LaterOptions): Promise<Tensor>;
  /** The message of what it throws, null where it does not. */
  refusal: string | null;
}

const uniform = (random: Seeded, count: number): number[] => Array.from({length: count}, () => random.uniform(-1, 1));
const clock = (random: Seeded, count: number): number[] => uniform(random, count).sort((a, b) => a - b);

function validCall(random: Seeded): Call {
  const [S, T] = [random.integer(1, 30), random.integer(1, 30)];
  const [x, s, t] = [column(uniform(random, S)), times(clock(random, S)), times(clock(random, T))];
  const streams = [
    {x, s},
    {x: column(uniform(random, 2)), s: times([-1, 1])}
  ];
  const points = tensor("float32", [S, 3], Float32Array.from(uniform(random, 3 * S)));
  const parameters: VoxelizeParameters = {origin: [-1, -1, -1], size: 0.5, shape: [4, 4, 4], mode: "sum"};
  const features = tensor("float32", [S, 1], x.data);
  return random.pick<Call>([
    {
      now: (options) => resampleSync(x, s, t, options).y,
      later: async (options) => (await resample(x, s, t, options)).y,
      refusal: null
    },
    {
      now: (options) => fuseSync(streams, t, options).y,
      later: async (options) => (await fuse(streams, t, options)).y,
      refusal: null
    },
    {
      now: (options) => voxelizeSync(points, features, {...parameters, ...options}).grid,
      later: async (options) => (await voxelize(points, features, {...parameters, ...options})).grid,
      refusal: null
    }
  ]);
}

/** A call that is refused: by the door, by the backend for the times of one batch, or by it for those of one stream. */
function invalidCall(random: Seeded): Call {
  const bad = random.integer(1, 9);
  const decreasing = Array.from({length: 10}, (_, n) => (n === bad ? n - 2 : n));
  const good = times(Array.from({length: 10}, (_, n) => n));
  const x = column(uniform(random, 10));
  const streams = [
    {x, s: good},
    {x, s: times(decreasing)}
  ];
  const order = `source ${bad}: time ${bad - 2} comes after ${bad - 1}, expected times that do not decrease`;
  const parameters: VoxelizeParameters = {origin: [0, 0, 0], size: -bad, shape: [2, 2, 2], mode: "count"};
  const points = tensor("float32", [1, 3]);
  return random.pick<Call>([
    {
      now: (options) => resampleSync(x, times(decreasing), good, options).y,
      later: async (options) => (await resample(x, times(decreasing), good, options)).y,
      refusal: `resample: batch 0, ${order}`
    },
    {
      now: (options) => resampleSync(x, good, times([0, NaN]), options).y,
      later: async (options) => (await resample(x, good, times([0, NaN]), options)).y,
      refusal: "resample: batch 0, target 1: time is NaN, expected a finite number"
    },
    {
      now: (options) => fuseSync(streams, good, options).y,
      later: async (options) => (await fuse(streams, good, options)).y,
      refusal: `fuse: stream 1: batch 0, ${order}`
    },
    {
      now: (options) => voxelizeSync(points, null, {...parameters, ...options}).grid,
      later: async (options) => (await voxelize(points, null, {...parameters, ...options})).grid,
      refusal: `voxelize: size is ${-bad} on x, expected a finite number above 0`
    },
    {
      now: (options) => resampleSync(column([1]), good, good, options).y,
      later: async (options) => (await resample(column([1]), good, good, options)).y,
      refusal: "resample: s has shape [1,10], expected [1,1] as in x [1,1,1]"
    }
  ]);
}

/** A thousand calls of which every tenth is invalid. */
function thousandCalls(): Call[] {
  const random = seeded(71);
  return Array.from({length: 1000}, (_, n) => (n % 10 === 7 ? invalidCall(random) : validCall(random)));
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  return error.message;
}

describe.each(backends)("a thousand calls of which every tenth is invalid, on %s", (backend) => {
  const calls = thousandCalls();
  const expected = calls.map(({refusal}) => refusal);
  it("are a hundred that throw, each with its words, and nine hundred that are right", () => {
    const found = calls.map(({now, refusal}) => {
      try {
        const result = now({backend});
        if (refusal === null) expect(bytesOf(result).equals(bytesOf(now({backend: "js"})))).toBe(true);
        return null;
      } catch (error) {
        return messageOf(error);
      }
    });
    expect(found).toEqual(expected);
    expect(found.filter((message) => message !== null).length).toBe(100);
  });
  it("are a hundred that reject, each with its words, where all are promises at once", async () => {
    const settled = await Promise.allSettled(calls.map(({later}) => later({backend, threads: 2})));
    const found = settled.map((outcome) => (outcome.status === "rejected" ? messageOf(outcome.reason) : null));
    expect(found).toEqual(expected);
    settled.forEach((outcome, n) => {
      if (outcome.status === "fulfilled")
        expect(bytesOf(outcome.value).equals(bytesOf(calls[n]!.now({backend: "js"})))).toBe(true);
    });
  });
});

/** Some hundred milliseconds of work: sums that float64 does not hold, in 262,144 cells. */
function longCall() {
  const random = seeded(72);
  const count = 1_000_000;
  const places = Float32Array.from({length: 4999}, () => random.uniform(0, 64));
  const values = places.map(() => random.anyFloat32());
  const points = tensor("float32", [count, 3]);
  const features = tensor("float32", [count, 8]);
  for (let at = 0; at < points.data.length; ++at) points.data[at] = places[at % 4999]!;
  for (let at = 0; at < features.data.length; ++at) features.data[at] = values[at % 4999]!;
  const parameters: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [64, 64, 64], mode: "sum"};
  return {points, features, parameters};
}

describe("promises of ops", () => {
  it.each(backends)("on %s reject with the reason of a signal that is aborted already", async (backend) => {
    const reason = new Error("no longer wanted");
    const [x, s] = [column([1, 2]), times([0, 1])];
    const options = {backend, signal: AbortSignal.abort(reason)};
    const grid: VoxelizeParameters = {origin: [0, 0, 0], size: 1, shape: [1, 1, 1], mode: "count"};
    await expect(resample(x, s, s, options)).rejects.toBe(reason);
    await expect(fuse([{x, s}], s, options)).rejects.toBe(reason);
    await expect(voxelize(tensor("float32", [1, 3]), null, {...grid, ...options})).rejects.toBe(reason);
  });

  it.each(backends)(
    "on %s take a signal that is never aborted, and one that is aborted afterwards",
    async (backend) => {
      const control = new AbortController();
      const [x, s] = [column([1, 2]), times([0, 1])];
      expect([...(await resample(x, s, s, {backend, signal: control.signal})).y.data]).toEqual([1, 2]);
      control.abort(new Error("too late"));
    }
  );

  it.each(backends)("on %s hold their arrays until they are done", async (backend) => {
    const random = seeded(73);
    const expected: string[] = [];
    const running = Array.from({length: 100}, () => {
      const {now, later} = validCall(random);
      expected.push(bytesOf(now({backend: "js"})).toString("hex"));
      return later({backend});
    });
    collectGarbage();
    const found = await Promise.all(running);
    expect(found.map((result) => bytesOf(result).toString("hex"))).toEqual(expected);
  });

  it.each(offTheLoop)("on %s leave the event loop free", async (backend) => {
    const {points, features, parameters} = longCall();
    let done = false;
    const running = voxelize(points, features, {...parameters, backend}).then((result) => ((done = true), result));
    let turns = 0;
    for (; !done; turns++) await later(1);
    expect((await running).milliseconds).toBeGreaterThan(20);
    expect(turns).toBeGreaterThan(3);
  });

  it.each(offTheLoop)(
    "on %s stop early where they are aborted, and the next call is right",
    {retry: 3},
    async (backend) => {
      const {points, features, parameters} = longCall();
      const whole = await voxelize(points, features, {...parameters, backend, threads: 1});
      const control = new AbortController();
      const reason = new Error("no longer wanted");
      const running = voxelize(points, features, {...parameters, backend, threads: 1, signal: control.signal});
      const start = performance.now();
      setImmediate(() => control.abort(reason));
      await expect(running).rejects.toBe(reason);
      expect(performance.now() - start).toBeLessThan(whole.milliseconds);
      const again = voxelizeSync(points, features, {...parameters, backend});
      expect(bytesOf(again.grid).equals(bytesOf(whole.grid))).toBe(true);
    }
  );
});
