import {describe, expect, it} from "vitest";
import type {ChartContext, Spec} from "../../src/components/chart-plan.ts";
import {themeWith} from "../../src/components/chart-theme.ts";
import {curvesPlan} from "../../src/components/curves-plan.ts";
import type {CurvesPlanOptions, PlacedCurve, PlacedPoint} from "../../src/components/curves-plan.ts";

const context = (width: number): ChartContext => ({
  width,
  height: 300,
  theme: themeWith("Inter"),
  measure: (text) => text.length * 7
});
const points = (ys: (number | null)[]): PlacedPoint[] =>
  ys.map((y, x) => ({x, y, smoothed: null, edge: y === null ? "nan" : null, row: {run_id: "a"}}));
const curve = (id: string, ys: (number | null)[], more: Partial<PlacedCurve> = {}): PlacedCurve => ({
  id,
  label: id,
  color: "red",
  points: points(ys),
  scattered: false,
  aborted: false,
  ...more
});
const plan = (
  curves: PlacedCurve[],
  width = 900,
  more: Partial<CurvesPlanOptions> = {}
): ReturnType<typeof curvesPlan> =>
  curvesPlan(
    {
      curves,
      time: false,
      logX: false,
      logY: false,
      xTitle: "step",
      yTitle: "loss",
      labels: "ends",
      faint: false,
      ...more
    },
    context(width)
  );
const layers = (spec: Spec): Spec[] => spec.layer as Spec[];
const valuesOf = (layer: Spec): Record<string, unknown>[] => (layer.data as {values: Record<string, unknown>[]}).values;
const marked = (spec: Spec, shape: (mark: Spec) => boolean): Record<string, unknown>[] =>
  layers(spec)
    .filter((l) => shape(l.mark as Spec))
    .flatMap(valuesOf);
const lines = (spec: Spec): Record<string, unknown>[] => marked(spec, ({type}) => type === "line");

describe("curvesPlan(options, context)", () => {
  it("draws every raw value, and the smoothed line beside it, not instead", () => {
    const smoothed = curve("a", [1, 2]);
    const withAverage = {...smoothed, points: smoothed.points.map((p) => ({...p, smoothed: 1.5}))};
    const drawn = lines(plan([withAverage]).spec).map(({y}) => y);
    expect(drawn).toEqual([1, 2, 1.5, 1.5]);
  });

  it("breaks the line at NaN and marks it at the foot", () => {
    const {spec, paths} = plan([curve("a", [1, null, 3, 4])]);
    expect(lines(spec).map(({y}) => y)).toEqual([1, null, 3, 4]);
    const edges = marked(spec, ({size, shape}) => size === 40 && shape === undefined);
    expect(edges).toMatchObject([{x: 1}]);
    expect(paths.get("a")?.map((part) => part.length)).toEqual([1, 2]);
  });

  it("never joins the points of two writers, but shows all of them", () => {
    const {spec} = plan([
      curve(
        "a",
        Array.from({length: 400}, (_, i) => i),
        {scattered: true}
      )
    ]);
    expect(lines(spec)).toEqual([]);
    expect(marked(spec, ({size}) => size === 18)).toHaveLength(400);
  });

  it("shows a point that no line reaches, however many others there are", () => {
    const long = Array.from({length: 400}, (_, i) => (i === 200 || i === 202 ? null : i));
    expect(marked(plan([curve("a", long)]).spec, ({size}) => size === 18)).toMatchObject([{x: 201}]);
  });

  it("marks where an aborted run ends", () => {
    const {spec} = plan([curve("a", [3, 2, null], {aborted: true}), curve("b", [3, 2, 1])]);
    expect(marked(spec, ({size}) => size === 60)).toEqual([{x: 1, y: 2}]);
  });

  it("names the lines at their ends where there is room, else in the legend given", () => {
    const legend = [{label: "adam", color: "red"}];
    const two = [curve("a", [1, 2]), curve("b", [2, 1])];
    expect(layers(plan(two, 900, {legend}).spec).some(({name}) => name === "names")).toBe(true);
    expect(plan(two, 900, {legend}).legend).toBeUndefined();
    expect(layers(plan(two, 390, {legend}).spec).some(({name}) => name === "names")).toBe(false);
    expect(plan(two, 390, {legend}).legend).toEqual(legend);
  });

  it("fits the width it is given", () => {
    const {frame} = plan([curve("a", [1, 2])], 390);
    expect(frame.left + frame.width + frame.right).toBe(390);
  });

  it("puts ticks of whole steps on whole numbers", () => {
    const {spec} = plan([curve("a", [1, 2, 3, 4])]);
    const x = (layers(spec)[0]?.encoding as {x: {axis: {values: number[]}}}).x;
    expect(x.axis.values).toEqual([0, 1, 2, 3]);
  });

  it("has the line that differences are measured from, whatever they are", () => {
    const made = plan([curve("a", [3, 4])], 900, {zero: true});
    const [axes, zero] = made.spec.layer as Spec[];
    expect(zero).toMatchObject({data: {values: [{y: 0}]}, mark: {type: "rule"}});
    expect(axes).toMatchObject({encoding: {y: {scale: {domain: [0, 4]}}}});
  });
});
