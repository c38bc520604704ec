import {afterAll, expect, it} from "vitest";
import {formats, fuzz} from "../formats/fuzz.ts";
import {Watchdog} from "../formats/watchdog.ts";

const all = 100_000;
const cases = Math.ceil(all / formats.length);
const seed = 1_000_000;
const hour = 3_600_000;
const watchdog = new Watchdog(60);
afterAll(() => watchdog.end());

for (const format of formats)
  it(
    `${format.name} accounts for every byte of mutated files, and what was not touched stays what it was`,
    ({task}) => {
      Object.assign(task.meta, {cases, seed});
      expect(fuzz(format, {cases, seed, bytes: 64 * 1024, files: 6, watchdog})).toBe(cases);
    },
    hour
  );
