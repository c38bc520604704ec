import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import type {Evidence} from "./evidence-files.js";
import {recompute} from "./expression.js";
import {ledgerView} from "./ledger-view.js";
import {noSources} from "./quality-tables.js";
import {citedValue, expressionView, parsePlace, placeView} from "./source-view.js";
import {text, value} from "./value.js";

/** A source's path and unit, by source id. */
export type SourceNames = ReadonlyMap<string, {path: string; unit_kind: string | null}>;

/** "logs/run.ndjson:12", or "reports/audit.md, node 12": a place as people write it; null for a source not known. */
export function placeName(at: string, names: SourceNames): string | null {
  const place = parsePlace(at);
  const source = place && names.get(place.source);
  if (!source) return null;
  const {path, unit_kind} = source;
  if (place.field !== null) return place.field === "path" ? path : `${path}, ${place.field.replaceAll("_", " ")}`;
  return unit_kind === "line" ? `${path}:${place.unit}` : `${path}, ${unit_kind ?? "unit"} ${place.unit}`;
}

/** The value that a link was followed for: `raw` of the query, else `v` of the fragment. */
export function citedRaw(query: string, hash: string): string | null {
  return new URLSearchParams(query).get("raw") ?? citedValue(hash);
}

/** Inputs are written as file and line; their ids stay in the links. */
function nameInputs(view: HTMLElement, names: SourceNames): void {
  for (const link of view.querySelectorAll<HTMLAnchorElement>("a.place")) {
    const at = link.textContent ?? "";
    const name = placeName(at, names);
    if (name === null) continue;
    const before = link.previousElementSibling;
    if (before?.matches(".missing")) link.parentElement?.replaceChildren(link);
    link.title = at;
    link.textContent = name;
  }
}

function howTo(files: number): Node {
  const words =
    "Follow any number or status of this report: it leads here, to the line it stands in. A derived value leads to its inputs, each a link of its own.";
  const below = files > 0 ? " Below are the files; each opens its ledger." : null;
  return fragment(element("p", {class: "lead"}, words, below), files > 0 ? null : noSources());
}

function placeHeadline({at, facts, units}: Extract<Evidence, {kind: "place"}>): Child {
  const place = parsePlace(at);
  const file = facts.path.slice(facts.path.lastIndexOf("/") + 1);
  if (place?.field) return ["The ledger of ", text(file)];
  const line = units[String(place?.unit)]?.line;
  return text(line ? `${file}, line ${line}` : `${file}, ${facts.unit_kind ?? "unit"} ${place?.unit}`);
}

/** The page's heading: file and line, or the derived value. */
export function sourceHeadline(found: Evidence): Node {
  switch (found.kind) {
    case "place":
      return fragment(placeHeadline(found));
    case "derived": {
      const result = recompute(found.tree);
      return result === null
        ? fragment("A derived value and its first inputs")
        : fragment("How ", value(result, found.at), " comes about");
    }
    default:
      return fragment(found.kind === "none" ? "Any cited line, in its place" : "Nothing stands there");
  }
}

/** What stands at the address that the page was opened with. */
export function sourceBody(found: Evidence, raw: string | null, names: SourceNames): Node {
  switch (found.kind) {
    case "none":
      return howTo(names.size);
    case "missing":
      return fragment(
        element("p", null, "Asked for: ", text(found.at, {mono: true})),
        empty(found.why, undefined, "The report may have been built again since the link was made.")
      );
    case "place": {
      const {at, facts, units} = found;
      const place = parsePlace(at);
      const ledger = place?.field ? ledgerView(place.source, facts, place.field) : null;
      return fragment(placeView({at, facts, units, raw}), ledger);
    }
    case "derived": {
      const view = expressionView(found.at, found.tree);
      nameInputs(view, names);
      return view;
    }
  }
}
