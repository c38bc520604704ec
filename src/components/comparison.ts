import {element, fragment} from "./element.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {countOf} from "./headline.js";
import type {Overview} from "./headline.js";
import {note} from "./note.js";
import {sentence} from "./sentence.js";
import type {Sentence} from "./sentence.js";
import {status} from "./status.js";
import {timeline} from "./timeline.js";
import type {TimelineRow} from "./timeline.js";
import {text, time} from "./value.js";

/** One capability in both audits, as audit_comparison.parquet has it. */
export interface ComparedRow {
  [column: string]: unknown;
  row_name: string;
  audit_before: string;
  audit_id: string;
  date_before: Date;
  date: Date;
  status_before: string;
  status_raw_before: string | null;
  status_before_evidence: string;
  status: string;
  status_raw: string | null;
  status_evidence: string;
}

/** "Nine fall, none rises, four stay" */
export function movesWords(facts: Overview): Sentence {
  const {falls, rises, compared} = facts;
  const stay = compared - falls - rises;
  const parts: Sentence = [
    countOf(facts, "falls"),
    falls === 1 ? " falls, " : falls === 0 ? " falls, " : " fall, ",
    countOf(facts, "rises"),
    rises > 1 ? " rise" : " rises"
  ];
  return stay === 0 ? parts : [...parts, "; the rest stay"];
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function twoRows(row: ComparedRow): TimelineRow[] {
  const capability = row.row_name;
  return [
    {
      capability,
      audit_id: row.audit_before,
      date: isoDay(row.date_before),
      status: row.status_before,
      status_raw: row.status_raw_before,
      evidence: row.status_before_evidence
    },
    {
      capability,
      audit_id: row.audit_id,
      date: isoDay(row.date),
      status: row.status,
      status_raw: row.status_raw,
      evidence: row.status_evidence
    }
  ];
}

function statusBefore(row: ComparedRow): HTMLElement {
  return status(row.status_before, row.status_before_evidence, {raw: row.status_raw_before});
}

function statusAfter(row: ComparedRow): HTMLElement {
  return status(row.status, row.status_evidence, {raw: row.status_raw});
}

function aside(facts: Overview): HTMLElement {
  return note(
    element("p", null, "Earlier: ", text(facts.path_before, {mono: true})),
    element("p", null, "Later: ", text(facts.path, {mono: true})),
    element(
      "p",
      null,
      "Both are taken at their word; no status here was checked. ",
      element("a", {href: "./capabilities"}, "All audits over time")
    )
  );
}

/** The latest audit against the one before it. Nothing where no two dated audits speak of one capability. */
export function comparison(facts: Overview, rows: readonly ComparedRow[], sql: SqlSource): DocumentFragment {
  if (rows.length === 0 || !facts.date || !facts.date_before) return fragment();
  const days = [time(facts.date_before, {clock: false}), " and ", time(facts.date, {clock: false})];
  const name = "audit_comparison";
  return fragment(
    element("h2", {id: "changed"}, "What changed between ", days),
    figure({
      title: sentence(movesWords(facts)),
      sub: "Status as each audit writes it, normalised; an arrow where the later one differs. Each word opens its line.",
      chart: timeline(rows.flatMap(twoRows), {caption: "Two audits compared"}),
      name,
      sql,
      rows,
      columns: [
        {key: "row_name", label: "capability", evidence: null},
        {key: "status_before", label: "earlier", render: statusBefore},
        {key: "status", label: "later", render: statusAfter}
      ],
      note: aside(facts)
    })
  );
}
