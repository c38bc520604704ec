import {describe, expect, it} from "vitest";
import type {ChartContext, Spec} from "../../src/components/chart-plan.ts";
import {themeWith} from "../../src/components/chart-theme.ts";
import {countClasses, densityPlan} from "../../src/components/density.ts";
import type {DensityOptions, PlacedCell} from "../../src/components/density.ts";

const context = (width: number): ChartContext => ({
  width,
  height: 380,
  theme: themeWith("Inter"),
  measure: (text) => text.length * 7
});
const cell = (x: number, y: number, points: number): PlacedCell => ({
  x: [x, x + 1],
  y: [y, y + 1],
  points,
  row: {points}
});
const plan = (cells: PlacedCell[], width = 900, more: Partial<DensityOptions> = {}): ReturnType<typeof densityPlan> =>
  densityPlan({cells, logY: false, xTitle: "step", yTitle: "loss", scaleTitle: "values", ...more}, context(width));
const layers = (made: ReturnType<typeof densityPlan>): Spec[] => made.spec.layer as Spec[];
const values = (layer: Spec | undefined): Record<string, number | string>[] =>
  (layer?.data as {values: Record<string, number | string>[]}).values;

describe("countClasses(least, most)", () => {
  it.each([
    [1, 1, [[1, 1]]],
    [
      1,
      2,
      [
        [1, 1],
        [2, 2]
      ]
    ],
    [7, 7, [[7, 7]]],
    [
      1,
      9,
      [
        [1, 1],
        [2, 3],
        [4, 5],
        [6, 9]
      ]
    ],
    [
      1,
      1000,
      [
        [1, 3],
        [4, 15],
        [16, 62],
        [63, 250],
        [251, 1000]
      ]
    ],
    [
      100,
      1000,
      [
        [100, 157],
        [158, 250],
        [251, 397],
        [398, 630],
        [631, 1000]
      ]
    ]
  ])("for %d to %d", (least, most, expected) => {
    expect(countClasses(least, most).map(({from, to}) => [from, to])).toEqual(expected);
  });

  it("leaves no count out and grows stronger", () => {
    for (let most = 1; most < 3000; most += 7) {
      const least = Math.ceil(most / ((most % 50) + 1));
      const found = countClasses(least, most);
      expect([found[0]?.from, found.at(-1)?.to]).toEqual([least, most]);
      found.slice(1).forEach(({from, opacity}, i) => {
        expect(from).toBe((found[i]?.to ?? NaN) + 1);
        expect(opacity).toBeGreaterThan(found[i]?.opacity ?? NaN);
      });
    }
  });
});

describe("densityPlan(options, context)", () => {
  it("draws each cell from edge to edge, the stronger the more it holds", () => {
    const [, cells] = layers(plan([cell(0, 0, 1), cell(1, 0, 9)]));
    expect(values(cells)).toMatchObject([
      {x: 0, x2: 1, y: 0, y2: 1},
      {x: 1, x2: 2, y: 0, y2: 1}
    ]);
    const [few, many] = values(cells).map(({opacity}) => opacity);
    expect(many).toBe(1);
    expect(few).toBeLessThan(0.5);
  });

  it("can be pointed at in the middle of a cell", () => {
    const {points, frame} = plan([cell(0, 0, 1), cell(1, 1, 1)]);
    expect(points?.map(({x}) => x / (frame?.width ?? 1))).toEqual([0.25, 0.75]);
    expect(points?.map(({y}) => y / (frame?.height ?? 1))).toEqual([0.75, 0.25]);
  });

  it("says what the colours stand for, below the plot and inside the chart", () => {
    const made = plan([cell(0, 0, 1), cell(1, 0, 9)]);
    const [title, swatches, labels] = layers(made).slice(-3);
    expect(values(title)[0]?.label).toBe("values");
    expect(values(labels).map(({label}) => label)).toEqual(["1", "2–3", "4–5", "6–9"]);
    const room = (made.frame?.height ?? 0) + (made.frame?.bottom ?? 0);
    for (const {top, bottom} of values(swatches)) {
      expect(top).toBeGreaterThan((made.frame?.height ?? 0) + 42);
      expect(bottom).toBeLessThan(room);
    }
  });

  it("takes another line for colours that a phone has no room for", () => {
    const made = plan([cell(0, 0, 1), cell(1, 0, 10_000_000)], 390);
    const swatches = values(layers(made).at(-2));
    expect(new Set(swatches.map(({top}) => top)).size).toBeGreaterThan(1);
    const labels = values(layers(made).at(-1));
    for (const {text, label} of labels)
      expect(Number(text) + String(label).length * 7 + (made.frame?.left ?? 0)).toBeLessThanOrEqual(390);
    expect(Math.max(...swatches.map(({bottom}) => Number(bottom)))).toBeLessThan(380 - 28);
  });

  it("stands on a log axis where the cells are even there", () => {
    const made = plan([{x: [0, 1], y: [0.01, 0.1], points: 1, row: {}}], 900, {logY: true});
    expect(layers(made)[0]).toMatchObject({encoding: {y: {scale: {type: "log"}}}});
  });
});
