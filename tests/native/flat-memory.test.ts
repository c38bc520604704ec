import {execFileSync} from "node:child_process";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {describe, expect, it} from "vitest";
import {availableBackends} from "../../native/index.ts";

const door = pathToFileURL(join(import.meta.dirname, "../../.build/native/index.js")).href;

/** Memory of a process in bytes, after its garbage was collected. */
interface Memory {
  rss: number;
  /** Of typed arrays, which alone hold what the ops read and write. */
  arrays: number;
}

/**
 * Ten thousand calls in a process of their own, a tenth of them refused, after five thousand that grow its heaps to
 * their size. Each makes a result of 4 to 8 KiB and reads as much. `later`: promises, a hundred at once.
 */
const script = (backend: string, later: boolean): string => `
  import {fuse, fuseSync, resample, resampleSync, tensor, voxelize, voxelizeSync} from ${JSON.stringify(door)};
  const backend = ${JSON.stringify(backend)};
  const clock = (n, bad) => tensor("float64", [1, n], Float64Array.from({length: n}, (_, k) => (bad && k === 3 ? 1 : k)));
  async function call(n) {
    const [size, bad] = [64 + (n % 64), n % 10 === 7];
    const x = tensor("float32", [1, size, 16], new Float32Array(16 * size).fill(n));
    const [s, t] = [clock(size, bad), clock(size, false)];
    const grid = {origin: [0, 0, 0], size: bad ? -1 : 1, shape: [8, 8, 16 + (n % 16)], mode: "count", backend};
    const cloud = tensor("float32", [size, 3]);
    const ops = ${
      later
        ? "[() => resample(x, s, t, {backend}), () => fuse([{x, s}], t, {backend}), () => voxelize(cloud, null, grid)]"
        : "[() => resampleSync(x, s, t, {backend}), () => fuseSync([{x, s}], t, {backend}), () => voxelizeSync(cloud, null, grid)]"
    };
    try {
      await ops[n % 3]();
      return bad ? "was not refused" : null;
    } catch (error) {
      return bad && error instanceof RangeError ? null : String(error);
    }
  }
  async function calls(from, to) {
    for (let n = from; n < to; n += 100) {
      const wrong = (await Promise.all(Array.from({length: 100}, (_, k) => call(n + k)))).filter(Boolean);
      if (wrong.length > 0) throw new Error(wrong[0]);
    }
  }
  async function memory() {
    for (let n = 0; n < 5; ++n) await new Promise((done) => setTimeout(done, 5)), gc();
    const {rss, arrayBuffers: arrays} = process.memoryUsage();
    return {rss, arrays};
  }
  await calls(0, 5000);
  const before = await memory();
  await calls(5000, 15_000);
  process.stdout.write(JSON.stringify([before, await memory()]));
`;

function run(backend: string, later: boolean): [Memory, Memory] {
  const flags = ["--expose-gc", "--max-semi-space-size=2", "--input-type=module", "--eval", script(backend, later)];
  return JSON.parse(execFileSync(process.execPath, flags, {encoding: "utf8"})) as [Memory, Memory];
}

/**
 * One array of 4 KiB or more that every call kept would be 40 MiB after 10,000 calls. The arenas of the allocator move by
 * up to 6 MiB; V8's young generation, which would move by 16 MiB, is held at its size.
 */
const mostGrowth = 16 * 2 ** 20;
/** What the runtime itself holds in typed arrays, with some room: a few buffers of 8 KiB. */
const mostArrays = 2 ** 17;

describe.each(availableBackends())("10,000 calls on %s", (backend) => {
  it.each([
    ["blocking", false],
    ["as promises, a hundred at once", true]
  ])("%s leave the memory as it was", (_, later) => {
    const [before, after] = run(backend, later);
    expect(after.arrays - before.arrays).toBeLessThan(mostArrays);
    expect(after.rss - before.rss).toBeLessThan(mostGrowth);
  });
});
