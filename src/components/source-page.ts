import {element, fragment} from "./element.js";
import {empty} from "./empty.js";
import {findEvidence, parseAddress} from "./evidence-files.js";
import type {Evidence} from "./evidence-files.js";
import {citedValue, expressionView, parsePlace, placeView} from "./source-view.js";
import {text} from "./value.js";

/** A source's path and unit, by source id. */
export type SourceNames = ReadonlyMap<string, {path: string; unit_kind: string | null}>;

/** "logs/run.ndjson:12", or "reports/audit.md, node 12": a place as people write it. */
export function placeName(at: string, names: SourceNames): string | null {
  const place = parsePlace(at);
  const source = place && names.get(place.source);
  if (!source) return null;
  if (place.field !== null)
    return place.field === "path" ? source.path : `${source.path}, ${place.field.replaceAll("_", " ")}`;
  return source.unit_kind === "line"
    ? `${source.path}:${place.unit}`
    : `${source.path}, ${source.unit_kind ?? "unit"} ${place.unit}`;
}

/** The value that a link was followed for: `raw` of the query, else `v` of the fragment. */
export function citedRaw(query: string, hash: string): string | null {
  return new URLSearchParams(query).get("raw") ?? citedValue(hash);
}

/** Inputs are written as file and line; their ids stay in the links. */
function nameInputs(view: HTMLElement, names: SourceNames): void {
  for (const link of view.querySelectorAll<HTMLAnchorElement>("a.place")) {
    const name = placeName(link.textContent ?? "", names);
    if (name === null) continue;
    const before = link.previousElementSibling;
    if (before?.matches(".missing")) before.remove();
    link.title = link.textContent ?? "";
    link.textContent = name;
  }
}

function howTo(): HTMLElement {
  return empty(
    "Follow any number or status of this report: it leads here, to the line it stands in. A derived value leads to its inputs, each a link of its own.",
    undefined,
    "Below are the files; each opens its ledger."
  );
}

function body(found: Evidence, raw: string | null, names: SourceNames): Node {
  switch (found.kind) {
    case "none":
      return howTo();
    case "missing":
      return empty(found.why, undefined, "The report may have been built again since the link was made.");
    case "place":
      return placeView({at: found.at, facts: found.facts, units: found.units, raw});
    case "derived": {
      const view = expressionView(found.at, found.tree);
      nameInputs(view, names);
      return view;
    }
  }
}

/** The page's heading: the file and the line, or what kind of value it is. */
export function sourceHeadline(at: string | null, names: SourceNames): Node {
  const address = parseAddress(at);
  if (address.kind === "derived") return document.createTextNode("A derived value and its inputs");
  const name = address.kind === "place" ? placeName(address.at, names) : null;
  return name === null ? document.createTextNode("Any cited line, in its place") : text(name);
}

/** What stands at the address that the page was opened with. */
export async function sourcePage(query: string, hash: string, names: SourceNames): Promise<Node> {
  const at = new URLSearchParams(query).get("at");
  const found = await findEvidence(parseAddress(at));
  const shown = body(found, citedRaw(query, hash), names);
  return found.kind === "missing" ? fragment(element("p", null, "Asked for: ", text(at, {mono: true})), shown) : shown;
}
