import type {Column} from "./cell.js";
import {cited} from "./cited.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {excerpt} from "./excerpt.js";
import {formatName} from "./format-name.js";
import {findings, ownColumns} from "./quality-findings.js";
import {proportion} from "./proportion.js";
import {sharedFolder} from "./run-names.js";
import {table} from "./table.js";
import type {Row, TableElement} from "./table.js";
import {sourceHref, text} from "./value.js";

/** A file given, as sources.parquet has it. */
export interface SourceRow extends Row {
  source_id: string;
  path: string;
  format: string | null;
  /** What readers of such a file call it; null for a format that the configuration declares. */
  title: string | null;
  guess: string | null;
  note: string | null;
  /** How the file is packed: gzip, zstd; null as it lies. */
  encoding: string | null;
  same_as: string | null;
  units_parsed: number;
  units_ignored: number;
  units_rejected: number;
  units_pending: number;
  repair_count: number;
  type_drift: boolean;
  presence_drift: boolean;
  restarts: boolean;
  shared: boolean;
  evidence: string;
}

const outcomes = ["parsed", "ignored", "rejected", "pending"] as const;

function outcomeBar(row: SourceRow): HTMLElement {
  if (row.same_as) return element("span", {class: "soft"}, "counted once, with its twin");
  if (!row.format) return element("span", {class: "soft"}, "not recognised");
  return proportion(outcomes.map((kind) => ({kind, label: kind, n: Number(row[`units_${kind}`])})));
}

/** A path that opens the ledger of its source; what all paths of the table share is left out. */
export function sourceLink({path, evidence}: {path: string; evidence: string}, folder = ""): HTMLElement {
  const link = text(path.slice(folder.length), {mono: true, href: sourceHref(evidence)});
  if (folder) link.title = path;
  return link;
}

/** Says once what the paths of a table share; nothing where they share nothing. */
export function sharedPath(rows: readonly {path: string}[]): HTMLElement | null {
  const folder = sharedFolder(rows.map(({path}) => path));
  return folder ? element("p", {class: "remark"}, "All under ", text(folder, {mono: true})) : null;
}

/** What has no column of its own, and what is noted of a file that was read (that it could not be unpacked whole). */
function alsoFound(row: SourceRow): Child {
  const found = findings
    .filter(({name, is}) => !(name in ownColumns) && is(row))
    .map(({words, short}) => short ?? words);
  const note = row.format && row.note ? [found.length ? ", " : null, text(row.note)] : null;
  return found.length || note ? [found.join(", "), note] : null;
}

function outcomeColumns(rows: readonly SourceRow[]): Column<SourceRow>[] {
  const present = outcomes.filter((kind) => kind === "parsed" || rows.some((row) => Number(row[`units_${kind}`]) > 0));
  return present.map((kind) => ({key: `units_${kind}`, label: kind, kind: "number", digits: 0, sort: "descending"}));
}

function readAs({title, format, guess, encoding}: SourceRow): Child {
  const packed = encoding ? element("span", {class: "soft"}, ", packed with ", text(encoding)) : null;
  if (format) return element("span", null, text(title ?? formatName(format)), packed);
  return element("span", {class: "soft"}, guess ? ["looks like ", text(guess)] : "not recognised", packed);
}

/** Every source: what it was read as, and where each of its units went. */
export function sourceTable(rows: readonly SourceRow[]): TableElement<SourceRow> {
  const folder = sharedFolder(rows.map(({path}) => path));
  const columns: Column<SourceRow>[] = [
    {key: "path", label: "file", width: "18rem", render: (row) => sourceLink(row, folder)},
    {
      key: "title",
      label: "read as",
      evidence: null,
      width: "9rem",
      render: readAs
    },
    {key: "found", label: "also found", evidence: null, sort: false, width: "9rem", render: alsoFound},
    {key: "confidence", label: "confidence", kind: "number", digits: 2},
    {key: "units", label: "units", kind: "number", digits: 0, sort: "descending"},
    {key: "unit_kind", label: "of", evidence: null, sort: false, reason: "not read"},
    {key: "proportion", label: "where they went", width: "6rem", sort: false, render: outcomeBar},
    ...outcomeColumns(rows),
    {key: "repair_count", label: "mended", kind: "number", digits: 0, sort: "descending"}
  ];
  return table(rows, {caption: "Sources", columns, filter: true, limit: 25, wide: true});
}

/** The sources by path, each opening its ledger. */
export function sourceIndex(rows: readonly SourceRow[]): TableElement<SourceRow> {
  const byPath = [...rows].sort((a, b) => (a.path < b.path ? -1 : 1));
  const folder = sharedFolder(rows.map(({path}) => path));
  return table(byPath, {
    caption: "Files of this report",
    columns: [
      {key: "path", label: "file", width: "42rem", render: (row) => sourceLink(row, folder)},
      {key: "format", label: "read as", evidence: null, render: ({format}) => (format ? formatName(format) : "–")},
      {key: "units", label: "units", kind: "number", digits: 0, sort: "descending"},
      {key: "bytes", label: "size", kind: "number", format: "bytes", sort: "descending"}
    ],
    filter: rows.length > 8,
    limit: 25,
    wide: true
  });
}

/** What could not be read, in its own words. */
export function rejectTable(rows: readonly Row[]): HTMLElement {
  return table(rows, {
    caption: "Rejected units",
    columns: [
      {key: "path", label: "place", width: "18rem", render: placed},
      {key: "reason", label: "reason", evidence: null, width: "16rem"},
      {key: "text", label: "text", kind: "text", width: "24rem", render: ({text: words}) => code(words as string)}
    ],
    filter: rows.length > 8,
    limit: 20,
    wide: true
  });
}

/** "runs/a.ndjson:12", a link to the line. */
function placed({path, line, evidence}: Row): HTMLElement {
  return cited(line === null ? String(path) : `${String(path)}:${String(line)}`, evidence as string, true);
}

function code(words: string): HTMLElement {
  const shown = excerpt(words, 160);
  shown.classList.add("mono");
  return shown;
}

/** What was mended in each file, by kind: how often, and the first before and after. */
export function repairTable(rows: readonly Row[]): HTMLElement {
  return table(rows, {
    caption: "Repairs by kind",
    columns: [
      {key: "kind", label: "what was mended", evidence: null, width: "12rem"},
      {key: "n", label: "times", kind: "number", digits: 0, sort: "descending"},
      {key: "path", label: "first", width: "18rem", render: placed},
      {key: "before", label: "before", kind: "text", render: ({before}) => code(before as string)},
      {key: "after", label: "after", kind: "text", render: ({after}) => code(after as string)}
    ],
    filter: rows.length > 8,
    limit: 15,
    wide: true
  });
}

/** Rules that set units aside, each named by what the units are. */
export function ignoredTable(rows: readonly Row[]): HTMLElement {
  return table(rows, {
    caption: "Units set aside",
    columns: [
      {key: "rule", label: "what they are", evidence: null, width: "18rem"},
      {key: "units", label: "units", kind: "number", digits: 0, sort: "descending"},
      {key: "sources", label: "files", kind: "number", digits: 0, sort: "descending"}
    ]
  });
}

/** Byte-identical files: one content, its facts once. */
export function twinTable(twins: readonly SourceRow[]): HTMLElement {
  return table(twins, {
    caption: "Files with the same content",
    columns: [
      {key: "path", label: "file", width: "20rem", render: (row) => sourceLink(row)},
      {
        key: "same_as",
        label: "same bytes as",
        width: "20rem",
        render: (row) => sourceLink({path: row.same_as ?? "", evidence: `${String(row.same_as_id)}#path`})
      },
      {key: "bytes", label: "size", kind: "number", format: "bytes"}
    ],
    filter: twins.length > 8,
    limit: 15,
    wide: true
  });
}

/** Where nothing has been given to read. */
export function noSources(): HTMLElement {
  return empty("No file was given, so there is nothing to show.", "npx colophon build --input FOLDER --out dist");
}
