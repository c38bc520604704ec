/** A dot of a group: its value, and the median of the runs of its group that count. */
export interface GroupDot extends Record<string, unknown> {
  group_label: string;
  value: number | null;
  median: number | null;
  /** Aborted or unfinished: crossed out, and not in the median. */
  crossed: boolean;
}

/** `value`: as measured; `relative`: how far from the median of its group, in percent of it. */
export const dotScales = ["value", "relative"] as const;
export type DotScale = (typeof dotScales)[number];

/** More than this many times the widest group between the groups: on one axis their spread would not be seen. */
const farApart = 5;

function extent(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

/** The scale on which the spread within groups can be seen. @example suitedScale(dots) // "relative" */
export function suitedScale(found: readonly GroupDot[]): DotScale {
  const counted = found.filter(({crossed, value, median}) => !crossed && Number.isFinite(value) && median !== null);
  if (counted.some(({median}) => (median ?? 0) <= 0)) return "value";
  const groups = new Map<string, number[]>();
  for (const {group_label, value} of counted) groups.set(group_label, [...(groups.get(group_label) ?? []), value ?? 0]);
  const widest = Math.max(0, ...[...groups.values()].map(extent));
  return widest > 0 && extent(counted.map(({value}) => value ?? 0)) > farApart * widest ? "relative" : "value";
}

/** Percent of its group's median by which a dot lies above it; null where there is no median above zero. */
export function offsetOf({value, median}: GroupDot): number | null {
  return value === null || median === null || median <= 0 ? null : (100 * (value - median)) / median;
}
