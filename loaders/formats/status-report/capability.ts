import {boldLead, inOneLine, plain, plainLine} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";
import {cellOf, hasColumns, saysMore, type Row, type Table} from "./table.ts";
import {capabilityStatus} from "./vocabulary.ts";

/** Column titles of the dialects, and labels of the lists that stand in their place, by the fact they hold. */
const details = {
  artifacts: /^(existing )?art[ei]facts?\b|^evidence\b(?! count)|^implementation\b/,
  gaps: /^gaps?\b|^primary deficit\b|^further work\b/,
  risks: /^risks?\b/,
  patch: /^(minimal )?patch plan\b|^original gap\/plan\b/,
  rollback: /^rollback\b/
} as const;
const status = /^(status|state)\b/;
const capability = /^capability\b/;
const aspect = /^aspect$/;
const score = /^score$/;

/** One fact per row of a capability table, per section about one capability, and per scored capability. */
export const readCapabilities: Reader = function* ({sections}) {
  for (const section of sections) {
    const inTopic = section.topic === "capability" || section.topic === "maturity";
    for (const table of section.tables)
      if (isCapabilityTable(table, inTopic)) for (const row of table.rows) yield* ofRow(table, row);
    if (section.topic === "maturity") yield* ofScoredItems(section);
    if (section.topic === "capability" && section.parent?.topic === "capability") yield* ofSection(section);
  }
};

/** A table of test markers per capability states no status and is none. */
function isCapabilityTable(table: Table, inTopic: boolean): boolean {
  if (hasColumns(table, capability, status)) return true;
  return hasColumns(table, /^id$/, score) && (inTopic || hasColumns(table, details.gaps));
}

/** "— | —" and "(none)" stand for an empty table and are no capability. */
function* ofRow(table: Table, row: Row): Iterable<Fact> {
  const name = cellOf(table, row, capability) ?? cellOf(table, row, /^id$/) ?? "";
  if (/^([–—-]|\(?none\)?)$/i.test(name)) return;
  const raw = cellOf(table, row, status);
  const known = [capability, /^id$/, status, score, ...Object.values(details)];
  const more = saysMore(table, row, known);
  const values = {capability: inOneLine(name), ...statusValues(raw), ...scoreValues(cellOf(table, row, score))};
  const found = detailsOf((title) => cellOf(table, row, title));
  yield {table: "capability", node: row.node, values: {...values, ...found}, more};
}

/** "- deployment — score 0.70" */
function* ofScoredItems({items}: Section): Iterable<Fact> {
  for (const {node} of items) {
    const match = /^(\S+)\s+[–—-]\s+score\s+(\d+(?:\.\d+)?)$/.exec(plainLine(node.text));
    if (match)
      yield {
        table: "capability",
        node,
        values: {capability: match[1]!, ...statusValues(null), ...scoreValues(match[2]!)}
      };
  }
}

/** A heading that names one capability: its status stands in an "Overall Status" line, its details in a table or list. */
function* ofSection(section: Section): Iterable<Fact> {
  const labels = section.items.flatMap(({node}) => labelOf(node));
  const table = section.tables.find((candidate) => hasColumns(candidate, aspect, status));
  const found = detailsOf((title) => (table ? ofAspects(table, title) : textAfter(labels, title)));
  const stated = overallStatus(section) ?? labels.find(({label}) => status.test(label));
  if (!stated && !table && Object.values(found).every((text) => text === null)) return;
  const values = {capability: section.name, ...statusValues(stated?.text ?? null), ...found};
  yield {table: "capability", node: stated?.node ?? section.heading!, values};
}

interface Labelled {
  label: string;
  text: string;
  node: Node;
}

function overallStatus({nodes}: Section): Labelled | null {
  for (const node of nodes) {
    const match = /^overall status\s*:\s*(.+)/i.exec(plain(node.text));
    if (match) return {label: "overall status", text: match[1]!, node};
  }
  return null;
}

function labelOf(node: Node): Labelled[] {
  const lead = boldLead(node.text);
  return lead ? [{label: lead.title.toLowerCase(), text: lead.rest, node}] : [];
}

function textAfter(labels: Labelled[], title: RegExp): string | null {
  return labels.find(({label}) => title.test(label))?.text || null;
}

/** The cells of a column, each after its aspect. */
function ofAspects(table: Table, title: RegExp): string | null {
  const cells = table.rows
    .map((row) => [cellOf(table, row, aspect), cellOf(table, row, title)])
    .filter(([, cell]) => cell);
  return cells.map(([name, cell]) => `${name}: ${cell}`).join("\n") || null;
}

function detailsOf(find: (title: RegExp) => string | null): Record<string, string | null> {
  return Object.fromEntries(Object.entries(details).map(([name, title]) => [name, find(title)]));
}

function statusValues(raw: string | null): Fact["values"] {
  return {status: raw === null ? "unknown" : capabilityStatus(raw), status_raw: raw === null ? null : inOneLine(raw)};
}

function scoreValues(raw: string | null): Fact["values"] {
  if (raw === null || !/^-?\d+(\.\d+)?$/.test(raw)) return raw === null ? {} : {score: null, score_raw: raw};
  return {score: Number(raw), score_raw: String(Number(raw)) === raw ? null : raw};
}
