import {element} from "./element.js";
import type {Child} from "./element.js";
import {cutLongWords} from "./long-word.js";
import {scrollBox} from "./scroll-box.js";
import type {Difference, Differences, RunFact} from "./run-differences.js";
import {runHref} from "./run-rows.js";
import {sourceHref, text} from "./value.js";

const digest = /^[0-9a-f]{32,}$/;

/** A logged word as a link to its line; a digest by its first ten digits. */
export function factCell({value, value_evidence, cut}: RunFact): HTMLElement {
  const long = digest.test(value ?? "");
  const shown = long ? `${value?.slice(0, 10)}…` : cutLongWords(`${value ?? "null"}${cut ? "…" : ""}`);
  if (!value_evidence) return text(shown);
  const attributes = {
    class: "value name",
    href: sourceHref(value_evidence),
    "data-raw": value ?? "null",
    "data-evidence": value_evidence,
    title: long ? value : cut ? "cut here; the line has all of it" : undefined
  };
  return element("a", attributes, shown);
}

function cell(facts: readonly RunFact[]): HTMLElement {
  const content: Child =
    facts.length === 0
      ? element("span", {class: "value missing", title: "not logged"}, "not logged")
      : facts.map((fact, i) => [i ? " | " : "", factCell(fact)]);
  return element("td", null, content);
}

function groupHead(kind: string, span: number): HTMLElement {
  const words =
    kind === "identity" ? "seed, commit, device, command" : kind === "parameter" ? "parameters" : "environment";
  return element("tr", {class: "group"}, element("th", {colspan: span, scope: "colgroup"}, words));
}

function bodyRows(differing: readonly Difference[], span: number): HTMLElement[] {
  return differing.flatMap(({kind, key, cells}, i) => {
    const row = element("tr", null, element("th", {scope: "row"}, text(key)), cells.map(cell));
    return kind === differing[i - 1]?.kind ? [row] : [groupHead(kind, span), row];
  });
}

/** Only what differs between the runs, one column each, every word a link to its line. */
export function differenceTable(
  runs: readonly {run_id: string; label: string; color: string}[],
  {differing}: Differences
): HTMLElement {
  const heads = runs.map(({run_id, label, color}) =>
    element(
      "th",
      {scope: "col"},
      element("span", {class: "run-swatch", style: `background:${color}`, "aria-hidden": "true"}),
      text(label, {href: runHref(run_id)})
    )
  );
  const head = element("tr", null, element("th", {scope: "col"}, element("span", {class: "unseen"}, "key")), heads);
  const body = element("tbody", null, bodyRows(differing, runs.length + 1));
  const grid = element("table", {"aria-label": "What differs"}, element("thead", null, head), body);
  return element("div", {class: "table wide differences"}, scrollBox("What differs", grid));
}
