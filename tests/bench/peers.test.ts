import {execFileSync} from "node:child_process";
import {describe, expect, it} from "vitest";
import {defaultBackend} from "../../native/index.ts";
import {resampleCase, voxelCase} from "../../loaders/bench/cases.ts";
import {compareCase, isShared} from "../../loaders/bench/peers/compare.ts";
import {peerNames, startPeer} from "../../loaders/bench/peers/process.ts";
import type {PeerName} from "../../loaders/bench/peers/process.ts";

/** The first of the Pythons of this machine that has the package. */
function pythonWith(peer: PeerName): string | null {
  const paths = (process.env.PATH ?? "").split(":").map((folder) => `${folder}/python3`);
  return paths.find((python) => runs(python, `import ${peer}`)) ?? null;
}

function runs(python: string, code: string): boolean {
  try {
    execFileSync(python, ["-c", code], {stdio: "ignore"});
    return true;
  } catch {
    return false;
  }
}

const shape = {B: 2, S: 300, T: 200, D: 16};
const cases = [
  resampleCase(shape, "float32", "everyday"),
  resampleCase(shape, "bfloat16", "everyday"),
  voxelCase({N: 20_000, F: 0, edge: 16}, "count", "uniform", "everyday"),
  voxelCase({N: 20_000, F: 0, edge: 16}, "count", "clustered", "everyday")
];

describe.each(peerNames)("%s", (name) => {
  const python = pythonWith(name);
  it("computes what we compute, and is timed in the same rounds", async () => {
    if (!python) return void process.stderr.write(`skipped: no python3 here has ${name}\n`);
    const peer = await startPeer(name, python, 1);
    if ("absent" in peer) throw new Error(`expected ${name} in ${python}, found ${peer.absent}`);
    const lacks: string[] = [];
    const options = {backend: defaultBackend(), threads: 1, rounds: 2, onLack: (why: string) => lacks.push(why)};
    for (const subject of cases) {
      const contests = await compareCase(subject, [peer], options);
      const timed = contests.map(({contender}) => contender);
      const takesPart = !(name === "numpy" && subject.dtype === "bfloat16");
      expect(timed).toEqual(takesPart ? [options.backend, name] : [options.backend]);
      for (const {samples} of contests) expect([samples.cold, samples.warm].map(({endToEnd}) => endToEnd.length)).toEqual([2, 2]); // prettier-ignore
    }
    expect(lacks).toHaveLength(name === "numpy" ? 1 : 0);
    peer.end();
  });
});

describe("startPeer(peer, python, threads)", () => {
  it("says that there is no such Python", async () => {
    expect(await startPeer("numpy", "no-such-python", 1)).toEqual({peer: "numpy", absent: "no program no-such-python"});
  });
});

describe("isShared(case)", () => {
  it("leaves out what the peers have no function for", () => {
    expect(isShared(voxelCase({N: 9, F: 1, edge: 2}, "sum", "uniform", "everyday"))).toBe(false);
    expect(cases.every(isShared)).toBe(true);
  });
});
