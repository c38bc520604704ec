import {statusRank} from "./status.js";
import type {Evidence} from "./value.js";

/** One capability in one audit, as `capability_timeline` gives it. */
export interface TimelineRow {
  capability: string;
  audit_id: string;
  /** ISO date; null where the audit carries none. */
  date: string | null;
  status: string | null;
  status_raw?: string | null;
  evidence?: Evidence;
}

export interface Audit {
  audit_id: string;
  date: string | null;
}

export type Move = "rises" | "falls" | null;

export interface TimelineCell {
  status: string | null;
  raw: string | null;
  evidence: Evidence;
  move: Move;
  /** The last status an earlier audit gave, and that audit. */
  before: {status: string; audit: Audit} | null;
}

export interface TimelineLine {
  capability: string;
  /** One per audit; null where the audit is silent. */
  cells: (TimelineCell | null)[];
}

export interface TimelineGrid {
  audits: Audit[];
  lines: TimelineLine[];
  /** Moves at each audit against the last word on the same capability. */
  moves: {rises: number; falls: number}[];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function collectAudits(rows: readonly TimelineRow[]): Audit[] {
  const found = new Map(rows.map((row) => [row.audit_id, {audit_id: row.audit_id, date: row.date}]));
  return [...found.values()].sort(
    (a, b) => compare(a.date ?? "9999", b.date ?? "9999") || compare(a.audit_id, b.audit_id)
  );
}

function moveBetween(before: string, now: string | null): Move {
  const [a, b] = [statusRank(before), statusRank(now)];
  return a < 0 || b < 0 || a === b ? null : b > a ? "rises" : "falls";
}

function buildLine(
  capability: string,
  audits: readonly Audit[],
  byAudit: ReadonlyMap<string, TimelineRow>
): TimelineLine {
  let before: TimelineCell["before"] = null;
  const cells = audits.map((audit) => {
    const row = byAudit.get(audit.audit_id);
    if (!row) return null;
    const move = before ? moveBetween(before.status, row.status) : null;
    const cell: TimelineCell = {
      status: row.status,
      raw: row.status_raw ?? row.status,
      evidence: row.evidence,
      move,
      before
    };
    if (row.status && statusRank(row.status) >= 0) before = {status: row.status, audit};
    return cell;
  });
  return {capability, cells};
}

/** Lines whose last move is the latest come first, falls before rises; the rest keep their order. */
function changedFirst(lines: readonly TimelineLine[]): TimelineLine[] {
  const score = (line: TimelineLine): number => {
    const at = line.cells.findLastIndex((cell) => cell?.move);
    return at < 0 ? -1 : 2 * at + (line.cells[at]?.move === "falls" ? 1 : 0);
  };
  return [...lines].sort((a, b) => score(b) - score(a));
}

/**
 * Audits by date across, capabilities down, and at each cell whether it rises or falls against the last audit that
 * spoke of it. Several rows of one capability in one audit: the last one counts.
 * @example timelineGrid([{capability: "Data", audit_id: "a", date: "2025-10-05", status: "partial"}])
 */
export function timelineGrid(rows: readonly TimelineRow[], order: "changed" | "given" = "changed"): TimelineGrid {
  const audits = collectAudits(rows);
  const byCapability = new Map<string, Map<string, TimelineRow>>();
  for (const row of rows) {
    const line = byCapability.get(row.capability) ?? new Map<string, TimelineRow>();
    byCapability.set(row.capability, line.set(row.audit_id, row));
  }
  const given = [...byCapability].map(([capability, byAudit]) => buildLine(capability, audits, byAudit));
  const moves = audits.map((_, i) => ({
    rises: given.filter((line) => line.cells[i]?.move === "rises").length,
    falls: given.filter((line) => line.cells[i]?.move === "falls").length
  }));
  return {audits, lines: order === "changed" ? changedFirst(given) : given, moves};
}
