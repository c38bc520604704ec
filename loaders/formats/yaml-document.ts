import {isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair} from "yaml";
import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row} from "../rows.ts";
import {DocumentText} from "./document-units.ts";
import type {JsonNode} from "./json-document.ts";
import type {Mend} from "./json-tokens.ts";
import {ignored, parsed, rejected, repair} from "./unit-line.ts";

/** Larger documents are rejected whole: a tree of every token is held in memory. */
export const maxYamlBytes = 4 * 1024 * 1024;
/** Nodes that aliases may unfold to. */
const maxNodes = 200_000;
const maxDepth = 256;
const excerpt = 4096;

/** A top-level entry of a YAML mapping; `start` is where its key begins. */
export interface YamlEntry {
  key: string;
  node: JsonNode;
  start: number;
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
    logLevel: "silent",
    keepSourceTokens: false
  });
  const error = document.errors[0];
  const fault = error
    ? {at: lineStart(text, error.pos[0]), reason: `line ${lines.linePos(error.pos[0]).line}: ${error.message}`}
    : null;
  if (!isMap(document.contents)) {
    const found = document.contents === null ? "nothing" : isSeq(document.contents) ? "a list" : "a single value";
    return {
      text,
      entries: [],
      fault: {at: 0, reason: fault?.reason ?? `expected a mapping of keys to values, found ${found}`}
    };
  }
  const tree = new YamlTree(document, text);
  const entries: YamlEntry[] = [];
  const pairs = (document.contents.items as Pair<Node, Node | null>[]).filter(({key}) => key?.range);
  const starts = pairs.map(({key}) => key.range![0]);
  for (const [i, pair] of pairs.entries()) {
    const start = starts[i]!;
    if (fault && (starts[i + 1] ?? text.length) >= fault.at && !isClosed(pair, text, fault.at))
      return {text, entries, fault: {...fault, at: Math.min(start, fault.at)}};
    try {
      entries.push(tree.entry(pair, start));
    } catch (limit) {
      if (!(limit instanceof RangeError)) throw limit;
      return {text, entries, fault: {at: start, reason: limit.message}};
    }
  }
  return {text, entries, fault};
}

/**
 * Tiles a YAML mapping: each top-level entry is a unit up to where the next begins, so that comments belong to the
 * entry above them. `facts` are what an entry yields once its unit row is out.
 */
export function* yamlUnits(source: Source, facts: (at: Place, entry: YamlEntry) => Iterable<Row>): Iterable<Row> {
  if (source.bytes > maxYamlBytes) {
    const whole = {unit: 1, line: 1, start: 0, end: source.bytes};
    return yield rejected(whole, `document of ${source.bytes} bytes is larger than ${maxYamlBytes / 2 ** 20} MiB`, "");
  }
  const document = new DocumentText(source.read(maxYamlBytes));
  const {text, repairs} = document;
  const {entries, fault} = readYamlMapping(text);
  const readable = fault?.at ?? text.length;
  const first = entries[0]?.start ?? readable;
  if (first > 0) yield ignored(document.unit(first), "lines before the first entry");
  for (const [i, entry] of entries.entries()) {
    const at = document.unit(entries[i + 1]?.start ?? readable);
    yield parsed(at);
    for (const {kind, before, after} of [...(i === 0 ? repairs : []), ...entry.mends])
      yield repair(at, kind, before, after);
    yield* facts(at, entry);
  }
  if (fault && !document.done) {
    const at = document.unit(text.length);
    yield rejected(at, `not YAML from here on: ${fault.reason}`, text.slice(fault.at, fault.at + excerpt));
  }
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

/** An entry in front of a fault that the fault cannot be part of: a plain value on one line. */
function isClosed({key, value}: Pair<Node, Node | null>, text: string, fault: number): boolean {
  if (!isScalar(value) || !key.range || !value.range) return false;
  const [start, end] = [key.range[0], value.range[1]];
  return end <= fault && !text.slice(start, end).includes("\n");
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", Math.max(at - 1, 0)) + 1;
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

  entry(pair: Pair<Node, Node | null>, start: number): YamlEntry {
    this.#mends = [];
    const key = keyText(pair.key);
    return {key, node: this.#node(pair.value, key, start, 0), start, mends: this.#mends};
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
