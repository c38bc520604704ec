import {runAxes} from "./run-axis.js";
import {runViews} from "./run-view.js";
import {flag, list, number, sorting, text, urlState} from "./url-state.js";
import type {UrlState} from "./url-state.js";

/** `runs=all` and `runs=none` in place of a long list; nothing is the page's own choice. */
export const everyRun = "all";
export const noRun = "none";

const codecs = {
  runs: list([], 400),
  metric: text(),
  show: text("", runViews),
  minus: text(),
  x: text("", runAxes),
  logx: flag(),
  logy: flag(),
  smoothing: number(0, {min: 0, max: 0.99}),
  group: text(),
  columns: list([], 40),
  table_sort: sorting(),
  table_filter: text()
};

/** The explorer's settings, kept in the address of the page. */
export type RunSettings = UrlState<typeof codecs>;

export function runSettings(): RunSettings {
  return urlState(codecs);
}

/** The selection an address asks for; null where it asks for nothing that is there. */
export function decodeSelection(asked: readonly string[], known: readonly string[]): string[] | null {
  if (asked.length === 0) return null;
  if (asked[0] === everyRun) return [...known];
  if (asked[0] === noRun) return [];
  const wanted = new Set(asked);
  const found = known.filter((id) => wanted.has(id));
  return found.length > 0 ? found : null;
}

/** The shortest words for a selection: nothing where it is the page's own choice. */
export function encodeSelection(
  selected: readonly string[],
  known: readonly string[],
  own: readonly string[]
): readonly string[] {
  const same = (a: readonly string[]): boolean =>
    a.length === selected.length && a.every((id) => selected.includes(id));
  if (same(own)) return [];
  if (selected.length === 0) return [noRun];
  return same(known) ? [everyRun] : selected;
}
