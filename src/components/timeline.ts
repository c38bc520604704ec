import {resolveVariables} from "./chart-theme.js";
import {element} from "./element.js";
import {empty} from "./empty.js";
import type {Drawing} from "./figure.js";
import {scrollBox} from "./scroll-box.js";
import {status} from "./status.js";
import {timelineGrid} from "./timeline-grid.js";
import type {Audit, TimelineCell, TimelineGrid, TimelineRow} from "./timeline-grid.js";
import {timelineSvg} from "./timeline-svg.js";
import {text, time, timeText} from "./value.js";

export type {TimelineRow} from "./timeline-grid.js";

export interface TimelineOptions {
  /** Names the table. */
  caption: string;
  /** `changed` puts the latest falls first. */
  order?: "changed" | "given";
  /** Text in place of a capability's bare name, for instance a link. */
  capability?: (name: string) => Node;
}

const arrows = {rises: "↗", falls: "↘"} as const;

function auditHead(audit: Audit): HTMLElement {
  const name = audit.date ? time(audit.date, {clock: false}) : text(audit.audit_id);
  return element("th", {scope: "col", class: "audit", title: audit.audit_id}, name);
}

function arrow(cell: TimelineCell): HTMLElement | null {
  if (!cell.move || !cell.before) return null;
  const day = cell.before.audit.date ? ` on ${timeText(cell.before.audit.date, false)}` : "";
  const words = `${cell.move} from ${cell.before.status}${day} to `;
  return element(
    "span",
    {class: `move ${cell.move}`, title: words.trim().replace(/ to$/, "")},
    element("span", {"aria-hidden": "true"}, arrows[cell.move]),
    element("span", {class: "unseen name"}, words)
  );
}

function bodyCell(cell: TimelineCell | null): HTMLElement {
  if (!cell) return element("td", null, status(null, null));
  return element("td", null, arrow(cell), status(cell.status, cell.evidence, {raw: cell.raw}));
}

function bodyRows({lines}: TimelineGrid, name: TimelineOptions["capability"]): HTMLElement[] {
  return lines.map(({capability, cells}) =>
    element("tr", null, element("th", {scope: "row"}, name ? name(capability) : text(capability)), cells.map(bodyCell))
  );
}

/**
 * Capabilities over audits: one row each, one column per audit by date, each status a link to its line, an arrow where
 * it rises or falls against the last audit that spoke of it, hatched where an audit is silent.
 * @example timeline(rows, {caption: "Capabilities over three audits"})
 */
export function timeline(rows: readonly TimelineRow[], {caption, order, capability}: TimelineOptions): Drawing {
  if (rows.length === 0) return empty("No audit with a capability table has been read.");
  const grid = timelineGrid(rows, order);
  const head = element(
    "tr",
    null,
    element("th", {scope: "col", class: "corner"}, element("span", {class: "unseen"}, "capability")),
    grid.audits.map(auditHead)
  );
  const body = element("tbody", null, bodyRows(grid, capability));
  const root: Drawing = element(
    "div",
    {class: `timeline${grid.audits.length > 5 ? " many" : ""}`},
    scrollBox(caption, element("table", {"aria-label": caption}, element("thead", null, head), body))
  );
  root.toSVG = () => {
    const style = getComputedStyle(root);
    return Promise.resolve(resolveVariables(timelineSvg(grid), (name) => style.getPropertyValue(name).trim()));
  };
  return root;
}
