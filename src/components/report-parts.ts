import {auditCell} from "./audit-cell.js";
import type {Column} from "./cell.js";
import {cited} from "./cited.js";
import {element} from "./element.js";
import {excerpt} from "./excerpt.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {sourceHref} from "./value.js";
import {verdict, verdicts} from "./verdict.js";

/** A part of a status report, as report_parts.parquet has it. */
export interface ReportPart extends Row {
  part: string;
  title: string | null;
  status: string | null;
  status_raw: string | null;
  text: string | null;
  evidence: string;
  date: Date | null;
  path: string;
}

interface PartKind {
  many: string;
  title: string;
  text: string;
  /** Monospaced titles: commands. */
  mono?: boolean;
}

/** The parts in the order of the page, with what their columns are called. */
export const partKinds = {
  finding: {many: "findings", title: "finding", text: "text"},
  gate: {many: "gates", title: "command", text: "note", mono: true},
  "captured error": {many: "captured errors", title: "step", text: "error"},
  phase: {many: "phases", title: "phase", text: "note"},
  "sprint item": {many: "sprint items", title: "item", text: "sprint"},
  "deferred item": {many: "deferred items", title: "item", text: "text"},
  patch: {many: "patches", title: "patch", text: "why, or which files"}
} as const satisfies Record<string, PartKind>;

/** How many of each part there are, in the order of the page; parts that nobody wrote are left out. */
export function countParts(rows: readonly ReportPart[]): {part: string; n: number}[] {
  const counts = Object.keys(partKinds).map((part) => ({part, n: rows.filter((row) => row.part === part).length}));
  return counts.filter(({n}) => n > 0);
}

function claimed({status, status_raw, evidence}: ReportPart): HTMLElement {
  if (!status) return element("span", {class: "value missing", title: "the document states none"}, "–");
  const known = Object.hasOwn(verdicts, status);
  const word = known
    ? element("a", {class: "value", href: sourceHref(evidence)}, verdict(status, {plain: true}))
    : cited(status, evidence);
  return element("span", null, word, status_raw ? element("span", {class: "raw name"}, ` ${status_raw}`) : null);
}

/** The title; a part without one shows its text here, and not again beside it. */
function titled({title, text, evidence}: ReportPart, mono: boolean): HTMLElement {
  return cited(title ?? text, evidence, mono && title !== null);
}

function columnsFor(rows: readonly ReportPart[], kind: PartKind): Column<ReportPart>[] {
  const columns: (Column<ReportPart> | null)[] = [
    {key: "title", label: kind.title, width: "18rem", render: (row) => titled(row, kind.mono ?? false)},
    rows.some(({status}) => status) ? {key: "status", label: "as claimed", width: "11rem", render: claimed} : null,
    rows.some(({title}) => title !== null)
      ? {
          key: "text",
          label: kind.text,
          kind: "text",
          width: "22rem",
          render: ({title, text}) => (title === null ? null : excerpt(text, 200))
        }
      : null,
    {key: "date", label: "audit", kind: "time", width: "13rem", render: (row) => auditCell(row)}
  ];
  return columns.filter((column) => column !== null);
}

function partTable(rows: readonly ReportPart[], part: string): HTMLElement {
  const kind: PartKind = partKinds[part as keyof typeof partKinds];
  const own = rows.filter((row) => row.part === part);
  const caption = kind.many.charAt(0).toUpperCase() + kind.many.slice(1);
  return table(own, {caption, columns: columnsFor(own, kind), filter: own.length > 8, limit: 15, wide: true});
}

/**
 * The parts of status reports, one kind at a time, chosen by buttons. `value` is the kind shown; sends `input`.
 * @example state.keep("part", reportParts(rows))
 */
export function reportParts(rows: readonly ReportPart[]): HTMLElement & {value: string} {
  const counts = countParts(rows);
  const body = element("div", null);
  let shown = "";
  const show = (part: string): void => {
    shown = counts.some((count) => count.part === part) ? part : (counts[0]?.part ?? "");
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === shown));
    body.replaceChildren(...(shown ? [partTable(rows, shown)] : []));
  };
  const buttons = counts.map(({part, n}) => {
    const click = (): void => {
      show(part);
      root.dispatchEvent(new Event("input", {bubbles: true}));
    };
    const label = `${partKinds[part as keyof typeof partKinds].many} ${n}`;
    return element("button", {type: "button", value: part, click}, label);
  });
  const root = element(
    "div",
    {class: "parts wide"},
    element("div", {class: "controls", role: "group", "aria-label": "part of the reports"}, buttons),
    body
  );
  Object.defineProperty(root, "value", {get: () => shown, set: show});
  show("");
  return root as unknown as HTMLElement & {value: string};
}
