import {cited} from "./cited.js";
import {empty} from "./empty.js";
import {excerpt} from "./excerpt.js";
import {table} from "./table.js";
import type {Row, TableElement} from "./table.js";

/** Where no audit and no status report has been read. */
export function noAudit(): HTMLElement {
  return empty(
    "No audit and no status report is among the inputs. Markdown with a capability table is read as one, whatever its name.",
    "npx colophon build --input REPORTS --out dist",
    "Its rows, checklists, findings, gates and captured errors then stand here, each with its line."
  );
}

/** The audits and reports themselves. */
export function auditTable(rows: readonly Row[]): TableElement {
  return table(rows, {
    caption: "Audits and status reports",
    columns: [
      {
        key: "title",
        label: "title",
        width: "18rem",
        render: ({title, path, evidence}) => cited((title ?? path) as string, evidence as string)
      },
      {key: "date", label: "date", kind: "time", evidence: null},
      {key: "date_from", label: "found in", evidence: null, reason: "no date"},
      {key: "date_raw", label: "as written", evidence: null, reason: "as shown"},
      {key: "subject", label: "subject", evidence: null, reason: "not named"},
      {key: "capabilities", label: "statuses", kind: "number", digits: 0},
      {key: "path", label: "file", mono: true, evidence: null, width: "16rem"}
    ],
    filter: rows.length > 8,
    limit: 20,
    wide: true
  });
}

/** Events that belong to no run. */
export function eventTable(rows: readonly Row[]): TableElement {
  return table(rows, {
    caption: "Events",
    columns: [
      {
        key: "kind",
        label: "kind",
        width: "9rem",
        render: ({kind, evidence}) => cited((kind ?? "event") as string, evidence as string)
      },
      {key: "time", label: "time (UTC)", kind: "time", evidence: null},
      {key: "level", label: "level", evidence: null, reason: "none given"},
      {
        key: "message",
        label: "message",
        kind: "text",
        width: "26rem",
        render: ({message}) => excerpt(message as string, 220)
      },
      {key: "path", label: "file", mono: true, evidence: null, width: "14rem"}
    ],
    filter: true,
    limit: 15,
    wide: true
  });
}
