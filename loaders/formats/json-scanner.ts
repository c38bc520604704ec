import {readNumber} from "./json-number.ts";

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

/** A tolerated departure from JSON. */
export interface Mend {
  kind: string;
  before: string;
  after: string;
}

/** What makes the text strict JSON. */
export interface Patch {
  start: number;
  end: number;
  by: string;
}

/** Why a text is no JSON object: expected, found, column from 1. */
export class JsonFault extends Error {}

const maxDepth = 128;
const nonFinite = /[+-]?(?:nan|inf(?:inity)?)(?![\w.])/iy;
const unpaired = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Scans the JSON object at `at`. Lenient in numbers (NaN, infinities) and strings (raw control characters) only. */
export class JsonScanner {
  readonly text: string;
  at: number;
  readonly leaves: Leaf[] = [];
  readonly keys: Key[] = [];
  readonly mends: Mend[] = [];
  readonly patches: Patch[] = [];
  #depth = 0;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** Throws a JsonFault; leaves `at` behind the object. */
  scan(): void {
    this.space();
    if (this.text.charCodeAt(this.at) !== 0x7b) throw this.fault("an object");
    this.#object("");
  }

  space(): void {
    for (let c; (c = this.text.charCodeAt(this.at)) === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d;) this.at++;
  }

  fault(expected: string): JsonFault {
    const found = this.at < this.text.length ? JSON.stringify(this.text[this.at]) : "the end";
    return new JsonFault(`expected ${expected} at column ${this.at + 1}, found ${found}`);
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
    const name = this.#string();
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
    return this.#separator(0x7d, '"," or "}"');
  }

  #separator(close: number, expected: string): boolean {
    this.space();
    const c = this.text.charCodeAt(this.at);
    if (c !== 0x2c && c !== close) throw this.fault(expected);
    this.at++;
    return c === 0x2c;
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
      } while (this.#separator(0x5d, '"," or "]"'));
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
    else if (c === 0x22) this.#push(path, "string", this.#string(), start);
    else if (c === 0x7b) this.#object(path);
    else if (c === 0x5b) this.#array(path);
    else if (c === 0x74 && this.#word("true")) this.#push(path, "boolean", true, start);
    else if (c === 0x66 && this.#word("false")) this.#push(path, "boolean", false, start);
    else if (c === 0x6e && this.#word("null")) this.#push(path, "null", null, start);
    else this.#nonFinite(path);
  }

  #word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  #number(path: string): void {
    const start = this.at;
    const number = readNumber(this.text, start);
    if (number === null) throw this.fault("a number");
    this.at = number.end;
    this.#push(path, "number", number.value, start, number.raw);
  }

  #nonFinite(path: string): void {
    const start = this.at;
    nonFinite.lastIndex = start;
    const token = nonFinite.exec(this.text)?.[0];
    if (token === undefined) throw this.fault("a value");
    this.at += token.length;
    const value = /nan/i.test(token) ? NaN : token.startsWith("-") ? -Infinity : Infinity;
    const name = nonFiniteName(value)!;
    this.#push(path, "number", value, start, token === name ? null : token);
    this.mends.push({kind: "non-finite number", before: `${path}: ${token}`, after: `${path}: ${name}`});
    this.patches.push({start, end: this.at, by: JSON.stringify(String(value))});
  }

  /** A string at its opening quote; leaves `at` behind the closing one. */
  #string(): string {
    const start = this.at + 1;
    for (let i = start; ; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 0x22) {
        this.at = i + 1;
        return this.text.slice(start, i);
      }
      if (!(c >= 0x20) || c === 0x5c || (c >= 0xd800 && c <= 0xdfff)) return this.#unusualString();
    }
  }

  #unusualString(): string {
    const start = this.at;
    const end = this.#closingQuote(start + 1);
    let strict = "";
    let from = start;
    for (let i = start + 1; i < end - 1; i++) {
      const c = this.text.charCodeAt(i);
      if (c >= 0x20) continue;
      const escape = `\\u${c.toString(16).padStart(4, "0")}`;
      strict += this.text.slice(from, i) + escape;
      from = i + 1;
      this.mends.push({kind: "control character in a string", before: this.text.slice(i, from), after: escape});
      this.patches.push({start: i, end: from, by: escape});
    }
    const value = this.#unescape(strict + this.text.slice(from, end));
    this.at = end;
    return this.#paired(value, start, end);
  }

  #closingQuote(from: number): number {
    for (let i = from; ; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 0x22) return i + 1;
      if (c === 0x5c) i++;
      if (!(i < this.text.length)) {
        this.at = this.text.length;
        throw this.fault("a closing double quote");
      }
    }
  }

  #unescape(quoted: string): string {
    try {
      return JSON.parse(quoted) as string;
    } catch (error) {
      if (error instanceof SyntaxError) throw this.fault("a string with valid escapes");
      throw error;
    }
  }

  /** Half a surrogate pair cannot be written as UTF-8: it becomes U+FFFD. */
  #paired(value: string, start: number, end: number): string {
    const whole = value.replace(unpaired, "\ufffd");
    if (whole === value) return value;
    this.mends.push({kind: "unpaired surrogate", before: this.text.slice(start, end), after: JSON.stringify(whole)});
    const inside = ({start: at}: Patch) => at >= start && at < end;
    while (this.patches.length > 0 && inside(this.patches.at(-1)!)) this.patches.pop();
    this.patches.push({start, end, by: JSON.stringify(whole)});
    return whole;
  }
}

/** nan, inf or -inf as table `metric` names them; null for finite numbers. */
export function nonFiniteName(value: number): "nan" | "inf" | "-inf" | null {
  if (Number.isFinite(value)) return null;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
