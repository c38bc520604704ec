import {JsonFault, JsonTokens} from "./json-tokens.ts";

/**
 * One scalar of a JSON text, or an array that holds scalars only. Objects, and arrays that hold an object or an array,
 * are flattened: keys and indices joined with `/`.
 */
export interface Leaf {
  path: string;
  kind: "number" | "string" | "boolean" | "null" | "array" | "object";
  /** number, also NaN and ±Infinity; bigint beyond 2^53; null for null, array and empty object. */
  value: string | number | bigint | boolean | null;
  /** A number's original text where it differs from the shortest round-trip text of its double (nan, inf, -inf), else null. */
  raw: string | null;
  /** The entries of an array of scalars. */
  items: Leaf[] | null;
  start: number;
  end: number;
}

/** A key at any depth; its leaves are `leaves[from..to)`, its value's text [start, end). */
export interface Key {
  path: string;
  top: boolean;
  start: number;
  end: number;
  from: number;
  to: number;
}

const maxDepth = 128;

/** Scans the JSON object at `at` into its leaves. */
export class JsonScanner extends JsonTokens {
  readonly leaves: Leaf[] = [];
  readonly keys: Key[] = [];
  #depth = 0;

  /** Throws a JsonFault; leaves `at` behind the object. */
  scan(): void {
    this.space();
    if (this.text.charCodeAt(this.at) !== 0x7b) throw this.fault("an object");
    this.#object("");
  }

  #object(prefix: string): void {
    if (++this.#depth > maxDepth) throw new JsonFault(`nested deeper than ${maxDepth} levels`);
    const start = this.at++;
    this.space();
    if (this.text.charCodeAt(this.at) === 0x7d) {
      this.at++;
      if (prefix !== "") this.#push(prefix, "object", null, start);
    } else {
      while (this.#entry(prefix)) this.space();
    }
    this.#depth--;
  }

  /** One `"key": value` and what follows it; false after the closing brace. */
  #entry(prefix: string): boolean {
    if (this.text.charCodeAt(this.at) !== 0x22) throw this.fault("a key in double quotes");
    const name = this.string();
    const path = this.#depth === 1 ? name : `${prefix}/${name}`;
    this.space();
    if (this.text.charCodeAt(this.at) !== 0x3a) throw this.fault('":"');
    this.at++;
    this.space();
    const key: Key = {path, top: this.#depth === 1, start: this.at, end: 0, from: this.leaves.length, to: 0};
    this.keys.push(key);
    this.#value(path);
    key.end = this.at;
    key.to = this.leaves.length;
    return this.separator(0x7d, '"," or "}"');
  }

  #array(path: string): void {
    if (++this.#depth > maxDepth) throw new JsonFault(`nested deeper than ${maxDepth} levels`);
    const start = this.at++;
    const from = this.leaves.length;
    let flat = true;
    this.space();
    if (this.text.charCodeAt(this.at) === 0x5d) this.at++;
    else {
      let index = 0;
      do {
        this.space();
        const c = this.text.charCodeAt(this.at);
        if (c === 0x7b || c === 0x5b) flat = false;
        this.#value(`${path}/${index++}`);
      } while (this.separator(0x5d, '"," or "]"'));
    }
    this.#depth--;
    if (!flat) return;
    const items = this.leaves.splice(from);
    this.#push(path, "array", null, start).items = items;
  }

  #push(path: string, kind: Leaf["kind"], value: Leaf["value"], start: number, raw: string | null = null): Leaf {
    const leaf: Leaf = {path, kind, value, raw, items: null, start, end: this.at};
    this.leaves.push(leaf);
    return leaf;
  }

  #value(path: string): void {
    const start = this.at;
    const c = this.text.charCodeAt(start);
    const digit = c === 0x2d ? this.text.charCodeAt(start + 1) : c;
    if (digit >= 0x30 && digit <= 0x39) this.#number(path);
    else if (c === 0x22) this.#push(path, "string", this.string(), start);
    else if (c === 0x7b) this.#object(path);
    else if (c === 0x5b) this.#array(path);
    else if (c === 0x74 && this.word("true")) this.#push(path, "boolean", true, start);
    else if (c === 0x66 && this.word("false")) this.#push(path, "boolean", false, start);
    else if (c === 0x6e && this.word("null")) this.#push(path, "null", null, start);
    else this.#nonFinite(path);
  }

  #number(path: string): void {
    const start = this.at;
    const {value, raw} = this.number();
    this.#push(path, "number", value, start, raw);
  }

  #nonFinite(path: string): void {
    const start = this.at;
    const {value, raw} = this.nonFinite(path);
    this.#push(path, "number", value, start, raw);
  }
}
