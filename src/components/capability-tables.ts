import {auditCell} from "./audit-cell.js";
import type {CapabilityRow} from "./capability-rows.js";
import type {Column} from "./cell.js";
import {cited} from "./cited.js";
import {element} from "./element.js";
import {excerpt} from "./excerpt.js";
import {status} from "./status.js";
import {table} from "./table.js";
import type {Row, TableElement} from "./table.js";
import {text} from "./value.js";
import type {Evidence} from "./value.js";
import {verdictKey} from "./verdict.js";

const capabilityColumns: Column<CapabilityRow>[] = [
  {key: "row_name", label: "capability", evidence: null, width: "10rem"},
  {key: "status", label: "status", kind: "status", width: "7rem", render: stated},
  {key: "status_raw", label: "as written", width: "9.5rem", render: asWritten},
  {key: "date", label: "audit", kind: "time", width: "12.5rem", render: (row) => auditCell(row)},
  {key: "score", label: "score", kind: "number", evidence: "evidence", reason: "no score given"},
  {key: "gaps", label: "gaps", kind: "text", width: "13rem", render: ({gaps}) => excerpt(gaps as string | null)},
  {
    key: "artifacts",
    label: "artifacts",
    kind: "text",
    width: "12rem",
    render: ({artifacts}) => excerpt(artifacts as string | null)
  }
];

/** The status; a row that states none, a score for instance, has a link to its line only. */
function stated({status: word, status_raw, evidence}: CapabilityRow): HTMLElement {
  return status_raw ? status(word, evidence, {raw: status_raw}) : cited("none stated", evidence);
}

/** Name and status in the document's own words. */
function asWritten({capability, status_raw}: CapabilityRow): HTMLElement {
  const words = status_raw ? excerpt(status_raw, 80) : null;
  return element("span", {class: "as-written"}, text(capability), words);
}

/** Every capability row of every audit; a column that no audit fills is left out. */
export function capabilityTable(rows: readonly CapabilityRow[]): TableElement<CapabilityRow> {
  const columns = capabilityColumns.filter(({key}) => key !== "score" || rows.some(({score}) => score !== null));
  return table(rows, {caption: "Capabilities as each audit states them", columns, filter: true, limit: 20, wide: true});
}

interface Transition extends Row {
  row_name: string;
  move: "rises" | "falls";
  status: string;
  status_raw: string | null;
  status_evidence: Evidence;
  status_before: string;
  status_raw_before: string | null;
  status_before_evidence: Evidence;
  date: Date;
  path: string;
  date_before: Date;
  path_before: string;
}

const transitionColumns: Column<Transition>[] = [
  {key: "row_name", label: "capability", evidence: null, width: "10rem"},
  {
    key: "status_before",
    label: "before",
    kind: "status",
    width: "7.5rem",
    render: (row) => status(row.status_before, row.status_before_evidence, {raw: row.status_raw_before})
  },
  {
    key: "date_before",
    label: "in",
    kind: "time",
    width: "13rem",
    render: ({date_before: date, path_before: path}) => auditCell({date, path}, 36)
  },
  {key: "move", label: "move", width: "4.5rem", render: ({move}) => moveSign(move)},
  {key: "status", label: "after", kind: "status", width: "7.5rem"},
  {key: "date", label: "in", kind: "time", width: "13rem", render: ({date, path}) => auditCell({date, path}, 36)}
];

function moveSign(move: "rises" | "falls"): HTMLElement {
  const arrow = element("span", {"aria-hidden": "true"}, move === "rises" ? "↗" : "↘");
  return element("span", {class: `move-word ${move}`}, arrow, ` ${move}`);
}

/** Each change of a status, with the line before and the line after. */
export function transitionTable(rows: readonly Row[]): TableElement<Transition> {
  return table(rows as Transition[], {
    caption: "Changes from one audit to the next",
    columns: transitionColumns,
    filter: true,
    limit: 12,
    wide: true,
    empty: "No capability has two statuses in two dated audits."
  });
}

interface CheckItem extends Row {
  item: string;
  evidence: string;
  note: string | null;
  date: Date | null;
  path: string;
}

const checkColumns: Column<CheckItem>[] = [
  {key: "item", label: "item", width: "14rem", render: ({item, evidence}) => cited(item, evidence)},
  {key: "verdict", label: "claimed", kind: "verdict", evidence: null, width: "8rem"},
  {key: "verdict_raw", label: "as written", evidence: null, width: "6rem", reason: "no words of its own"},
  {key: "note", label: "note", kind: "text", width: "16rem", render: ({note}) => excerpt(note)},
  {key: "standard", label: "checklist", evidence: null, width: "9rem"},
  {key: "date", label: "audit", kind: "time", width: "12.5rem", render: (row) => auditCell(row)}
];

/** Whose verdicts these are. */
export function claimedWords(): HTMLElement {
  return element(
    "div",
    {class: "remark"},
    element(
      "p",
      null,
      "The verdicts are the documents' own, put into five words; none was decided here. An item without a verdict in its document shows no evidence."
    ),
    verdictKey()
  );
}

/** Checklists, with the verdict that the document claims. */
export function checkTable(rows: readonly Row[]): TableElement<CheckItem> {
  return table(rows as CheckItem[], {
    caption: "Checklist items",
    columns: checkColumns,
    filter: true,
    limit: 15,
    wide: true
  });
}
