import {element} from "./element.js";
import type {Child} from "./element.js";
import {isLeaf, meanings, recompute} from "./expression.js";
import type {Expression, Leaf} from "./expression.js";
import {markValue} from "./source-text.js";
import {sourceHref, text, value} from "./value.js";

/** A source as `evidence/<source_id>/source.json` gives it. */
export interface SourceFacts {
  path: string;
  /** Of the file as it lies; null for a large one, of which the digest says it. */
  sha256: string | null;
  /** Of the content: SHA-256 over the SHA-256s of its MiBs. */
  digest?: string | null;
  encoding?: string | null;
  bytes: number;
  format: string | null;
  unit_kind: string | null;
  note?: string | null;
  twins?: readonly string[];
  [field: string]: unknown;
}

/** A cited unit as `evidence/<source_id>/<block>.json` gives it. */
export interface SourceUnit {
  line: number | null;
  start: number;
  end: number;
  text: string;
  /** Longer than what was shipped: `text` is a window around the value. */
  cut: boolean;
}

/** A place: source, and the unit or ledger field in it. Null for text that is no place. */
export function parsePlace(at: string): {source: string; unit: number | null; field: string | null} | null {
  const m = /^([0-9a-zA-Z_-]+)(?::(\d+)|#([a-z_0-9]+))$/.exec(at);
  if (!m) return null;
  return {source: m[1] ?? "", unit: m[2] === undefined ? null : Number(m[2]), field: m[3] ?? null};
}

/** The value a link was followed for, from the page's fragment (`#v=0.25`); null where it carries none. */
export function citedValue(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get("v");
}

function fact(term: string, ...content: Child[]): HTMLElement[] {
  return [element("dt", {class: "name"}, term), element("dd", {class: "name"}, content)];
}

function factList(at: string, facts: SourceFacts, unit: SourceUnit | null): HTMLElement {
  const place = parsePlace(at);
  const span = unit ? `${unit.start}–${unit.end}` : null;
  return element(
    "dl",
    {class: "facts"},
    fact("file", text(facts.path, {mono: true})),
    facts.twins?.length
      ? fact(
          "same content",
          facts.twins.map((twin) => element("div", null, text(twin, {mono: true})))
        )
      : null,
    fact("format", facts.format ?? facts.note ?? "not recognised"),
    place?.unit && !unit?.line ? fact(facts.unit_kind ?? "unit", String(place.unit)) : null,
    unit?.line ? fact("line", String(unit.line)) : null,
    span ? fact(facts.encoding ? "bytes, unpacked" : "bytes", `${span} of ${facts.bytes}`) : null,
    facts.encoding ? fact("packed as", facts.encoding) : null,
    facts.sha256
      ? fact("SHA-256", element("code", {class: "digest"}, facts.sha256))
      : facts.digest
        ? fact("SHA-256 of its MiBs' SHA-256s", element("code", {class: "digest"}, facts.digest))
        : null
  );
}

function numberedLine(content: string, line: number | null, raw: string | null, cited: boolean): HTMLElement {
  const parts = markValue(content, raw).map((part) =>
    part.cited ? element("mark", {class: "name"}, part.text) : part.text
  );
  const number = line === null ? "" : String(line);
  return element(
    "span",
    {class: `source-line${cited ? " cited" : ""}`},
    element("span", {class: "line-number", "aria-hidden": "true"}, number),
    element("span", {class: "line-text"}, parts.length ? parts : " ")
  );
}

/** Units before and after the cited one that happen to be shipped, told apart from it. */
function unitLines(unit: SourceUnit, raw: string | null, cited: boolean): HTMLElement[] {
  return unit.text
    .split(/\r?\n/)
    .map((line, i) => numberedLine(line, unit.line === null ? null : unit.line + i, raw, cited));
}

export interface PlaceOptions {
  /** The place: `"<source_id>:<unit>"` or `"<source_id>#<field>"`. */
  at: string;
  facts: SourceFacts;
  /** Units of the block by their number; the neighbours of the cited one are shown around it. */
  units?: Readonly<Record<string, SourceUnit>>;
  /** The value as it was cited. */
  raw?: string | null;
  /** Neighbours shown on each side. */
  around?: number;
}

/**
 * A cited unit in its place: file, digest, offset and format, and its lines with the cited value marked.
 * @example placeView({at: "1f3a9c00aa11:204", facts, units: shard, raw: citedValue(location.hash)})
 */
export function placeView({at, facts, units = {}, raw = null, around = 3}: PlaceOptions): HTMLElement {
  const place = parsePlace(at);
  if (!place) throw new Error(`expected a place like <source>:<unit>, found ${JSON.stringify(at)}`);
  const unit = place.unit === null ? null : (units[String(place.unit)] ?? null);
  const body = place.field === null ? unitView(place.unit ?? 0, units, raw, around) : fieldView(at, place.field, facts);
  return element("section", {class: "source-view full"}, factList(at, facts, unit), body);
}

function unitView(
  at: number,
  units: Readonly<Record<string, SourceUnit>>,
  raw: string | null,
  around: number
): HTMLElement {
  const unit = units[String(at)];
  if (!unit) return element("p", {class: "empty"}, "The text of this unit was not shipped with the report.");
  const near = Object.keys(units)
    .map(Number)
    .filter((n) => Math.abs(n - at) <= around)
    .sort((a, b) => a - b);
  const lines = near.flatMap((n) => {
    const shown = units[String(n)];
    return shown ? unitLines(shown, n === at ? raw : null, n === at) : [];
  });
  return element(
    "figure",
    {class: "cited-text"},
    element("pre", {class: "source-text name", tabindex: 0, "aria-label": "cited text"}, element("code", null, lines)),
    unit.cut
      ? element("p", {class: "remark"}, "A window around the value: the unit is longer than what is shipped.")
      : null
  );
}

function fieldView(at: string, field: string, facts: SourceFacts): HTMLElement {
  const found = facts[field];
  const shown = typeof found === "number" || typeof found === "string" ? found : null;
  const name = field.replaceAll("_", " ");
  return element("p", null, "From the ledger of this source: ", name, " ", value(shown, at), ".");
}

function leafItem([place, raw]: Leaf): HTMLElement {
  const address = sourceHref(place) + (raw === null ? "" : `#v=${encodeURIComponent(String(raw))}`);
  return element("li", null, value(raw, place), " ", element("a", {class: "name mono place", href: address}, place));
}

function inWords(node: Expression): Child[] {
  const words = meanings[node.fn]?.words ?? node.fn;
  const plural = node.n === 1 ? "value" : "values";
  return [words, " ", element("span", {class: "name"}, String(node.n)), ` ${plural}`];
}

function remainder(node: Expression): HTMLElement | null {
  const left = node.n - node.of.length;
  if (left <= 0) return null;
  return element("li", {class: "remark name"}, `and ${left} more, which are counted but not shipped`);
}

function branch(node: Expression, open: boolean): HTMLElement {
  const result = recompute(node);
  const inputs = node.of.map((child) => (isLeaf(child) ? leafItem(child) : element("li", null, branch(child, false))));
  return element(
    "details",
    {open},
    element(
      "summary",
      null,
      inWords(node),
      result === null
        ? null
        : [" = ", element("span", {class: "name result"}, String(result)), node.unit ? ` ${node.unit}` : null]
    ),
    element("ol", null, inputs, remainder(node))
  );
}

/**
 * A derived value: its function in words, its inputs as links, and what they come to when worked out again here.
 * @example expressionView("=9f31c2", {fn: "median", n: 5, of: [["1f3a:8", 28.6]]})
 */
export function expressionView(id: string, tree: Expression): HTMLElement {
  const result = recompute(tree);
  const outcome =
    result === null
      ? "Only part of the inputs was shipped, so it cannot be worked out again here."
      : ["Worked out again from the inputs below: ", value(result, id, {unit: tree.unit}), "."];
  return element(
    "section",
    {class: "source-view"},
    element("p", null, "A derived value: ", inWords(tree), ". ", outcome),
    element("div", {class: "tree"}, branch(tree, true))
  );
}
