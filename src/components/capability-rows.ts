import {statusRank} from "./status.js";
import type {TimelineRow} from "./timeline-grid.js";

/** A capability row of an audit, as capabilities.parquet has it. */
export interface CapabilityRow {
  [column: string]: unknown;
  row_name: string;
  capability: string;
  audit_id: string;
  subject_key: string;
  subject: string | null;
  date: Date | null;
  date_from: string | null;
  path: string;
  status: string | null;
  status_raw: string | null;
  evidence: string;
}

/**
 * What a timeline shows of each audit and capability: its last word that has a rank, else its last word. Rows of
 * audits without a date, and rows that state no status at all (a score alone), have no place in time and are left out.
 */
export function timelineRows(rows: readonly CapabilityRow[]): TimelineRow[] {
  const words = new Map<string, CapabilityRow>();
  for (const row of rows) {
    if (!row.date || (statusRank(row.status) < 0 && !row.status_raw)) continue;
    const key = `${row.audit_id}\n${row.row_name}`;
    const before = words.get(key);
    if (!before || statusRank(row.status) >= 0 || statusRank(before.status) < 0) words.set(key, row);
  }
  return [...words.values()].map(({row_name, path, date, status, status_raw, evidence}) => ({
    capability: row_name,
    audit_id: path,
    date: date?.toISOString().slice(0, 10) ?? null,
    status,
    status_raw,
    evidence
  }));
}

/** Rows by what the audits are about, the subject with the most rows first. */
export function bySubject(rows: readonly CapabilityRow[]): {subject: string; rows: CapabilityRow[]}[] {
  const groups = new Map<string, CapabilityRow[]>();
  for (const row of rows) groups.set(row.subject_key, [...(groups.get(row.subject_key) ?? []), row]);
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .map((group) => ({subject: group.find(({subject}) => subject)?.subject ?? "not named", rows: group}));
}
