import {afterAll, expect, it} from "vitest";
import {removePlaces} from "../cli/cli.ts";
import {KillGround, killAtRandom} from "../cli/kills.ts";
import {seeded} from "../seeded.ts";

const cases = 100;
const seed = 53;
const megabytes = 100;
const hours = 6 * 3_600_000;
afterAll(removePlaces);

it(
  `after a kill at any moment of an ingest of ${megabytes} MB the next gives the tables of a clean one`,
  async ({task}) => {
    Object.assign(task.meta, {cases, seed});
    const ground = new KillGround();
    await ground.prepare(megabytes * 1e6);
    const hits = await killAtRandom(ground, cases, seeded(seed), ({kind, moment, between, after}) => {
      const before = kind === "first" ? null : ground.half;
      expect([before, ground.whole], `killed ${moment} into the ${kind} ingest`).toContainEqual(between);
      expect(after).toEqual(ground.whole);
    });
    expect(hits).toBeGreaterThan(cases / 2);
  },
  hours
);
