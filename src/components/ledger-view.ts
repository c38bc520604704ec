import {element} from "./element.js";
import type {NumberFormat} from "./number.js";
import {proportion} from "./proportion.js";
import type {SourceFacts} from "./source-view.js";
import {value} from "./value.js";

interface LedgerLine {
  field: string;
  words: string;
  format?: NumberFormat;
}

/** What the ledger of a source holds, in the order it is read. */
const ledgerLines: readonly LedgerLine[] = [
  {field: "bytes", words: "size", format: "bytes"},
  {field: "confidence", words: "confidence of the format, out of one"},
  {field: "units", words: "units"},
  {field: "units_parsed", words: "of these parsed"},
  {field: "units_ignored", words: "of these ignored by rule"},
  {field: "units_rejected", words: "of these rejected"},
  {field: "units_pending", words: "of these pending"},
  {field: "row_count", words: "rows read from them"},
  {field: "repair_count", words: "values mended"}
];

/** One line for each rule that set units aside. */
function ruleLines(facts: SourceFacts): LedgerLine[] {
  const fields = Object.keys(facts).filter((field) => field.startsWith("ignored_"));
  return fields.map((field) => ({field, words: `ignored as ${field.slice("ignored_".length).replaceAll("_", " ")}`}));
}

/**
 * The ledger of a source, with one of its numbers marked.
 * @example ledgerView("1f3a9c00aa11", facts, "units_parsed")
 */
export function ledgerView(source: string, facts: SourceFacts, cited: string): HTMLElement {
  const lines = [...ledgerLines, ...ruleLines(facts)].filter(({field}) => typeof facts[field] === "number");
  const row = ({field, words, format}: LedgerLine): HTMLElement =>
    element(
      "tr",
      {class: field === cited ? "cited" : null, "aria-current": field === cited ? "true" : null},
      element("th", {scope: "row"}, words),
      element("td", {class: "number"}, value(facts[field] as number, `${source}#${field}`, {format}))
    );
  const shares = ["parsed", "ignored", "rejected", "pending"].map((kind) => ({
    kind,
    label: kind,
    n: Number(facts[`units_${kind}`] ?? 0)
  }));
  return element(
    "div",
    {class: "ledger"},
    proportion(shares),
    element("table", {"aria-label": "Ledger of this source"}, element("tbody", null, lines.map(row)))
  );
}
