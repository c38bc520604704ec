import {describe, expect, it} from "vitest";
import {firstDifference} from "../../loaders/record/run-log.ts";
import type {RunRow} from "../../loaders/record/run-log.ts";
import {checkTwins} from "../../loaders/record/runs.ts";

const log = (...losses: number[]): RunRow[] => [
  {type: "run", seed: 1},
  ...losses.map((loss, n) => ({
    step: n + 1,
    time: `at ${loss} ${n}`,
    train: {loss},
    throughput: {samples_per_second: loss}
  })),
  {type: "end", step: losses.length}
];

describe("firstDifference(a, b)", () => {
  it("is null where all metrics are equal, whatever the times", () => {
    const later = log(3, 2).map((row) => ({...row, time: "later", throughput: {samples_per_second: 0}}));
    expect(firstDifference(log(3, 2), later)).toBeNull();
  });
  it("names the step and the metric", () =>
    expect(firstDifference(log(3, 2, 1), log(3, 2 + 2 ** -50, 1))).toEqual({step: 2, metric: "train/loss"}));
  it("sees a metric that only one has", () =>
    expect(firstDifference([{step: 1, val: {loss: 1}}], [{step: 1}])).toEqual({step: 1, metric: "val"}));
  it("sees a run that ends before the other", () =>
    expect(firstDifference(log(3), log(3, 2))).toEqual({step: 2, metric: ""}));
});

describe("checkTwins(twin, logs)", () => {
  const same = {first: "reach-h64-seed1", second: "reach-h64-seed1-repeat", equal: true} as const;
  const apart = {first: "reach-h64-seed1-arrival-a", second: "reach-h64-seed1-arrival-b", equal: false} as const;
  const logs = (twin: {first: string; second: string}, a: RunRow[], b: RunRow[]) =>
    new Map([
      [twin.first, a],
      [twin.second, b]
    ]);
  it("says that a repeat is equal, and throws where it is not", () => {
    expect(checkTwins(same, logs(same, log(1), log(1)))).toContain("is equal to reach-h64-seed1 in every metric");
    expect(() => checkTwins(same, logs(same, log(1), log(2)))).toThrow(
      "differs from reach-h64-seed1 at step 1 in train/loss"
    );
  });
  it("says where runs diverge, and throws where they do not", () => {
    expect(checkTwins(apart, logs(apart, log(3, 1), log(3, 2)))).toContain("at step 2 (train/loss)");
    expect(() => checkTwins(apart, logs(apart, log(1), log(1)))).toThrow("the order of summation had no effect");
  });
});
