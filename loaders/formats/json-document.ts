import {JsonFault, JsonTokens, type Mend} from "./json-tokens.ts";

/** A value of a JSON document with its range in the text. */
export interface JsonNode {
  kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** The scalar; bigint beyond 2^53, NaN and ±Infinity where they were written; null for objects, arrays and null. */
  value: string | number | bigint | boolean | null;
  /** A number's text where it differs from the shortest round-trip text of its double, else null. */
  raw: string | null;
  /** Entries of an object, the last one where a key repeats. */
  entries: Map<string, JsonNode>;
  items: JsonNode[];
  start: number;
  end: number;
  /** False where the text ended or broke before the closing bracket. */
  whole: boolean;
}

/** Where a document broke off. */
export interface DocumentFault {
  at: number;
  reason: string;
  /** The text ended too early. */
  ended: boolean;
}

/** A document as far as it could be read; `open` are the starts of the nodes that the fault left unfinished. */
export interface JsonDocument {
  text: string;
  root: JsonNode;
  mends: Mend[];
  /** Why the rest could not be read, and where it begins; null where the document is whole. */
  fault: (DocumentFault & {open: ReadonlySet<number>}) | null;
}

const maxDepth = 512;
const noEntries = new Map<string, JsonNode>();
const noItems: JsonNode[] = [];

/**
 * Reads a whole JSON document; where it breaks off, what stands before the fault is kept (nodes with `whole` false hold
 * only what was read). Only white space and `tail` may follow, e.g. /;?\s*$/y for a JavaScript assignment.
 */
export function readJsonDocument(text: string, from = 0, tail?: RegExp): JsonDocument {
  return new JsonTree(text, from).read(tail);
}

/** The node at a path of keys and indices, e.g. nodeAt(root, "context", "caches", 0). */
export function nodeAt(node: JsonNode | undefined, ...path: (string | number)[]): JsonNode | undefined {
  return path.reduce<JsonNode | undefined>(
    (found, step) => (typeof step === "number" ? found?.items[step] : found?.entries.get(step)),
    node
  );
}

/** The string at a path; a number's own text; undefined for anything else. */
export function textOf(document: JsonDocument, node: JsonNode | undefined): string | undefined {
  if (node?.kind === "string") return node.value as string;
  return node?.kind === "number" ? document.text.slice(node.start, node.end) : undefined;
}

class JsonTree extends JsonTokens {
  #depth = 0;
  #open: JsonNode[] = [];

  read(tail?: RegExp): JsonDocument {
    const root = this.#node("null", null, this.at);
    let fault: JsonDocument["fault"] = null;
    try {
      this.space();
      Object.assign(root, this.#value("", root));
      this.space();
      if (tail) {
        tail.lastIndex = this.at;
        if (tail.test(this.text)) this.at = this.text.length;
      }
      if (this.at < this.text.length) throw this.fault("nothing behind the document");
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      const open = new Set(this.#open.map(({start}) => start));
      fault = {at: this.at, reason: error.message, ended: error.ended, open};
      for (const node of this.#open) [node.whole, node.end] = [false, this.at];
    }
    return {text: this.text, root, mends: this.mends, fault};
  }

  #node(kind: JsonNode["kind"], value: JsonNode["value"], start: number, raw: string | null = null): JsonNode {
    return {kind, value, raw, entries: noEntries, items: noItems, start, end: this.at, whole: true};
  }

  /** The value at `at`; a container is filled in `into` where given, so that a fault leaves what was read. */
  #value(path: string, into?: JsonNode): JsonNode {
    const start = this.at;
    const c = this.text.charCodeAt(start);
    const digit = c === 0x2d ? this.text.charCodeAt(start + 1) : c;
    if (digit >= 0x30 && digit <= 0x39) {
      const {value, raw} = this.number();
      return this.#node("number", value, start, raw);
    }
    if (c === 0x22) return this.#node("string", this.string(), start);
    if (c === 0x7b) return this.#container("object", path, start, into);
    if (c === 0x5b) return this.#container("array", path, start, into);
    if (c === 0x74 && this.word("true")) return this.#node("boolean", true, start);
    if (c === 0x66 && this.word("false")) return this.#node("boolean", false, start);
    if (c === 0x6e && this.word("null")) return this.#node("null", null, start);
    const {value, raw} = this.nonFinite(path);
    return this.#node("number", value, start, raw);
  }

  #container(kind: "object" | "array", path: string, start: number, into?: JsonNode): JsonNode {
    if (++this.#depth > maxDepth) throw new JsonFault(`nested deeper than ${maxDepth} levels`);
    const node = Object.assign(into ?? this.#node(kind, null, start), {kind, start, value: null});
    if (kind === "object") node.entries = new Map();
    else node.items = [];
    this.#open.push(node);
    const close = kind === "object" ? 0x7d : 0x5d;
    this.at++;
    this.space();
    if (this.text.charCodeAt(this.at) === close) this.at++;
    else {
      do {
        this.space();
        if (kind === "object") this.#entry(node, path);
        else this.#item(node, `${path}/${node.items.length}`);
      } while (this.separator(close, kind === "object" ? '"," or "}"' : '"," or "]"'));
    }
    this.#open.pop();
    this.#depth--;
    node.end = this.at;
    return node;
  }

  #entry(node: JsonNode, prefix: string): void {
    if (this.text.charCodeAt(this.at) !== 0x22) throw this.fault("a key in double quotes");
    const key = this.string();
    const path = prefix === "" ? key : `${prefix}/${key}`;
    this.space();
    if (this.text.charCodeAt(this.at) !== 0x3a) throw this.fault('":"');
    this.at++;
    this.space();
    const former = node.entries.get(key);
    const child = this.#child(path, (open) => node.entries.set(key, open));
    if (former)
      this.mends.push({
        kind: "duplicate key",
        before: `${path}: ${this.text.slice(former.start, former.end)}`,
        after: `${path}: ${this.text.slice(child.start, child.end)}`
      });
  }

  #item(node: JsonNode, path: string): void {
    this.#child(path, (open) => node.items.push(open));
  }

  /** A container is put in its place before it is read, so that a fault inside leaves what stands before it. */
  #child(path: string, put: (node: JsonNode) => void): JsonNode {
    const c = this.text.charCodeAt(this.at);
    if (c !== 0x7b && c !== 0x5b) {
      const child = this.#value(path);
      put(child);
      return child;
    }
    const child = this.#node(c === 0x7b ? "object" : "array", null, this.at);
    put(child);
    return this.#value(path, child);
  }
}
