import {element} from "./element.js";
import {formatNumber} from "./number.js";

export interface Share {
  label: string;
  n: number;
  /** Class of the segment: parsed, ignored, rejected, pending. */
  kind: string;
}

/**
 * Widths of the segments in percent, which sum to 100. Nothing that is there is thinner than `least` percent; the rest
 * gives way in proportion.
 * @example widths([998, 0, 2], 1.5) // [98.5, 0, 1.5]
 */
export function widths(counts: readonly number[], least: number): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return counts.map(() => 0);
  const small = (n: number): boolean => n > 0 && (100 * n) / total < least;
  const taken = counts.filter(small).length * least;
  const large = counts.filter((n) => !small(n)).reduce((a, b) => a + b, 0);
  return counts.map((n) => (small(n) ? least : (n / large) * (100 - taken)));
}

/**
 * A thin bar that tiles: where each unit of a source went. The numbers stand beside it in their own columns.
 * @example proportion([{label: "parsed", n: 998, kind: "parsed"}, {label: "rejected", n: 2, kind: "rejected"}])
 */
export function proportion(shares: readonly Share[]): HTMLElement {
  const present = shares.filter(({n}) => n > 0);
  const words = present.map(({label, n}) => `${label} ${formatNumber(n)}`).join(", ");
  const sizes = widths(
    present.map(({n}) => n),
    2.5
  );
  const segments = present.map(({kind}, i) =>
    element("span", {class: `segment ${kind}`, style: `width:${(sizes[i] ?? 0).toFixed(3)}%`})
  );
  return element("span", {class: "proportion", role: "img", "aria-label": words || "no units", title: words}, segments);
}
