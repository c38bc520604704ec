import {element, fragment} from "./element.js";
import {countOf} from "./headline.js";
import type {Overview} from "./headline.js";
import {formatNumber} from "./number.js";
import type {Sentence} from "./sentence.js";

/** The page's heading: whether every unit is accounted for, and how many were rejected. */
export function qualityHeadline(facts: Overview): Sentence {
  const {units, rejected, sources} = facts;
  if (sources === 0) return ["nothing has been read yet"];
  if (units === 0) return [countOf(facts, "sources"), sources === 1 ? " file" : " files", ", no unit read"];
  const all: Sentence = ["all ", countOf(facts, "units"), " units are accounted for, "];
  if (rejected === 0) return [...all, "none was rejected"];
  return [...all, countOf(facts, "rejected"), rejected === 1 ? " was rejected" : " were rejected"];
}

/** What a unit is, and what can become of it. */
export function ledgerKey(): DocumentFragment {
  const entry = (kind: string, words: string): HTMLElement[] => [
    element("dt", null, element("span", {class: `swatch ${kind}`, "aria-hidden": "true"}), kind),
    element("dd", null, words)
  ];
  return fragment(
    element(
      "p",
      null,
      "A unit is a line, a record or a node of a document. The units of a file tile it: no byte is left out."
    ),
    element(
      "dl",
      {class: "ledger-key"},
      entry("parsed", "read into facts"),
      entry("ignored", "set aside by a rule that says what it is"),
      entry("rejected", "in the format of its file, but not readable"),
      entry("pending", "a last line without its end, still being written")
    )
  );
}

interface Privacy {
  /** Identities masked in what this report ships, by kind. */
  counts: Readonly<Record<string, number>>;
  /** Whether identities are shown as they are. */
  shown: boolean;
}

const kindWords: Readonly<Record<string, string>> = {
  "e-mail": "e-mail addresses",
  "user name": "user names in home paths",
  "host name": "host names",
  "private address": "private addresses"
};

/** What was masked before it left. The counts come from the build itself, so no line stands behind them. */
export function maskedList({counts, shown}: Privacy): HTMLElement {
  if (shown)
    return element("p", null, "Identities are shown as they are: this report was built with --show-identities.");
  const kinds = Object.entries(counts).filter(([, n]) => n > 0);
  if (kinds.length === 0)
    return element(
      "p",
      null,
      "No e-mail address, user name, host name or private address was found in what this report ships."
    );
  const items = kinds.flatMap(([kind, n]) => [
    element("dt", null, kindWords[kind] ?? kind),
    element("dd", null, element("output", null, formatNumber(n)))
  ]);
  return element(
    "div",
    null,
    element("p", null, "Covered by dots in everything that this report ships: tables, cited lines, downloads."),
    element("dl", {class: "counts"}, items)
  );
}
