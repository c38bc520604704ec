import {cellNumber} from "../csv-cell.ts";
import type {Head} from "../format.ts";
import {shownLines} from "../terminal-text.ts";
import {groupsOf, isRole} from "./declaration.ts";
import {GuardedMatch} from "./guarded-match.ts";

const longest = 1000;
const sampled = 2000;
const budget = 1000;
const piece =
  /(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)|(?<![\w.])(?<number>[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|(?:nan|inf)\b))/gi;
const named = /([A-Za-z_][\w./@-]*)["']?\s*[:=]?\s*[[("']?$/;
const glued = /^(?:[nuµm]?s|min|h|%|[KMGT]?i?B)(?![\w])/;
const number = "[-+.\\w]+";
const time = String.raw`\d+-\d+-\d+[T ][\d:.,]+(?:Z|[-+]\d\d:?\d\d)?`;
const stepWords = new Set(["step", "steps", "global_step", "it", "iter", "iters", "iteration", "iterations", "update"]);

/** A part of a line: text as it is, a number or a time. */
interface Part {
  kind: "text" | "number" | "time";
  text: string;
}

/**
 * A declaration, ready to paste, that reads the most frequent line of a text whose numbers stand behind names, such as
 * {name: "run", match: "logs/run.txt", line: /step (?<step>[-+.\w]+) loss (?<loss>[-+.\w]+)/}. Null where no line with a
 * named number comes twice.
 */
export function starterDeclaration(path: string, head: Head): string | null {
  const shapes = new Map<string, {count: number; parts: Part[]}>();
  for (const line of shownLines(head).slice(0, sampled)) {
    if (line.trim() === "" || line.length > longest) continue;
    const parts = partsOf(line.trim());
    const shape = parts.map(({kind, text}) => (kind === "text" ? text.replace(/\s+/g, " ") : `\0${kind}`)).join("");
    const known = shapes.get(shape);
    if (known) known.count++;
    else shapes.set(shape, {count: 1, parts});
  }
  const frequent = [...shapes.values()].filter(({count}) => count > 1).sort((a, b) => b.count - a.count);
  for (const {parts} of frequent) {
    const found = expressionOf(parts);
    if (found && reads(found.expression, parts)) return text(path, found);
  }
  return null;
}

function partsOf(line: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const {0: found, index, groups} of line.matchAll(piece)) {
    if (index > end) parts.push({kind: "text", text: line.slice(end, index)});
    parts.push({kind: groups!.time === undefined ? "number" : "time", text: found});
    end = index + found.length;
  }
  if (end < line.length) parts.push({kind: "text", text: line.slice(end)});
  return parts;
}

interface Expression {
  expression: RegExp;
  units: Record<string, string>;
}

/** From the line's beginning to its last captured value; null where it has no metric. */
function expressionOf(parts: Part[]): Expression | null {
  const names = new Set<string>();
  const units: Record<string, string> = {};
  let source = "";
  let end = 0;
  for (const [i, {kind, text}] of parts.entries()) {
    const group = kind === "text" ? null : groupOf(parts, i, names);
    if (kind === "text") source += literal(text);
    else source += `(?${group === null ? ":" : `<${group}>`}${kind === "number" ? number : time})`;
    if (group === null) continue;
    names.add(group);
    const unit = glued.exec(parts[i + 1]?.text ?? "")?.[0];
    if (unit !== undefined && !isRole(group)) units[group] = unit;
    end = source.length + (unit?.length ?? 0);
  }
  if (![...names].some((name) => !isRole(name))) return null;
  const whole = source.slice(0, end);
  return {expression: new RegExp(whole), units};
}

/** The group for a number or time: what stands before it as a name, or null where nothing does. */
function groupOf(parts: Part[], i: number, taken: Set<string>): string | null {
  if (parts[i]!.kind === "time") return taken.has("time") ? null : "time";
  const before = i > 0 && parts[i - 1]!.kind === "text" ? named.exec(parts[i - 1]!.text)?.[1] : undefined;
  if (before === undefined) return null;
  const word = before.toLowerCase();
  if (stepWords.has(word) && !taken.has("step")) return "step";
  if ((word === "epoch" || word === "ep") && !taken.has("epoch")) return "epoch";
  if (word === "seed" && !taken.has("seed")) return "seed";
  const name = before.replace(/\W+/g, "_").replace(/_+$/, "");
  const free = isRole(name) ? `${name}_value` : name;
  for (let n = 1; ; n++) {
    const unique = n === 1 ? free : `${free}_${n}`;
    if (!taken.has(unique)) return unique;
  }
}

function literal(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/\s+/g, "\\s+")
    .replace(/[\p{Cc}\u2028\u2029]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The expression finds numbers in the line that it was made from. */
function reads(expression: RegExp, parts: Part[]): boolean {
  const {found} = new GuardedMatch(expression, budget).match([parts.map(({text}) => text).join("")]);
  const groups = found[0];
  return !!groups && groupsOf(expression).every((name) => name === "time" || cellNumber(groups[name] ?? "") !== null);
}

function text(path: string, {expression, units}: Expression): string {
  const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const name = file.replace(/[^\w.-]+/g, "-").replace(/^-+|-+$/g, "") || "log";
  const declared = Object.keys(units).length > 0 ? `, units: ${JSON.stringify(units)}` : "";
  return `{name: ${JSON.stringify(name)}, match: ${JSON.stringify(path)}, line: ${String(expression)}${declared}}`;
}
