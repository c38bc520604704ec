import {readFileSync} from "node:fs";
import {join} from "node:path";
import {packageRoot} from "../warehouse/package-root.ts";
import type {Reader} from "../warehouse/reader.ts";
import {isLeaf, leaves, type Expression, type Leaf} from "./expression.ts";

/** Path and unit of a source, by its id. */
export type SourceNames = ReadonlyMap<string, {path: string; unitKind: string | null}>;

/** The sources of the warehouse; `path` goes through `masked` before it leaves. */
export async function readSourceNames(reader: Reader, masked: (path: string) => string): Promise<SourceNames> {
  const sql = readFileSync(join(packageRoot, "loaders", "evidence", "sql", "source-names.sql"), "utf8");
  const result = await reader.select(sql, "source names");
  const rows = (await result.getRowsJS()) as [string, string, string | null][];
  return new Map(rows.map(([id, path, unitKind]) => [id, {path: masked(path), unitKind}]));
}

/**
 * Where a value comes from, in words: "logs/a.ndjson:12" for a place, "derived from 4 lines" for an expression (values,
 * where it ships only the first of them), null for evidence that names no known source.
 */
export function originOf(
  evidence: string,
  expressions: ReadonlyMap<string, Expression>,
  names: SourceNames
): string | null {
  if (!evidence.startsWith("=")) return placeName(evidence, names);
  const expression = expressions.get(evidence.slice(1));
  if (!expression) return null;
  if (isCut(expression)) return `derived from ${expression.n} values`;
  const places = new Set([...leaves(expression)].map(([place]) => place));
  if (places.size === 0) return "derived from no line";
  const units = [...places].every((place) => names.get(place.split(/[:#]/)[0] ?? "")?.unitKind === "line");
  const noun = units ? "line" : "place";
  return `derived from ${places.size} ${noun}${places.size === 1 ? "" : "s"}`;
}

/** Only the first of its inputs are at hand. */
function isCut(node: Leaf | Expression): boolean {
  return !isLeaf(node) && (node.of.length < node.n || node.of.some(isCut));
}

function placeName(place: string, names: SourceNames): string | null {
  const [id = "", unit] = place.split(/[:#]/);
  const source = names.get(id);
  if (!source) return null;
  if (place.includes("#")) return source.path;
  return source.unitKind === "line" ? `${source.path}:${unit}` : `${source.path}, ${source.unitKind ?? "unit"} ${unit}`;
}
