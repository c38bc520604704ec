import type {ChartContext, Frame, Spec} from "./chart-plan.js";
import {positionOn, typeAlong, valueAt} from "./chart-scale.js";
import type {Scale} from "./chart-scale.js";
import {fontSize, seriesStyle} from "./chart-theme.js";
import {dodge} from "./label-dodge.js";
import type {LinesOptions, Point} from "./line-points.js";

/** A line chart laid out for one width. */
export interface Layout {
  options: LinesOptions;
  context: ChartContext;
  names: string[];
  points: Point[];
  frame: Frame;
  x: Scale;
  y: Scale;
}

/** More series than that are context: grey, to be pointed at. */
const maxColors = 24;

/** What people call a series. */
export function labelOf({options}: Pick<Layout, "options">, name: string): string {
  return options.names?.[name] ?? name;
}

/** Labels at the right end of each line, moved apart, each tied to its line by a leader in the line's colour. */
export function directLabels(layout: Layout): Spec[] {
  const {names, points, frame, y, context} = layout;
  const ends = names.map((name) => {
    const last = points.findLast((p) => p.series === name && (p.smoothed ?? p.y) !== null);
    const v = last ? (last.smoothed ?? last.y) : null;
    return {name, last, at: v === null ? frame.height : frame.height - positionOn(y, v, frame.height)};
  });
  const placed = dodge(
    ends.map((e) => e.at),
    fontSize + 3,
    fontSize / 2,
    frame.height - fontSize / 2
  );
  const values = ends.map(({name, last, at}, i) => ({
    label: labelOf(layout, name),
    series: name,
    x: last?.x ?? x1(layout),
    end: x1(layout),
    from: valueAt(y, frame.height - at, frame.height),
    y: valueAt(y, frame.height - (placed[i] ?? at), frame.height)
  }));
  const limit = Math.max(40, frame.right - 16);
  const leader = {mark: {type: "rule", strokeWidth: 1, xOffset: 2, x2Offset: 11, clip: false}};
  return [
    {
      data: {values},
      ...leader,
      encoding: {
        x: {field: "end", type: typeAlong(layout.options.time)},
        x2: {field: "end"},
        y: {field: "from", type: "quantitative"},
        y2: {field: "y"},
        color: colorEncoding(layout)
      }
    },
    {
      name: "names",
      data: {values},
      mark: {type: "text", align: "left", baseline: "middle", dx: 14, limit, clip: false, color: context.theme.ink},
      encoding: {
        x: {field: "end", type: typeAlong(layout.options.time)},
        y: {field: "y", type: "quantitative"},
        text: {field: "label", type: "nominal"}
      }
    }
  ];
}

function x1({x}: Layout): number {
  return x.domain[1];
}

/** Colour and dash of a series: by its place in the order given, so that it keeps them when others leave. */
export function styleOf(
  {names, context, options}: Pick<Layout, "names" | "context" | "options">,
  name: string
): {color: string; dash: number[]} {
  if (isCrowd(names)) return {color: context.theme.context, dash: []};
  const place = options.order?.indexOf(name) ?? -1;
  return seriesStyle(context.theme, place < 0 ? names.indexOf(name) : place);
}

/** One colour per series. */
export function colorEncoding({names, context, options}: Layout): Spec {
  const range = names.map((name) => styleOf({names, context, options}, name).color);
  return {field: "series", type: "nominal", scale: {domain: names, range}, legend: null};
}

/** Too many series for colours and names. */
export function isCrowd(names: readonly string[]): boolean {
  return names.length > maxColors;
}
