import type {ChartPlan, ChartPoint, Frame} from "./chart-plan.js";
import {bareColumn, cellContent, columnsOf, resolveColumn} from "./cell.js";
import type {Column} from "./cell.js";
import {element} from "./element.js";
import {cutLongWords} from "./long-word.js";

/** A column shown when a point is pointed at, by its key or with its unit and decimals. */
export type TipColumn = string | Column;

const reach = 28;

/** The point nearest to a place in the plot, within 28 px. */
export function nearestPoint(points: readonly ChartPoint[], x: number, y: number): number {
  let [best, distance] = [-1, reach];
  points.forEach((p, i) => {
    const d = Math.hypot(p.x - x, p.y - y);
    if (d < distance) [best, distance] = [i, d];
  });
  return best;
}

function describe({row}: ChartPoint, only?: readonly TipColumn[]): HTMLElement {
  const columns = only?.map((c) => (typeof c === "string" ? bareColumn(c, [row]) : c)) ?? columnsOf([row]);
  const terms = columns
    .filter(({key}) => row[key] !== null && row[key] !== undefined)
    .map((column) => resolveColumn(column, [row]))
    .flatMap((column) => [
      element("dt", {class: "name"}, cutLongWords(column.label), column.unit ? ` (${column.unit})` : null),
      element("dd", null, cellContent(row, column))
    ]);
  return element("dl", null, terms);
}

/** Shows one point at a time: a ring around it, and its row beside it. */
function presenter(
  box: HTMLElement,
  frame: Frame,
  columns: readonly TipColumn[] | undefined
): (point?: ChartPoint) => void {
  const ring = element("div", {class: "ring", hidden: true});
  const tip = element("div", {class: "tip", hidden: true, role: "status"});
  box.append(ring, tip);
  return (point) => {
    ring.hidden = tip.hidden = !point;
    if (!point) return;
    const [x, y] = [frame.left + point.x, frame.top + point.y];
    ring.style.translate = `${x}px ${y}px`;
    tip.replaceChildren(describe(point, columns));
    const overRight = x > box.clientWidth / 2;
    tip.style.left = overRight ? "" : `${x + 14}px`;
    tip.style.right = overRight ? `${box.clientWidth - x + 14}px` : "";
    tip.style.top = `${Math.max(0, y - 20)}px`;
  };
}

/**
 * Lets a reader point at a drawn chart: the nearest point is ringed and its row shown, with the evidence links of its
 * numbers. A click or a touch holds it, so that the links can be reached; arrow keys go from point to point, Tab into
 * the links, Escape lets go.
 */
export function pointAt(box: HTMLElement, plan: ChartPlan, columns?: readonly TipColumn[]): void {
  const {frame, points} = plan;
  if (!frame || !points?.length) return;
  const present = presenter(box, frame, columns);
  let [current, held] = [-1, false];
  const show = (index: number): void => {
    if (index !== current) present(points[index]);
    current = index;
  };
  const under = (event: PointerEvent): number => {
    const at = box.getBoundingClientRect();
    return nearestPoint(points, event.clientX - at.left - frame.left, event.clientY - at.top - frame.top);
  };
  const inTip = (event: Event): boolean => event.target instanceof Element && event.target.closest(".tip") !== null;
  box.onpointermove = (event) => {
    if (!held && !inTip(event)) show(under(event));
  };
  box.onpointerdown = (event) => {
    if (inTip(event)) return;
    show(under(event));
    held = current >= 0;
  };
  box.onpointerleave = () => {
    if (!held) show(-1);
  };
  box.onkeydown = (event) => {
    if (event.key === "Escape") [held] = [false, show(-1)];
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (step === undefined) return;
    event.preventDefault();
    held = true;
    show(current < 0 ? (step > 0 ? 0 : points.length - 1) : (current + step + points.length) % points.length);
  };
}
