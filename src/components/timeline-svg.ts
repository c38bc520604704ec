import {statusOrder} from "./status.js";
import type {TimelineGrid, TimelineCell} from "./timeline-grid.js";
import {timeText} from "./value.js";

const [labelWidth, columnWidth, gap, rowHeight, headHeight] = [190, 112, 26, 23, 26];

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function label(x: number, y: number, fill: string, text: string, weight = 400): string {
  return `<text x="${x}" y="${y}" fill="var(--${fill})" font-weight="${weight}">${escape(text)}</text>`;
}

function box(x: number, y: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${columnWidth}" height="${rowHeight - 3}" rx="3" fill="${fill}"/>`;
}

function cellShape(cell: TimelineCell | null, x: number, y: number): string {
  if (!cell) return box(x, y, "url(#silent)") + label(x + 8, y + 14, "on-silent", "not mentioned");
  const known = statusOrder.find((s) => s === cell.status) ?? "unknown";
  const words = box(x, y, `var(--status-${known})`) + label(x + 8, y + 14, `on-${known}`, cell.status ?? "unknown");
  if (!cell.move) return words;
  const [color, arrow] = cell.move === "rises" ? ["pass", "↗"] : ["fail", "↘"];
  return label(x - 18, y + 14, color, arrow, 700) + words;
}

const hatching =
  '<defs><pattern id="silent" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect width="7" height="7" fill="var(--hatch-a)"/><rect width="3" height="7" fill="var(--hatch-b)"/></pattern></defs>';

/** The timeline as a picture, for downloads; colours are the page's variables. @example timelineSvg(timelineGrid(rows)) */
export function timelineSvg({audits, lines}: TimelineGrid): string {
  const [width, height] = [labelWidth + audits.length * (columnWidth + gap), headHeight + lines.length * rowHeight];
  const columnAt = (i: number): number => labelWidth + gap + i * (columnWidth + gap) - gap / 2;
  const heads = audits.map((audit, i) =>
    label(columnAt(i), 16, "ink", audit.date ? (timeText(audit.date, false) ?? audit.date) : audit.audit_id, 600)
  );
  const rows = lines.map(({capability, cells}, r) => {
    const y = headHeight + r * rowHeight;
    return label(4, y + 14, "ink", capability) + cells.map((cell, i) => cellShape(cell, columnAt(i), y)).join("");
  });
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, sans-serif" font-size="12">`;
  const ground = `<rect width="${width}" height="${height}" fill="var(--paper)"/>`;
  return `${open}${hatching}${ground}${heads.join("")}${rows.join("")}</svg>`;
}
