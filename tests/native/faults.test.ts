import {describe, expect, it} from "vitest";
import {availableBackends, fuse, fuseSync, tensor} from "../../native/index.ts";
import type {LaterOptions, Stream, Tensor} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import type {Seeded} from "../seeded.ts";

/** Times of B batches, some of which have one fault: a step back, a NaN, an infinity. */
function faultyTimes(random: Seeded, batches: number, count: number, share: number): Tensor<"float64"> {
  const times = tensor(
    "float64",
    [batches, count],
    Float64Array.from({length: batches * count}, (_, n) => n % count)
  );
  for (let b = 0; b < batches; ++b)
    if (random.uniform(0, 1) < share)
      times.data[b * count + random.integer(1, count - 1)] = random.pick([-1, NaN, Infinity, -Infinity]);
  return times;
}

interface FaultyCall {
  streams: Stream[];
  t: Tensor<"float64">;
}

/** Several streams and batches with faults in some of their times; every eighth is large enough to be shared by threads. */
function faultyCall(n: number): FaultyCall {
  const random = seeded(9000 + n);
  const batches = random.integer(1, 7);
  const large = n % 8 === 0;
  const streams = Array.from({length: random.integer(1, 3)}, () => {
    const samples = large ? random.integer(2000, 5000) : random.integer(2, 6);
    return {x: tensor("float32", [batches, samples, 4]), s: faultyTimes(random, batches, samples, 0.3)};
  });
  return {streams, t: faultyTimes(random, batches, large ? 8000 : 5, 0.15)};
}

async function messageOf(call: () => unknown): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(availableBackends().filter((backend) => backend !== "js"))(
  "200 calls with several faults, on %s",
  (backend) => {
    it.each([1, 2, 7, 0])("name the one that js names, with %d threads", async (threads) => {
      let refused = 0;
      for (let n = 0; n < 200; ++n) {
        const {streams, t} = faultyCall(n);
        const expected = await messageOf(() => fuseSync(streams, t, {backend: "js"}));
        const options: LaterOptions = {backend, threads};
        expect(await messageOf(() => fuseSync(streams, t, options)), `call ${n}`).toBe(expected);
        expect(await messageOf(() => fuse(streams, t, options)), `call ${n}, as a promise`).toBe(expected);
        if (expected !== null) refused++;
      }
      expect(refused).toBeGreaterThan(100);
      expect(refused).toBeLessThan(200);
    });
  }
);
