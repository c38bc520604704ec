import {afterAll, expect, it} from "vitest";
import {seeded} from "../seeded.ts";
import {Inputs} from "../warehouse/inputs.ts";
import {digestsInOrder, orders} from "../warehouse/orders.ts";

const seed = 43;
const hour = 3_600_000;
afterAll(() => Inputs.removeAll());

it(
  "ingest gives the same tables for every order of a rotated pair, a duplicate, a growing file and two writers",
  async ({task}) => {
    const random = seeded(seed);
    const all = orders();
    Object.assign(task.meta, {cases: all.length, seed});
    const whole = await digestsInOrder(all[0]!, {...random, integer: () => 0});
    for (const order of all) expect(await digestsInOrder(order, random), order.join(", ")).toEqual(whole);
  },
  hour
);
