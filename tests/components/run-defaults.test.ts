import {describe, expect, it} from "vitest";
import {defaultMetric, defaultRuns, resultsFirst} from "../../src/components/run-defaults.ts";
import type {MetricRow, RunRow} from "../../src/components/run-rows.ts";

const metric = (name: string, runs = 3, most_points = 20): MetricRow =>
  ({metric: name, runs, most_points}) as MetricRow;
const run = (run_id: string, group_key: string): RunRow => ({run_id, group_key}) as RunRow;

describe("defaultMetric(metrics)", () => {
  it.each([
    ["held-out before training data", [metric("train/loss"), metric("val/loss")], "val/loss"],
    ["a result before the machine", [metric("system/cpu_percent", 9), metric("train/loss", 3)], "train/loss"],
    ["a curve before a single value", [metric("test/score", 9, 1), metric("train/loss", 3)], "train/loss"],
    ["what most runs have", [metric("val/accuracy", 2), metric("eval/loss", 5)], "eval/loss"],
    ["a result before a schedule", [metric("train/lr"), metric("reward")], "reward"]
  ])("takes %s", (_, metrics, expected) => {
    expect(defaultMetric(metrics)?.metric).toBe(expected);
  });

  it("takes one figure for all classes before the figures of each", () => {
    const classes = Array.from({length: 20}, (_, i) => metric(`val/IoU.class${i}`));
    expect(defaultMetric([...classes, metric("val/mIoU")])?.metric).toBe("val/mIoU");
    expect(
      resultsFirst([...classes, metric("loss"), metric("val/mIoU")])
        .slice(0, 2)
        .map((m) => m.metric)
    ).toEqual(["val/mIoU", "loss"]);
  });

  it("does not take a split with many metrics for a family of details", () => {
    const many = Array.from({length: 20}, (_, i) => metric(`train/part${i}`));
    expect(defaultMetric([...many, metric("train/loss")])?.metric).toBe("train/loss");
  });

  it("is null without metrics", () => {
    expect(defaultMetric([])).toBeNull();
  });
});

describe("resultsFirst(metrics)", () => {
  it("puts held-out results first and what the machine measured of itself last", () => {
    const names = resultsFirst([{metric: "system/rss"}, {metric: "train/loss"}, {metric: "kl"}, {metric: "val/loss"}]);
    expect(names.map((m) => m.metric)).toEqual(["val/loss", "train/loss", "kl", "system/rss"]);
  });
});

describe("defaultRuns(runs, having, limit)", () => {
  const all = ["a", "b", "c"].flatMap((g) => [1, 2, 3].map((n) => run(`${g}${n}`, g)));
  const having = new Set(all.map(({run_id}) => run_id));

  it("adds whole groups while they fit", () => {
    expect(defaultRuns(all, having, 6)).toEqual(["a1", "a2", "a3", "b1", "b2", "b3"]);
    expect(defaultRuns(all, having, 5)).toEqual(["a1", "a2", "a3"]);
  });

  it("cuts a first group that is too large", () => {
    expect(defaultRuns(all, having, 2)).toEqual(["a1", "a2"]);
  });

  it("takes only runs that log the metric", () => {
    expect(defaultRuns(all, new Set(["b2"]), 6)).toEqual(["b2"]);
  });
});
