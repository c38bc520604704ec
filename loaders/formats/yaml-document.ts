import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap
} from "yaml";
import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row} from "../rows.ts";
import {DocumentText} from "./document-units.ts";
import type {JsonNode} from "./json-document.ts";
import type {Mend} from "./json-tokens.ts";
import {ignored, parsed, rejected, repair} from "./unit-line.ts";
import {mendUtf8} from "./utf8.ts";

/** Larger documents are rejected whole: a tree of every token is held in memory. */
export const maxYamlBytes = 4 * 1024 * 1024;
/** Nodes that aliases may unfold to. */
const maxNodes = 200_000;
const maxDepth = 256;
const excerpt = 4096;

/** A top-level entry of a YAML mapping with all its lines, and the comments and blank lines below it. */
export interface YamlEntry {
  key: string;
  node: JsonNode;
  start: number;
  end: number;
  mends: Mend[];
}

/** A YAML mapping as far as it could be read. */
export interface YamlMapping {
  text: string;
  entries: YamlEntry[];
  /** Why the rest could not be read, and where it begins; null where the document is whole. */
  fault: {at: number; reason: string} | null;
}

/**
 * Reads one YAML document whose root is a mapping. Values are nodes as those of JSON, with their ranges in the text;
 * tags such as !!python/tuple are read as what they stand on. What stands before a fault is kept.
 */
export function readYamlMapping(text: string): YamlMapping {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    intAsBigInt: true,
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent"
  });
  const error = document.errors[0];
  const line = error && lines.linePos(error.pos[0]).line;
  const fault = error ? {at: lineStart(text, error.pos[0]), reason: `line ${line}: ${error.message}`} : null;
  const root = document.contents;
  if (isMap(root)) return readEntries(new YamlTree(document, text), root, text, fault);
  const found = root === null ? "nothing" : isSeq(root) ? "a list" : "a single value";
  const reason = fault?.reason ?? `expected a mapping of keys to values, found ${found}`;
  return {text, entries: [], fault: {at: 0, reason}};
}

function readEntries(tree: YamlTree, root: YAMLMap, text: string, fault: YamlMapping["fault"]): YamlMapping {
  const pairs = (root.items as Pair<Node, Node | null>[]).filter(({key}) => key?.range);
  const entries: YamlEntry[] = [];
  if (root.flow && fault) return {text, entries, fault: {...fault, at: 0}};
  for (const pair of pairs) {
    const last = pair.value?.range?.[1] ?? pair.key.range![1];
    const range: [number, number] = root.flow ? [root.range![0], root.range![1]] : [pair.key.range![0], last];
    const [start, end] = [lineStart(text, range[0]), lineEnd(text, Math.max(range[1], range[0] + 1))];
    const whole = fault === null || (end <= fault.at && isWhole(pair, text) && /[^ \t\r\n]/.test(text[end] ?? " "));
    if (fault && !whole) return {text, entries, fault: {...fault, at: Math.min(start, fault.at)}};
    try {
      entries.push(tree.entry(pair, start, end));
    } catch (limit) {
      if (!(limit instanceof RangeError)) throw limit;
      return {text, entries, fault: {at: start, reason: limit.message}};
    }
  }
  return {text, entries, fault};
}

/**
 * Tiles a YAML mapping: the lines of each top-level entry are a unit with the comments below it; a mapping in braces is
 * one unit. `facts` are what an entry yields once its unit row is out.
 */
export function* yamlUnits(source: Source, facts: (at: Place, entry: YamlEntry) => Iterable<Row>): Iterable<Row> {
  if (source.bytes > maxYamlBytes) {
    const whole = {unit: 1, line: 1, start: 0, end: source.bytes};
    return yield rejected(whole, `document of ${source.bytes} bytes is larger than ${maxYamlBytes / 2 ** 20} MiB`, "");
  }
  const content = source.read(maxYamlBytes);
  const document = new DocumentText(content);
  const {text, entries, fault} = readYamlMapping(document.text);
  let end = 0;
  let at: Place | null = null;
  for (const entry of entries) {
    if (entry.end > end) {
      if (entry.start > end) yield between(document, end, entry.start, fault?.reason);
      [end, at] = [entry.end, document.unit(entry.end)];
      yield parsed(at);
      if (entry.start === 0 && text.startsWith("\ufeff")) yield repair(at, "byte order mark", "U+FEFF", "");
      yield* encodingRepairs(content, at);
    }
    for (const {kind, before, after} of entry.mends) yield repair(at!, kind, before, after);
    yield* facts(at!, entry);
  }
  if (document.done) return;
  if (fault === null) return yield between(document, end, text.length, undefined);
  if (fault.at > end) yield between(document, end, fault.at, fault.reason);
  if (document.done) return;
  const rest = document.unit(text.length);
  yield rejected(rest, `not YAML from here on: ${fault.reason}`, text.slice(fault.at, fault.at + excerpt));
}

/** The lines between two entries. Comments, blank lines and marks of the document are set aside, all else is rejected. */
function between(document: DocumentText, start: number, end: number, reason = "expected an entry"): Row {
  const text = document.text.slice(start, end);
  const at = document.unit(end);
  const spare = text
    .split("\n")
    .every((line) => /^\ufeff?\s*(#.*)?$|^\ufeff?(---|\.\.\.|%.*|\{\})\s*(#.*)?$/.test(line));
  return spare ? ignored(at, "comment or blank lines") : rejected(at, `not YAML: ${reason}`, text.slice(0, excerpt));
}

/** Bytes of a unit that are not UTF-8. */
function* encodingRepairs(content: Buffer, at: Place): Iterable<Row> {
  const {mended} = mendUtf8(content.subarray(at.start, at.end));
  if (mended > 0) yield repair(at, "invalid UTF-8", `${mended} bytes that are not UTF-8`, "?");
}

/** A setting as rows of table param: mappings unfold to keys joined by "/", lists of plain values stay one value. */
export function* yamlParams(run_id: string | null, at: Place, key: string, node: JsonNode): Iterable<FactRow> {
  if (node.kind === "object" && node.entries.size > 0) {
    for (const [name, child] of node.entries) yield* yamlParams(run_id, at, `${key}/${name}`, child);
    return;
  }
  yield {table: "param", at, values: {run_id, key, value: yamlText(node), type: node.kind}};
}

/** A value as text: as written where it is one word, null for null, JSON for lists and mappings. */
export function yamlText(node: JsonNode): string | null {
  if (node.kind === "null") return null;
  if (node.kind === "number") return node.raw ?? String(node.value);
  return node.kind === "object" || node.kind === "array" ? JSON.stringify(plain(node)) : String(node.value);
}

/** A node as plain values, for columns that hold JSON; numbers that JSON has no word for become text. */
export function plain(node: JsonNode): unknown {
  if (node.kind === "object") return Object.fromEntries([...node.entries].map(([key, child]) => [key, plain(child)]));
  if (node.kind === "array") return node.items.map(plain);
  const {value} = node;
  const exact = typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));
  return exact ? value : String(value);
}

/** False where a quote or a bracket inside an entry is never closed. */
function isWhole(pair: Pair<Node, Node | null>, text: string): boolean {
  let whole = true;
  visit(pair.value, {
    Collection: (_key, {flow, range}) => {
      if (flow && range && !/[\]}]/.test(text[range[1] - 1] ?? "")) whole = false;
    },
    Scalar: (_key, {type, range, source}) => {
      const quote = type === "QUOTE_DOUBLE" ? '"' : type === "QUOTE_SINGLE" ? "'" : null;
      if (quote && range && (text[range[1] - 1] !== quote || source === undefined)) whole = false;
    }
  });
  return whole;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Behind the line that holds the character before `at`, and the comments and blank lines below it. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at - 1);
  if (end < 0) return text.length;
  const below = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[ \t]*(?:#[^\n]*)?$)?/y;
  below.lastIndex = end + 1;
  below.exec(text);
  return Math.max(end + 1, below.lastIndex);
}

/** Turns the nodes of a YAML document into those of JSON. */
class YamlTree {
  readonly #document: Document;
  readonly #text: string;
  #nodes = 0;
  #mends: Mend[] = [];

  constructor(document: Document, text: string) {
    this.#document = document;
    this.#text = text;
  }

  entry(pair: Pair<Node, Node | null>, start: number, end: number): YamlEntry {
    this.#mends = [];
    const key = keyText(pair.key);
    return {key, node: this.#node(pair.value, key, start, 0), start, end, mends: this.#mends};
  }

  #node(node: Node | null, path: string, at: number, depth: number): JsonNode {
    if (++this.#nodes > maxNodes) throw new RangeError(`aliases unfold to more than ${maxNodes} values`);
    if (depth > maxDepth) throw new RangeError(`nested deeper than ${maxDepth} levels`);
    if (isAlias(node)) return this.#node(node.resolve(this.#document) ?? null, path, at, depth + 1);
    const [start = at, end = at] = node?.range ?? [];
    if (node?.tag && !node.tag.startsWith("tag:yaml.org,2002:")) this.#mends.push(tagMend(path, node.tag));
    else if (node?.tag?.includes("python/"))
      this.#mends.push(tagMend(path, node.tag.replace("tag:yaml.org,2002:", "!!")));
    if (isMap(node)) return this.#map(node.items as Pair<Node, Node | null>[], path, start, end, depth);
    if (isSeq(node)) {
      const items = (node.items as (Node | null)[]).map((item, i) =>
        this.#node(item, `${path}/${i}`, start, depth + 1)
      );
      return {...leaf("array", null, null, start, end), items};
    }
    if (!isScalar(node)) return leaf("null", null, null, start, end);
    return this.#scalar(node.value, node.source, start, end);
  }

  #map(pairs: Pair<Node, Node | null>[], path: string, start: number, end: number, depth: number): JsonNode {
    const entries = new Map<string, JsonNode>();
    for (const pair of pairs) {
      const key = keyText(pair.key);
      const child = this.#node(pair.value, `${path}/${key}`, start, depth + 1);
      const former = entries.get(key);
      if (former) this.#mends.push(this.#duplicate(`${path}/${key}`, former, child));
      entries.set(key, child);
    }
    return {...leaf("object", null, null, start, end), entries};
  }

  #scalar(value: unknown, source: string | undefined, start: number, end: number): JsonNode {
    if (value === null || value === undefined) return leaf("null", null, null, start, end);
    if (typeof value === "boolean") return leaf("boolean", value, null, start, end);
    if (typeof value !== "number" && typeof value !== "bigint") return leaf("string", String(value), null, start, end);
    const written = source ?? this.#text.slice(start, end);
    const small = typeof value === "bigint" && value <= 2n ** 53n && value >= -(2n ** 53n) ? Number(value) : value;
    return leaf("number", small, String(small) === written ? null : written, start, end);
  }

  #duplicate(path: string, former: JsonNode, child: JsonNode): Mend {
    const words = ({start, end}: JsonNode) => this.#text.slice(start, end).trim();
    return {kind: "duplicate key", before: `${path}: ${words(former)}`, after: `${path}: ${words(child)}`};
  }
}

function tagMend(path: string, tag: string): Mend {
  return {kind: "YAML tag", before: `${path}: ${tag}`, after: `${path}: read without its tag`};
}

function keyText(key: Node): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function leaf(
  kind: JsonNode["kind"],
  value: JsonNode["value"],
  raw: string | null,
  start: number,
  end: number
): JsonNode {
  return {kind, value, raw, entries: new Map<string, JsonNode>(), items: [], start, end, whole: true};
}
