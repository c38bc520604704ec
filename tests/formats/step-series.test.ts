import {describe, expect, it} from "vitest";
import {memory, StepSeries} from "../../loaders/formats/run-log/step-series.ts";
import {trainingNdjson} from "../../loaders/formats/training-ndjson/index.ts";
import type {FactRow} from "../../loaders/rows.ts";
import {seeded} from "../seeded.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

type Logged = {step: number; loss: number; epoch?: number; [key: string]: unknown};

/** Segments as [steps…] and the writers of each, from rows logged in this order. */
function segmentsOf(rows: Logged[]): {steps: number[][]; writers: number[]} {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const parsed = [...trainingNdjson.parse(sourceOf("log.ndjson", text))];
  assertTiles(parsed, text.length);
  const facts = parsed.filter((row): row is FactRow => "values" in row);
  const runs = facts.filter(({table}) => table === "run").map(({values}) => values);
  const losses = facts.filter(({table, values}) => table === "metric" && values.name === "loss");
  const steps = runs.map(({run_id}) =>
    losses.filter(({values}) => values.run_id === run_id).map(({values}) => Number(values.step))
  );
  expect(losses).toHaveLength(rows.length);
  return {steps, writers: runs.map(({writers}) => Number(writers))};
}

const range = (from: number, to: number, by = 1) =>
  Array.from({length: Math.floor((to - from) / by) + 1}, (_, i) => from + i * by);
const run = (steps: number[], level: number): Logged[] => steps.map((step) => ({step, loss: level + step / 1024}));

describe("restarts of the step", () => {
  it("split where the step falls to the beginning", () =>
    expect(segmentsOf([...run(range(1, 50), 1), ...run(range(1, 40), 2)])).toEqual({
      steps: [range(1, 50), range(1, 40)],
      writers: [1, 1]
    }));
  it("split runs of a few rows", () =>
    expect(segmentsOf([1, 2, 3, 1, 2, 3, 4, 1, 1].map((step, i) => ({step, loss: i})))).toEqual({
      steps: [
        [1, 2, 3],
        [1, 2, 3, 4],
        [1, 1]
      ],
      writers: [1, 1, 2]
    }));
  it("split where a run goes on from a checkpoint", () =>
    expect(
      segmentsOf([...run(range(0, 1000, 10), 1), ...run(range(500, 1500, 10), 2)]).steps.map((steps) => steps.length)
    ).toEqual([101, 101]));
  it("split where it goes on from a checkpoint a few rows back", () =>
    expect(segmentsOf([...run(range(0, 1000, 10), 1), ...run(range(970, 2000, 10), 2)]).writers).toEqual([1, 1]));
  it("do not split where the step counts within the epoch", () => {
    const rows = [1, 2, 3].flatMap((epoch) => range(50, 200, 50).map((step) => ({epoch, step, loss: epoch + step})));
    expect(segmentsOf(rows).steps).toHaveLength(1);
  });
  it("split where the epoch falls back too", () => {
    const rows = [1, 2, 3, 1, 2].flatMap((epoch) =>
      range(50, 200, 50).map((step) => ({epoch, step, loss: epoch + step}))
    );
    expect(segmentsOf(rows).steps.map((steps) => steps.length)).toEqual([12, 8]);
  });
  it("do not split between rows of another metric set, such as one validation per epoch", () => {
    const rows: Logged[] = [
      ...run(range(1, 100), 1),
      {step: 1, loss: 0.5, val_acc: 0.5},
      ...run(range(101, 200), 1),
      {step: 2, loss: 0.4, val_acc: 0.6}
    ];
    expect(segmentsOf(rows).steps).toHaveLength(1);
  });
  it("take rows of every metric set along", () => {
    const once = (level: number): Logged[] =>
      range(1, 40).flatMap((step) => [{step, loss: level}, ...(step % 10 ? [] : [{step, loss: level, val_acc: 1}])]);
    expect(segmentsOf([...once(1), ...once(2)]).steps.map((steps) => steps.length)).toEqual([44, 44]);
  });
});

describe("two writers in one file", () => {
  it("are one run where they take turns", () => {
    const rows = range(5, 500, 5).flatMap((step) =>
      step > 10
        ? [
            {step, loss: 1 + step},
            {step: step - 10, loss: 2 + step}
          ]
        : [{step, loss: 1 + step}]
    );
    expect(segmentsOf(rows)).toEqual({steps: [rows.map(({step}) => step)], writers: [2]});
  });
  it("are one run from its first rows on", () =>
    expect(segmentsOf([5, 10, 5, 10, 15, 20, 15, 20, 25].map((step, i) => ({step, loss: i})))).toMatchObject({
      writers: [2]
    }));
  it("are one run where they log the same step one after the other", () =>
    expect(
      segmentsOf(
        range(1, 99).flatMap((step) => [
          {step, loss: 1},
          {step, loss: 2}
        ])
      )
    ).toMatchObject({writers: [2]}));
  it("are counted: three values for one step are three", () =>
    expect(segmentsOf(range(1, 9).flatMap((step) => [1, 2, 3].map((loss) => ({step, loss}))))).toMatchObject({
      writers: [3]
    }));
  it("are not two where a row is only repeated", () =>
    expect(
      segmentsOf(
        range(1, 9).flatMap((step) => [
          {step, loss: step},
          {step, loss: step}
        ])
      )
    ).toMatchObject({writers: [1]}));
  it("are never split by jitter of less than the memory", () => {
    const random = seeded(11);
    const ends = [0, 0];
    const rows = Array.from({length: 2000}, (_, i) => {
      const ahead = ends[0]! - ends[1]!;
      const writer = ahead > 8 ? 1 : ahead < -8 ? 0 : random.integer(0, 1);
      return {step: (ends[writer]! += 1), loss: writer + i / 4096};
    });
    expect(segmentsOf(rows)).toMatchObject({writers: [2]});
  });
  it("restart together", () => {
    const both = range(1, 100).flatMap((step) =>
      step > 2
        ? [
            {step, loss: 1},
            {step: step - 2, loss: 2}
          ]
        : [{step, loss: 1}]
    );
    expect(segmentsOf([...both, ...both]).writers).toEqual([2, 2]);
  });
});

describe("StepSeries.observe(key, step, epoch, values)", () => {
  it("confirms a doubtful restart after as many rows as it remembers", () => {
    const series = new StepSeries();
    for (const step of range(1, 20)) series.observe("a", step, null, [step]);
    expect(series.observe("a", 10, null, [0]).verdict).toBe("may restart");
    const settled = range(11, 11 + memory).map((step) => series.observe("a", step, null, [0]).settled);
    expect(settled.filter((verdict) => verdict !== null)).toEqual(["restart"]);
  });
  it("settles at the end what is still in doubt", () => {
    const series = new StepSeries();
    for (const step of [1, 2, 1]) series.observe("a", step, null, [step]);
    expect([series.finish(), series.finish()]).toEqual(["restart", null]);
  });
});
