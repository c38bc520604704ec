import {afterAll, describe, expect, it} from "vitest";
import {formats, fuzz} from "./fuzz.ts";
import {Watchdog} from "./watchdog.ts";

const watchdog = new Watchdog(30);
afterAll(() => watchdog.end());

/** Per format, of the cases of tests/long/fuzz.test.ts a sample. */
const cases = 25;

describe("mutated files", () => {
  it.each(formats.map((format) => [format.name, format] as const))("%s", (_name, format) => {
    expect(fuzz(format, {cases, seed: 1, bytes: 8 * 1024, files: 2, watchdog})).toBe(cases);
  });
});
