import {describe, expect, it} from "vitest";
import * as native from "../../native/browser.ts";
import type {ChartContext} from "../../src/components/chart-plan.ts";
import {themeWith} from "../../src/components/chart-theme.ts";
import {fusePlan} from "../../src/components/fuse-plan.ts";
import {exampleStreams, fused} from "../../src/components/fuse-example.ts";
import {gridOf, resampled, shortLog} from "../../src/components/resample-example.ts";
import {resamplePlan, targetRow} from "../../src/components/resample-plans.ts";
import type {ResamplePlanOptions} from "../../src/components/resample-plans.ts";
import {cellsFor, exampleCloud, voxels} from "../../src/components/voxel-example.ts";
import {voxelPlan} from "../../src/components/voxel-plan.ts";

const context = (width: number): ChartContext => ({
  width,
  height: 300,
  theme: themeWith("Inter"),
  measure: (text) => text.length * 7
});

const samples = shortLog(4);
const targets = resampled(samples, gridOf(0, 1, 24, 0.5), "nan", native);
const options = (more: Partial<ResamplePlanOptions> = {}): ResamplePlanOptions => ({
  panels: [{samples, targets, heading: "signal", xTitle: "time (s)"}],
  height: 200,
  time: [0, 1],
  legend: ["sample"],
  ...more
});

describe("resamplePlan(options, context)", () => {
  it.each([360, 1150])("has a point for every target inside its frame, at %i px", (width) => {
    const {points = [], frame} = resamplePlan(options(), context(width));
    expect(points).toHaveLength(targets.length);
    for (const {x, y} of points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(frame!.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(frame!.height);
    }
  });
  it("grows by the lane of weights", () => {
    const [plain, weighed] = [false, true].map((weights) => resamplePlan(options({weights}), context(900)));
    expect(weighed!.height! - plain!.height!).toBeGreaterThan(56);
  });
});

describe("targetRow(target, samples)", () => {
  const line = {times: [0, 1], values: [0, 10]};
  it("says the rows and the weight", () => {
    const [target] = resampled(line, [0.25], "clamp", native);
    expect(targetRow(target!, line)).toEqual({
      target: "0.2500 s",
      lies: "between two samples",
      "row i": "0: 0.0000 at 0.0000 s",
      "row i + 1": "1: 10.0000 at 1.0000 s",
      weight: "0.2500000",
      result: "2.5000"
    });
  });
  it("says that there is none", () => {
    const [target] = resampled(line, [2], "nan", native);
    expect(targetRow(target!, line)).toMatchObject({lies: "outside", "row i": "none", weight: null, result: "NaN"});
  });
});

describe("fusePlan(made, context)", () => {
  it("has a point for every target", () => {
    const made = fused(exampleStreams(0.6), gridOf(0.1, 1.9, 8), native);
    expect(fusePlan(made, context(900)).points).toHaveLength(made.targets.length);
  });
});

describe("voxelPlan(slice, voxels, mode, context)", () => {
  it.each(native.voxelModes)("has a point for every cell, as %s", (mode) => {
    const slice = {points: exampleCloud(true), size: 0.5, cells: cellsFor(0.5)};
    const made = voxels(slice, mode, native);
    const {points = []} = voxelPlan(slice, made, mode, context(500));
    expect(points).toHaveLength(made.cells.length);
    expect(points.every(({row}) => typeof row[mode] === "string")).toBe(true);
  });
});
