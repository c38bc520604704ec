import {cited} from "./cited.js";
import type {Column} from "./cell.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {formatName, listed} from "./format-name.js";
import type {Overview} from "./headline.js";
import {cutLongWords} from "./long-word.js";
import {beside, note} from "./note.js";
import {proportion} from "./proportion.js";
import {findings} from "./quality-findings.js";
import type {SourceRow} from "./quality-tables.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {text, value} from "./value.js";
import type {Evidence} from "./value.js";

/** The rows of the page's files. */
export interface QualityData {
  facts: Overview;
  formats: readonly Row[];
  sources: readonly SourceRow[];
  rejects: readonly Row[];
  repairs: readonly Row[];
  types: readonly Row[];
  keys: readonly Row[];
  runs: readonly Row[];
  /** Of findings that no ledger counts: in how many files, or runs, each was made. */
  counts: readonly Row[];
}

/** A kind of finding, as the list at the head of the page has it. */
export interface FoundKind {
  /** Id of its section. */
  at: string;
  sign: "✕" | "?" | "~";
  tone: "fail" | "undecided" | "absent";
  one: string;
  many: string;
  n: number;
  evidence: Evidence;
  examples: {label: string; evidence: Evidence; detail: string | null}[];
}

const mostExamples = 2;
const placeOf = ({path, line}: Row): string =>
  line === null || line === undefined ? String(path) : `${String(path)}:${String(line)}`;

function examplesOf(rows: readonly Row[], detail: (row: Row) => unknown): FoundKind["examples"] {
  return rows.slice(0, mostExamples).map((row) => {
    const words = detail(row);
    return {label: placeOf(row), evidence: row.evidence as Evidence, detail: words ? String(words) : null};
  });
}

/** What was found in the files, what needs somebody first; kinds that were not found have `n` 0. */
export function foundKinds({facts, sources, rejects, repairs, types, counts}: QualityData): FoundKind[] {
  const of = (name: string): readonly SourceRow[] =>
    sources.filter((source) => findings.some((finding) => finding.name === name && finding.is(source)));
  const counted = (name: string): Pick<FoundKind, "n" | "evidence"> => {
    const row = counts.find(({kind}) => kind === name);
    return row ? {n: Number(row.n), evidence: row.evidence as Evidence} : {n: 0, evidence: null};
  };
  return [
    {
      ...{at: "rejected", sign: "✕", tone: "fail", one: "unit rejected", many: "units rejected"},
      ...{n: facts.rejected, evidence: facts.rejected_evidence, examples: examplesOf(rejects, (row) => row.reason)}
    },
    {
      ...{at: "unrecognised", sign: "?", tone: "undecided", one: "file not recognised", many: "files not recognised"},
      ...{n: facts.unrecognised, evidence: facts.unrecognised_evidence},
      examples: examplesOf(of("unrecognised"), ({guess, note: why}) => (guess ? `looks like ${String(guess)}` : why))
    },
    {
      ...{at: "sources", sign: "?", tone: "undecided", ...counted("pending")},
      ...{one: "file without its end", many: "files without their end"},
      examples: examplesOf(of("pending"), () => "its end is missing")
    },
    {
      ...{at: "repairs", sign: "~", tone: "undecided", one: "value mended", many: "values mended"},
      ...{n: facts.repairs, evidence: facts.repairs_evidence, examples: examplesOf(repairs, ({kind}) => kind)}
    },
    {
      ...{at: "types", sign: "~", tone: "absent", ...counted("types")},
      ...{one: "file with a key of several types", many: "files with keys of several types"},
      examples: examplesOf(types, ({key}) => key)
    },
    {
      ...{at: "keys", sign: "~", tone: "absent", ...counted("keys"), examples: []},
      ...{one: "file with keys that not every unit has", many: "files with keys that not every unit has"}
    },
    {
      ...{at: "pieces", sign: "~", tone: "absent", ...counted("pieces"), examples: []},
      ...{
        one: "run in several pieces: restarts, writers, files",
        many: "runs in several pieces: restarts, writers, files"
      }
    },
    {
      ...{at: "twins", sign: "~", tone: "absent", ...counted("twins"), examples: []},
      ...{one: "file with the content of another", many: "files with the content of another"}
    }
  ];
}

function entry({at, sign, tone, one, many, n, evidence, examples}: FoundKind): HTMLElement {
  const line = ({label, evidence: place, detail}: FoundKind["examples"][number]): HTMLElement =>
    element(
      "li",
      null,
      cited(label, place, true),
      detail ? element("span", {class: "name detail"}, ` ${cutLongWords(detail)}`) : null
    );
  return element(
    "li",
    {class: "failure"},
    element("span", {class: `sign ${tone}`, "aria-hidden": "true"}, sign),
    element("span", {class: "count"}, value(n, evidence)),
    element(
      "div",
      null,
      element("a", {class: "what", href: `#${at}`}, n === 1 ? one : many),
      examples.length > 0 ? element("ul", null, examples.map(line)) : null
    )
  );
}

/** What was found, each leading to its section, and beside it what was looked for and not found. */
export function foundSection(data: QualityData): DocumentFragment {
  const kinds = foundKinds(data);
  const [found, absent] = [kinds.filter(({n}) => n > 0), kinds.filter(({n}) => n === 0)];
  const words = absent.length
    ? element("p", null, `Looked for and not found: ${listed(absent.map(({many}) => many))}.`)
    : null;
  const heading = element("h2", {id: "found"}, found.length ? "Found in the files" : "Nothing was found amiss");
  if (found.length === 0) return fragment(heading, words);
  const items = element("ul", {class: "failures"}, found.map(entry));
  return fragment(heading, words ? beside(items, note(words)) : items);
}

const outcomes = ["parsed", "ignored", "rejected", "pending"] as const;

function bar(row: Row): HTMLElement {
  if (!row.format) return element("span", {class: "soft"}, "not read");
  return proportion(outcomes.map((kind) => ({kind, label: kind, n: Number(row[`units_${kind}`])})));
}

function formatCell({format, title}: Row): Child {
  if (!format) return element("span", {class: "soft"}, "not recognised");
  return text((title as string | null) ?? formatName(String(format)));
}

/** What became of the units, one row for each format; outcomes that no file has are left out. */
export function formatTable(rows: readonly Row[]): HTMLElement {
  const count = (key: string, label: string): Column => ({key, label, kind: "number", digits: 0, sort: "descending"});
  const present = outcomes.filter((kind) => kind === "parsed" || rows.some((row) => Number(row[`units_${kind}`]) > 0));
  const columns: Column[] = [
    {key: "title", label: "read as", evidence: null, width: "17rem", render: formatCell},
    count("sources", "files"),
    {
      ...{key: "confidence", label: "confidence", kind: "number", digits: 2, reason: "not recognised"},
      title: "How sure it is that the files are of this format, out of one: the least of them"
    },
    count("units", "units"),
    {key: "proportion", label: "where they went", width: "9rem", sort: false, render: bar},
    ...present.map((kind) => count(`units_${kind}`, kind)),
    count("repair_count", "mended")
  ];
  return table(rows, {caption: "Formats", columns, wide: true, limit: 15, filter: rows.length > 15});
}
