import type {Expression} from "./expression.js";
import {parsePlace} from "./source-view.js";
import type {SourceFacts, SourceUnit} from "./source-view.js";

/** How many units one file of cited units holds. */
const unitsPerShard = 200;

/** What an address names: a place in a source, a derived value, nothing yet, or nothing that can be. */
export type Address =
  | {kind: "place"; at: string; source: string; unit: number | null; field: string | null}
  | {kind: "derived"; at: string; ids: readonly string[]}
  | {kind: "none"}
  | {kind: "unreadable"; at: string};

/** Reads the page's `at`. @example parseAddress("1f3a:12") // {kind: "place", source: "1f3a", unit: 12, …} */
export function parseAddress(at: string | null): Address {
  if (at === null || at === "") return {kind: "none"};
  if (/^=[0-9a-f]{4,64}(-[0-9a-f]{4,64})?$/.test(at)) return {kind: "derived", at, ids: at.slice(1).split("-")};
  const place = parsePlace(at);
  return place ? {kind: "place", at, ...place} : {kind: "unreadable", at};
}

/** Path of the file that holds a unit's text, from the site's root. @example shardPath("1f3a", 412) // "evidence/1f3a/2.json" */
export function shardPath(source: string, unit: number): string {
  return `evidence/${source}/${Math.floor(unit / unitsPerShard)}.json`;
}

/** Path of the file that holds a derived value. @example expressionPath("9f31c2") // "evidence/x/9f.json" */
export function expressionPath(id: string): string {
  return `evidence/x/${id.slice(0, 2)}.json`;
}

export type Load = <T>(path: string) => Promise<T | null>;

/** Fetches a JSON file of the site; null where there is none. Throws where it cannot be read. */
export async function loadJson<T>(path: string): Promise<T | null> {
  const response = await fetch(new URL(path, document.baseURI));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`expected ${path} to be readable, found status ${response.status}`);
  return (await response.json()) as T;
}

export type Evidence =
  | {kind: "place"; at: string; facts: SourceFacts; units: Readonly<Record<string, SourceUnit>>}
  | {kind: "derived"; at: string; tree: Expression}
  | {kind: "none"}
  | {kind: "missing"; at: string; why: string};

async function findPlace(
  address: Extract<Address, {kind: "place"}>,
  known: ReadonlySet<string>,
  load: Load
): Promise<Evidence> {
  const {at, source, unit} = address;
  const facts = known.has(source) ? await load<SourceFacts>(`evidence/${source}/source.json`) : null;
  if (!facts) return {kind: "missing", at, why: "This report cites no source under that id."};
  const units = unit === null ? null : await load<Record<string, SourceUnit>>(shardPath(source, unit));
  return {kind: "place", at, facts, units: units ?? {}};
}

async function findExpression(id: string, load: Load): Promise<Expression | undefined> {
  const held = await load<Record<string, Expression>>(expressionPath(id));
  return held && Object.hasOwn(held, id) ? held[id] : undefined;
}

async function findDerived({at, ids}: Extract<Address, {kind: "derived"}>, load: Load): Promise<Evidence> {
  const [tree, less] = await Promise.all(ids.map((id) => findExpression(id, load)));
  if (!tree || (ids.length > 1 && !less))
    return {kind: "missing", at, why: "This report holds no derived value under that id."};
  return {kind: "derived", at, tree: less ? {fn: "difference", n: 2, of: [tree, less]} : tree};
}

/** What stands behind an address, or in plain words why nothing does. `known` are the ids of the report's sources. */
export async function findEvidence(
  address: Address,
  known: ReadonlySet<string>,
  load: Load = loadJson
): Promise<Evidence> {
  switch (address.kind) {
    case "none":
      return address;
    case "unreadable":
      return {
        kind: "missing",
        at: address.at,
        why: "That is no place: a place names a source and a unit of it, or a derived value."
      };
    case "place":
      return findPlace(address, known, load);
    case "derived":
      return findDerived(address, load);
  }
}
