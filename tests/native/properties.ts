import {seeded} from "../seeded.ts";
import type {Seeded} from "../seeded.ts";
import {checkFuse, checkResample} from "./interpolation-check.ts";
import {drawInterpolation} from "./interpolation-cases.ts";
import {checkVoxelize} from "./voxel-check.ts";
import {drawVoxels, voxelShape} from "./voxel-cases.ts";

/** One case in so many is large enough for several threads to share; a prime, so that it comes by every kind of case. */
const largeEvery = 97;
const isLarge = (n: number): boolean => n % largeEvery === 50;

/** What holds of every op, case by case: `check(n)` draws the case with this number, the same everywhere, and checks it. */
export const properties: {op: string; seed: number; check(n: number): Promise<void>}[] = [
  {
    op: "resample",
    seed: 1,
    check(n) {
      const random = caseOf(1, n);
      return checkResample(drawInterpolation(random, {streams: 1, large: isLarge(n)}), random);
    }
  },
  {
    op: "fuse",
    seed: 2,
    check: (n) => checkFuse(drawInterpolation(caseOf(2, n), {streams: 5, large: isLarge(n)}))
  },
  {
    op: "voxelize",
    seed: 3,
    check(n) {
      const random = caseOf(3, n);
      return checkVoxelize(drawVoxels(random, {...voxelShape(n), large: isLarge(n)}), random);
    }
  }
];

/** A source of its own for each case, so that one can be drawn without those before it. */
function caseOf(seed: number, n: number): Seeded {
  return seeded(seeded(seed * 1_000_003 + n).bits());
}

/** Checks the cases from 0 on. What fails names the op, the seed and the case. */
export async function checkCases({op, seed, check}: (typeof properties)[number], cases: number): Promise<void> {
  for (let n = 0; n < cases; ++n) {
    try {
      await check(n);
    } catch (error) {
      throw new Error(`${op}, seed ${seed}, case ${n}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error
      });
    }
  }
}
