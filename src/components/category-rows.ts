import {fontSize} from "./chart-theme.js";
import {frameOf, xTitle} from "./chart-plan.js";
import type {ChartContext, Frame, Spec} from "./chart-plan.js";
import {axisEncoding, scaleFor} from "./chart-scale.js";
import type {Scale, ScaleOptions} from "./chart-scale.js";

/** Named rows down the page, numbers along x: names to the left, or above their row where the chart is narrow. */
export interface CategoryRows {
  frame: Frame;
  x: Scale;
  names: readonly string[];
  above: boolean;
  rowHeight: number;
  /** Height of each row without its name, where they differ. */
  heights: readonly number[];
  /** Height of the whole chart. */
  height: number;
  /** Middle of the n-th row in px from the plot's top. */
  middle: (n: number) => number;
}

const narrow = 560;

export interface CategoryOptions extends ScaleOptions {
  rowHeight?: number;
  /** Instead, one for each row. */
  heights?: readonly number[];
  /** Room at the right for a sign or a word. */
  right?: number;
}

/** Works out the rows and the x scale for one width. */
export function categoryRows(
  names: readonly string[],
  values: readonly number[],
  context: ChartContext,
  {rowHeight = 36, heights = names.map(() => rowHeight), right = 16, ...scale}: CategoryOptions = {}
): CategoryRows {
  const above = context.width < narrow;
  const x = scaleFor(values, {count: context.width / 100, ...scale});
  const widest = Math.max(0, ...names.map((name) => context.measure(name)));
  const ends = [x.labels[0], x.labels[x.labels.length - 1]].map((label) => context.measure(label ?? "") / 2 + 2);
  const left = above ? Math.max(4, ends[0] ?? 0) : Math.min(context.width * 0.4, widest + 16);
  const lead = above ? fontSize + 6 : 0;
  const [top, bottom] = [4, 44];
  const startOf = (n: number): number => heights.slice(0, n).reduce((sum, own) => sum + own + lead, 0);
  const height = startOf(names.length) + top + bottom;
  const frame = frameOf({...context, height}, {left, right: Math.max(right, ends[1] ?? 0), top, bottom});
  const middle = (n: number): number => startOf(n) + lead + (heights[n] ?? rowHeight) / 2;
  return {frame, x, names, above, rowHeight, heights, height, middle};
}

/** The x axis, the names, and under each row a faint rule to read along. */
export function categoryLayers(rows: CategoryRows, title: string, context: ChartContext): Spec[] {
  const {frame, x, names, above, middle, heights} = rows;
  const values = names.map((name, i) => ({
    name,
    px: above ? 0 : -frame.left,
    py: above ? middle(i) - (heights[i] ?? 0) / 2 - 5 : middle(i)
  }));
  const limit = above ? frame.width : frame.left - 12;
  return [
    {
      data: {values: [{x: x.domain[0]}]},
      mark: {type: "point", opacity: 0},
      encoding: {
        x: {field: "x", type: "quantitative", ...axisEncoding(x, xTitle(title))},
        y: {value: 0}
      }
    },
    {
      name: "names",
      data: {values},
      mark: {
        type: "text",
        align: "left",
        baseline: above ? "bottom" : "middle",
        limit,
        clip: false,
        color: context.theme.ink
      },
      encoding: {
        x: {field: "px", type: "quantitative", scale: null},
        y: {field: "py", type: "quantitative", scale: null, axis: null},
        text: {field: "name", type: "nominal"}
      }
    }
  ];
}
