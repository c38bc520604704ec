import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {isLeaf, leaves, recompute, type Expression, type Leaf} from "../../loaders/evidence/expression.ts";
import {unitsPerShard} from "../../loaders/evidence/shards.ts";
import type {ShownValue} from "./look.ts";
import {shownFault} from "./shown-text.ts";

interface Unit {
  text: string;
}

/** Inputs that an expression ships at most. */
const shippedInputs = 1000;

/** Follows values back to the evidence a built site ships. */
export class EvidenceTrail {
  private readonly folder: string;
  private readonly files = new Map<string, Record<string, unknown> | null>();
  /** How many values were followed to a line, to a ledger, or recomputed. */
  readonly followed = {line: 0, ledger: 0, recomputed: 0};

  constructor(site: string) {
    this.folder = join(site, "evidence");
  }

  /** Why a shown value does not lead back to its evidence, or null when it does. */
  fault({raw, text, title, evidence, href}: ShownValue): string | null {
    if (!evidence) return `"${text}" (${raw}) has no evidence`;
    if (placeOf(href) !== evidence) return `"${text}" links to ${href}, its evidence is ${evidence}`;
    return shownFault(raw, text, title) ?? this.evidenceFault(evidence, raw, text);
  }

  private evidenceFault(evidence: string, raw: string, text: string): string | null {
    if (!evidence.startsWith("=")) return this.leafFault([evidence, raw], text);
    const [expression, less] = evidence
      .slice(1)
      .split("-")
      .map((id) => this.expression(id));
    if (!expression || less === null) return `"${text}": the expression ${evidence} is not shipped`;
    return this.derivedFault(less ? {fn: "difference", n: 2, of: [expression, less]} : expression, raw, text);
  }

  private expression(id: string): Expression | null {
    return (this.read(`x/${id.slice(0, 2)}.json`)?.[id] as Expression | undefined) ?? null;
  }

  private derivedFault(expression: Expression, raw: string, text: string): string | null {
    for (const leaf of leaves(expression)) {
      const fault = this.leafFault(leaf, text);
      if (fault) return fault;
    }
    return this.resultFault(expression, raw, text);
  }

  private resultFault(expression: Expression, raw: string, text: string): string | null {
    const short = lackingInputs(expression);
    if (short) return `"${text}": ${short.fn} of ${short.n} inputs ships ${short.of.length}`;
    if (isCut(expression)) return null;
    const result = recompute(expression);
    this.followed.recomputed += 1;
    return String(result) === raw || isSame(Number(result), Number(raw))
      ? null
      : `"${text}": ${expression.fn} of its inputs is ${result}, shown is ${raw}`;
  }

  private leafFault([place, raw]: Leaf, text: string): string | null {
    const [, sourceId = "", unit, field] = /^([^:#]+)(?::(\d+)|#(\w+))$/.exec(place) ?? [];
    if (field) return this.ledgerFault(sourceId, field, raw, text);
    if (!unit) return `"${text}": ${place} is no place`;
    const shard = this.read(`${sourceId}/${Math.floor(Number(unit) / unitsPerShard)}.json`);
    const found = shard?.[unit] as Unit | undefined;
    if (!found) return `"${text}": its line ${place} is not shipped`;
    this.followed.line += 1;
    if (raw === null || holds(found.text, String(raw))) return null;
    return `"${text}": ${raw} does not stand in ${place}: ${found.text.slice(0, 160)}`;
  }

  private ledgerFault(sourceId: string, field: string, raw: string | number | null, text: string): string | null {
    const source = this.read(`${sourceId}/source.json`);
    if (!source) return `"${text}": the ledger of ${sourceId} is not shipped`;
    if (!(field in source)) return `"${text}": the ledger of ${sourceId} has no ${field}`;
    this.followed.ledger += 1;
    if (raw === null || String(source[field]) === String(raw)) return null;
    return `"${text}": the ledger of ${sourceId} says ${field} = ${String(source[field])}, the value says ${raw}`;
  }

  private read(path: string): Record<string, unknown> | null {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const file = join(this.folder, path);
    const content = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : null;
    this.files.set(path, content);
    return content;
  }
}

function placeOf(href: string): string | null {
  return new URL(href, "http://localhost").searchParams.get("at");
}

/** Some function of the tree has more inputs than may be shipped, so that it cannot be worked out again. */
function isCut(node: Leaf | Expression): boolean {
  return !isLeaf(node) && ((node.n > shippedInputs && node.fn !== "count") || node.of.some(isCut));
}

/** The part of the tree that ships fewer inputs than it has and may; a count may ship the first of its inputs. */
function lackingInputs(node: Leaf | Expression): Expression | null {
  if (isLeaf(node)) return null;
  const {fn, n, of} = node;
  if (of.length > n || of.length < (fn === "count" ? Math.min(n, 1) : Math.min(n, shippedInputs))) return node;
  for (const child of node.of) {
    const found = lackingInputs(child);
    if (found) return found;
  }
  return null;
}

const nonfinite = /^([-+]?)(nan|inf)(?:inity)?$/i;
const numbers = /(?<![\w.])[-+]?(?:\d+(?:[,_]\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?=[a-zA-Zµ%×]{0,3}(?![\w]))/g;
/** The same without separators of thousands, which are commas between cells as well. */
const plain = /(?<![\w.])[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?=[a-zA-Zµ%×]{0,3}(?![\w]))/g;
const strings = /"(?:[^"\\]|\\.)*"/g;

/** The text of a unit holds the raw value: a word as JSON or Markdown writes it, a number in any spelling. */
function holds(text: string, raw: string): boolean {
  const wanted = Number(raw);
  const [, sign = "", kind] = nonfinite.exec(raw) ?? [];
  if (kind) return new RegExp(`(?<![\\w])${sign.replace("+", "")}${kind}(?:inity)?(?!\\w)`, "i").test(text);
  if (raw.trim() !== "" && Number.isFinite(wanted))
    return [...text.matchAll(numbers), ...text.matchAll(plain)].some(
      ([token]) => Number(token.replace(/[,_]/g, "")) === wanted
    );
  if (text.includes(raw) || unmarked(text).includes(unmarked(raw))) return true;
  return [...text.matchAll(strings)].some(([literal]) => unescape(literal).includes(raw));
}

/** Without the marks that Markdown takes away. */
function unmarked(text: string): string {
  return text.replace(/[`*_~\\]/g, "");
}

function unescape(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch (error) {
    if (error instanceof SyntaxError) return literal;
    throw error;
  }
}

function isSame(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}
