import {it} from "vitest";
import {availableBackends} from "../../native/index.ts";
import {checkCases, properties} from "../native/properties.ts";

const cases = 10_000;
const hour = 3_600_000;

for (const property of properties)
  it(
    `${property.op} is exact, and the same bits on every backend, number of threads and way to call it`,
    async ({task}) => {
      Object.assign(task.meta, {cases, seed: property.seed, backends: availableBackends()});
      await checkCases(property, cases);
    },
    hour
  );
