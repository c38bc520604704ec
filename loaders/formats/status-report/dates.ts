import {readTimestamp, type Timestamp} from "../timestamp.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export interface Found {
  /** "YYYY-MM-DD" */
  date: string;
  raw: string;
}

/** The first calendar date in a text: "2025-09-07" with any hyphen, "November 7, 2025" or "7 Nov 2025". */
export function findDate(text: string): Found | null {
  const numeric = /(?<!\d)((?:19|20)\d\d)[-\u2010-\u2015/](\d\d)[-\u2010-\u2015/](\d\d)(?!\d)/.exec(text);
  if (numeric) return dated(numeric[0], numeric[1]!, numeric[2]!, numeric[3]!);
  const american = /\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b/.exec(text);
  if (american) return dated(american[0], american[3]!, monthOf(american[1]!), american[2]!);
  const british = /\b(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,? ((?:19|20)\d\d)\b/.exec(text);
  return british ? dated(british[0], british[3]!, monthOf(british[2]!), british[1]!) : null;
}

/**
 * The date in a file's name, whatever stands around it: status-2025-09-07.md, audit_2025_11_16.md, (2025-12-06),
 * run_20251020_040601.md, report-main-2025-10-10.md, status-2025-11-04-22_25Z-UTC_debug.json. Null for {{date}}.
 */
export function dateInName(path: string): Found | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const match = /(?<!\d)((?:19|20)\d\d)([-_])(\d\d)\2(\d\d)(?!\d)/.exec(name);
  if (match) return dated(match[0], match[1]!, match[3]!, match[4]!);
  const compact = /(?<![0-9A-Za-z])((?:19|20)\d\d)(\d\d)(\d\d)(?:_\d{6})?(?![0-9A-Za-z])/.exec(name);
  return compact ? dated(compact[0], compact[1]!, compact[2]!, compact[3]!) : null;
}

/** The time stamps of a cell such as "2025-09-10T05:45:43Z; 08:01:19Z", where later ones keep the day of the first. */
export function timestampsIn(cell: string): Timestamp[] {
  let day = "";
  return cell.split(";").map((cut) => {
    const raw = cut.trim();
    const whole = /^\d\d:\d\d/.test(raw) && day ? `${day}T${raw}` : raw;
    day = /^\d{4}-\d\d-\d\d/.exec(whole)?.[0] ?? day;
    return {...readTimestamp(whole), raw};
  });
}

function monthOf(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function dated(raw: string, year: string, month: string, day: string): Found | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(date) ? {date, raw} : null;
}

/** Whether the calendar has the day; Date alone turns February 30 into March 2. */
function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
