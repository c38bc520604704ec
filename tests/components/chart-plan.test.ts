import {describe, expect, it} from "vitest";
import {bandPlan} from "../../src/components/band.ts";
import type {ChartContext, ChartPlan, Spec} from "../../src/components/chart-plan.ts";
import {resolveVariables, themeWith} from "../../src/components/chart-theme.ts";
import {nearestPoint} from "../../src/components/chart-tip.ts";
import {dotsPlan, medianOf} from "../../src/components/dots.ts";
import {intervalsPlan} from "../../src/components/intervals.ts";
import {linesPlan} from "../../src/components/lines.ts";
import type {LinesOptions} from "../../src/components/lines.ts";

const context = (width: number): ChartContext => ({
  width,
  height: 300,
  theme: themeWith("Inter"),
  measure: (text) => text.length * 7
});
const layersOf = (plan: ChartPlan): Spec[] => plan.spec.layer as Spec[];
const valuesOf = (layer: Spec | undefined): Record<string, unknown>[] =>
  (layer?.data as {values: Record<string, unknown>[]}).values;
const named = (plan: ChartPlan): Spec | undefined => layersOf(plan).find((layer) => layer.name === "names");
const marksOf = (plan: ChartPlan, type: string): Spec[] =>
  layersOf(plan).filter((layer) => (layer.mark as Spec).type === type);

const runs = (count: number): {run: string; step: number; loss: number | null; bad?: string}[] =>
  Array.from({length: count}, (_, r) =>
    [1, 2, 3].map((step) => ({run: `run-${r}`, step, loss: 1 / step + r / 100}))
  ).flat();
const options = (rows: LinesOptions["rows"], more: Partial<LinesOptions> = {}): LinesOptions => ({
  rows,
  x: "step",
  y: "loss",
  series: "run",
  xTitle: "step",
  yTitle: "loss (nats)",
  ...more
});

describe("linesPlan(options, context)", () => {
  it("has moments along every layer of a time axis, whose ends are texts", () => {
    const rows = runs(2).map((row) => ({...row, step: new Date(Date.UTC(2025, 0, row.step))}));
    const encodings = layersOf(linesPlan(options(rows, {time: true}), context(900))).map(
      ({encoding}) => (encoding as {x: {type: string; scale?: {domain?: unknown[]}}}).x
    );
    expect(new Set(encodings.map(({type}) => type))).toEqual(new Set(["temporal"]));
    const domain = encodings.find(({scale}) => scale?.domain)?.scale?.domain;
    expect(domain).toEqual(["2025-01-01T00:00:00.000Z", "2025-01-03T00:00:00.000Z"]);
  });

  it("labels lines directly where there is room", () => {
    const plan = linesPlan(options(runs(4)), context(900));
    expect(valuesOf(named(plan)).map((d) => d.label)).toEqual(["run-0", "run-1", "run-2", "run-3"]);
    expect(plan.legend).toBeUndefined();
  });
  it("keeps direct labels apart", () => {
    const plan = linesPlan(options(runs(6)), context(900));
    const {frame} = plan;
    const y = layersOf(plan)[0]?.encoding as {y: {scale: {domain: [number, number]}}};
    const [low, high] = y.y.scale.domain;
    const px = valuesOf(named(plan)).map((d) => ((high - Number(d.y)) / (high - low)) * (frame?.height ?? 0));
    const sorted = px.sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((p, i) => p - (sorted[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15 - 1e-6);
  });
  it.each([
    ["on a phone", 4, 390],
    ["beyond eight series", 9, 900]
  ])("has a legend instead %s", (_, count, width) => {
    const plan = linesPlan(options(runs(count)), context(width));
    expect(named(plan)).toBeUndefined();
    expect(plan.legend).toHaveLength(count);
  });
  it("needs neither for one line", () => {
    const plan = linesPlan(options(runs(1)), context(900));
    expect(named(plan)).toBeUndefined();
    expect(plan.legend).toBeUndefined();
  });
  it("keeps the raw line under the smoothed one", () => {
    const rows = runs(2).map((row) => ({...row, smooth: row.loss}));
    const plan = linesPlan(options(rows, {smoothed: "smooth"}), context(900));
    const widths = marksOf(plan, "line").map((layer) => (layer.mark as Spec).strokeWidth);
    expect(widths).toEqual([1, 2.25]);
  });
  it("marks what is not finite and what a log axis cannot show", () => {
    const rows = [
      {run: "a", step: 1, loss: 2},
      {run: "a", step: 2, loss: NaN},
      {run: "a", step: 3, loss: null, bad: "inf"},
      {run: "a", step: 4, loss: -1}
    ];
    const plan = linesPlan(options(rows, {nonfinite: "bad", logY: true}), context(900));
    const marks = marksOf(plan, "point")
      .flatMap(valuesOf)
      .filter((d) => "shape" in d);
    expect(marks.map((d) => [d.x, String(d.shape).slice(0, 8)])).toEqual([
      [2, "M-1,-1L1"],
      [3, "triangle"],
      [4, "triangle"]
    ]);
    expect(plan.points).toHaveLength(4);
  });
  it("breaks the line where a value is missing", () => {
    const rows = [1, 2, 3].map((step) => ({run: "a", step, loss: step === 2 ? null : step}));
    const [line] = marksOf(linesPlan(options(rows), context(900)), "line");
    expect(valuesOf(line).map((d) => d.y)).toEqual([1, null, 3]);
    expect((line?.mark as Spec).invalid).toBe("break-paths-filter-domains");
  });
  it("shows every point while there are few", () => {
    const many = Array.from({length: 301}, (_, step) => ({run: "a", step, loss: step}));
    const circles = (plan: ChartPlan): number =>
      marksOf(plan, "point").filter((layer) => (layer.mark as Spec).size === 16).length;
    expect(circles(linesPlan(options(runs(2)), context(900)))).toBe(1);
    expect(circles(linesPlan(options(many), context(900)))).toBe(0);
  });
  it("keeps a series' colour when others leave", () => {
    const order = ["run-0", "run-1", "run-2"];
    const color = (rows: LinesOptions["rows"]): unknown =>
      linesPlan(options(rows, {order}), context(390)).legend?.find((k) => k.label === "run-2")?.color;
    const all = runs(3);
    expect(color(all.filter((row) => row.run !== "run-1"))).toBe(color(all));
  });
  it("takes no rows", () => expect(linesPlan(options([]), context(900)).points).toEqual([]));
});

describe("dotsPlan(options, context)", () => {
  const rows = [
    {system: "A", minutes: 28.6, aborted: false},
    {system: "A", minutes: 28.7, aborted: false},
    {system: "A", minutes: 30.3, aborted: true},
    {system: "B", minutes: 40, aborted: false}
  ];
  const plan = dotsPlan({rows, x: "minutes", y: "system", aborted: "aborted", xTitle: "time (min)"}, context(900));

  it("shows every row", () => expect(plan.points).toHaveLength(4));
  it("crosses the aborted", () => {
    const crossed = marksOf(plan, "point").find((layer) => String((layer.mark as Spec).shape).startsWith("M"));
    expect(valuesOf(crossed)).toHaveLength(1);
  });
  it("leaves the aborted out of the median", () => {
    const [ticks] = marksOf(plan, "rule");
    const {frame, points} = plan;
    const [first, second] = points ?? [];
    expect(frame).toBeDefined();
    expect(valuesOf(ticks)[0]?.x).toBeCloseTo(((first?.x ?? 0) + (second?.x ?? 0)) / 2, 9);
  });
  it("puts names above their rows where it is narrow", () => {
    const narrow = dotsPlan({rows, x: "minutes", y: "system", xTitle: "time (min)"}, context(390));
    expect(valuesOf(named(narrow)).every((d) => d.px === 0)).toBe(true);
    expect(narrow.height).toBeGreaterThan(plan.height ?? 0);
    expect(narrow.frame?.left).toBeLessThan(plan.frame?.left ?? 0);
  });
});

describe("medianOf(values)", () => {
  it.each([
    [[3, 1, 2], 2],
    [[1, 2, 3, 4], 2.5],
    [[], null]
  ])("%o", (values, middle) => expect(medianOf(values)).toBe(middle));
});

describe("intervalsPlan(options, context)", () => {
  const rows = [{case: "fuse", ratio: 0.92, lo: 0.88, hi: 0.97, verdict: "pass"}];
  const base = {y: "case", x: "ratio", lo: "lo", hi: "hi", verdict: "verdict", reference: 1, xTitle: "ratio (×)"};
  it("draws the interval, the estimate, the sign and the reference", () => {
    const plan = intervalsPlan({rows, ...base}, context(900));
    const sign = marksOf(plan, "text")
      .flatMap(valuesOf)
      .map((d) => d.sign);
    expect(sign).toContain("✓");
    expect(marksOf(plan, "rule")).toHaveLength(2);
    expect(plan.points).toHaveLength(1);
  });
  it("refuses a verdict that is none of the five", () =>
    expect(() => intervalsPlan({rows: [{...rows[0], verdict: "faster"}], ...base}, context(900))).toThrow(
      /expected a verdict/
    ));
});

describe("bandPlan(options, context)", () => {
  it("draws a band and a middle line per group, with keys for two", () => {
    const rows = ["a", "b"].flatMap((group) => [1, 2].map((step) => ({group, step, mid: 2, lo: 1, hi: 3})));
    const plan = bandPlan(
      {rows, x: "step", mean: "mid", lo: "lo", hi: "hi", group: "group", xTitle: "step", yTitle: "loss"},
      context(900)
    );
    expect(marksOf(plan, "area")).toHaveLength(2);
    expect(marksOf(plan, "line")).toHaveLength(2);
    expect(plan.legend?.map((key) => key.label)).toEqual(["a", "b"]);
  });

  const base = {x: "step", mean: "mid", lo: "lo", hi: "hi", xTitle: "step", yTitle: "loss"};

  it("calls the groups what people call them", () => {
    const rows = ["a", "b"].map((group) => ({group, step: 1, mid: 2, lo: 1, hi: 3}));
    const plan = bandPlan({...base, rows, group: "group", names: {a: "lr 0.1", b: "lr 1"}}, context(900));
    expect(plan.legend?.map((key) => key.label)).toEqual(["lr 0.1", "lr 1"]);
  });

  it("draws the runs behind as thin lines that break where a run logs nothing", () => {
    const rows = [1, 2, 3].map((step) => ({step, mid: 2, lo: 1, hi: 3}));
    const lines = [1, null, 9].map((y, i) => ({run: "r", step: i + 1, y}));
    const plan = bandPlan({...base, rows, runs: {rows: lines, x: "step", y: "y", run: "run"}}, context(900));
    const thin = marksOf(plan, "line")[0];
    expect(valuesOf(thin).map(({y}) => y)).toEqual([1, null, 9]);
    expect(thin?.mark).toMatchObject({strokeWidth: 1, invalid: "break-paths-filter-domains"});
    expect(layersOf(plan)[0]).toMatchObject({encoding: {y: {scale: {domain: [0, 10]}}}});
  });

  it("ends at the foot of a log axis where the least is not above zero, and has no point for a mean that is not", () => {
    const rows = [
      {step: 1, mid: 2, lo: -1, hi: 3},
      {step: 2, mid: -2, lo: -3, hi: 3}
    ];
    const plan = bandPlan({...base, rows, logY: true}, context(900));
    const [span, ...rest] = valuesOf(marksOf(plan, "area")[0]);
    expect(rest).toEqual([]);
    expect(span?.lo).toBeGreaterThan(0);
    expect(plan.points).toHaveLength(1);
  });
});

describe("nearestPoint(points, x, y)", () => {
  const points = [10, 20].map((x) => ({x, y: 10, row: {}}));
  it("finds the nearest", () => expect(nearestPoint(points, 17, 12)).toBe(1));
  it("finds none beyond its reach", () => expect(nearestPoint(points, 100, 100)).toBe(-1));
});

describe("resolveVariables(svg, resolve)", () => {
  it("leaves no variable behind", () =>
    expect(resolveVariables('<path fill="var(--series-1)" stroke="var(--ink)"/>', (name) => `[${name}]`)).toBe(
      '<path fill="[--series-1]" stroke="[--ink]"/>'
    ));
});
