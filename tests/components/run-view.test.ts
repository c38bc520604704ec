import {describe, expect, it} from "vitest";
import {manyRuns} from "../../src/components/drawn-run.ts";
import type {MetricRow} from "../../src/components/run-rows.ts";
import {chooseView, runViews, viewChoices} from "../../src/components/run-view.ts";

const ranges = {band_start: 0, band_end: 20, density_start: 0, density_end: 9};
const metric = {metric: "loss", ...ranges} as unknown as MetricRow;
const single = {...metric, band_end: 0, density_end: 0};

describe("chooseView(asked, metric, drawn)", () => {
  it.each(runViews)("gives %s where it is asked for", (view) => expect(chooseView(view, metric, 3)).toBe(view));
  it.each([
    ["each run where nothing is asked for", "", metric, 3, "runs"],
    ["the density of more runs than can be told apart", "", metric, manyRuns + 1, "density"],
    ["each of many runs where it is asked for", "runs", metric, manyRuns + 1, "runs"],
    ["each run where a metric has no curves", "density", single, 3, "runs"],
    ["each of many runs where a metric has no curves", "", single, manyRuns + 1, "runs"],
    ["each run where no group has two", "band", {...metric, band_end: 0}, 3, "runs"],
    ["the one run that is ticked", "difference", metric, 1, "runs"],
    ["each run for a word that is no view", "pie", metric, 3, "runs"]
  ])("gives %s", (_, asked, of, drawn, expected) => expect(chooseView(asked, of, drawn)).toBe(expected));
});

describe("viewChoices(metric, drawn)", () => {
  it("offers all, and says why one cannot be had", () => {
    const why = (of: MetricRow, drawn: number) => viewChoices(of, drawn).map(({disabled}) => disabled);
    expect(why(metric, 2)).toEqual([undefined, undefined, undefined, undefined]);
    expect(why({...metric, band_end: 0}, 1)).toEqual([undefined, "no two runs of a group", "tick two runs", undefined]);
    expect(why(single, 2)).toEqual([undefined, ...Array.from({length: 3}, () => "no curves of two runs")]);
  });
});
