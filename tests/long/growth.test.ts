import {afterAll, expect, it} from "vitest";
import {seeded} from "../seeded.ts";
import {grownInSteps, growingLogs} from "../warehouse/growing-logs.ts";
import {cleanDigests, Inputs} from "../warehouse/inputs.ts";

const [seed, cases] = [53, 40];
const hour = 3_600_000;
afterAll(() => Inputs.removeAll());

it(
  "files that grow in five steps, cut at any byte, give the tables of one clean ingest",
  async ({task}) => {
    Object.assign(task.meta, {cases, seed});
    const clean = await cleanDigests(growingLogs);
    const random = seeded(seed);
    for (let n = 0; n < cases; n++) expect(await grownInSteps(growingLogs, random), `case ${n}`).toEqual(clean);
  },
  hour
);
