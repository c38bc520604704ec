import type {ChartSource} from "./chart-plan.js";
import {dots} from "./chart.js";
import {choice} from "./control.js";
import {offsetOf} from "./dot-scale.js";
import type {DotScale, GroupDot} from "./dot-scale.js";
import {spansDecades} from "./run-dots.js";

/** Dots in rows by group, on one of the two scales. `words` name the value with its unit. */
export function groupDots(found: readonly GroupDot[], scale: DotScale, words: string): ChartSource {
  const order = [...new Set(found.map(({group_label}) => group_label))];
  const shared = {y: "group_label", order, aborted: "crossed"};
  if (scale === "relative") {
    const rows = found.map((dot) => ({...dot, offset: offsetOf(dot)}));
    return dots({...shared, rows, x: "offset", xTitle: `${words}, % from the median of its group`});
  }
  const log = spansDecades(found.map(({value}) => value).filter((v) => v !== null && Number.isFinite(v)) as number[]);
  return dots({...shared, rows: found, x: "value", xTitle: log ? `${words}, log scale` : words, log});
}

/** The control that changes the scale. */
export function scaleChoice(scale: DotScale, change: (scale: DotScale) => void): HTMLElement {
  const choices = [
    {value: "value", label: "values"},
    {value: "relative", label: "% from the group's median"}
  ];
  return choice("axis", choices, scale, (v) => change(v as DotScale));
}
