import {readNumber, type NumberToken} from "./json-number.ts";

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

/** Why a text is no JSON: expected, found, column from 1. `ended`: the text ended too early. */
export class JsonFault extends Error {
  readonly ended: boolean;

  constructor(message: string, ended = false) {
    super(message);
    this.ended = ended;
  }
}

const nonFinite = /[+-]?(?:nan|inf(?:inity)?)(?![\w.])/iy;
const unpaired = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The words of a JSON text. Lenient in numbers (NaN, infinities) and strings (raw control characters) only. */
export class JsonTokens {
  readonly text: string;
  at: number;
  readonly mends: Mend[] = [];
  readonly patches: Patch[] = [];

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  space(): void {
    for (let c; (c = this.text.charCodeAt(this.at)) === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d;) this.at++;
  }

  fault(expected: string): JsonFault {
    const found = this.at < this.text.length ? JSON.stringify(this.text[this.at]) : "the end";
    return new JsonFault(`expected ${expected} at column ${this.at + 1}, found ${found}`, this.at >= this.text.length);
  }

  protected word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  protected number(): NumberToken {
    const number = readNumber(this.text, this.at);
    if (number === null) throw this.fault("a number");
    this.at = number.end;
    return number;
  }

  /** NaN or an infinity in any spelling; `path` names it in the mend. `raw` is null where it is spelt nan, inf or -inf. */
  protected nonFinite(path: string): {value: number; raw: string | null} {
    const start = this.at;
    nonFinite.lastIndex = start;
    const token = nonFinite.exec(this.text)?.[0];
    if (token === undefined) throw this.fault("a value");
    this.at += token.length;
    const value = /nan/i.test(token) ? NaN : token.startsWith("-") ? -Infinity : Infinity;
    const name = nonFiniteName(value)!;
    this.mends.push({kind: "non-finite number", before: `${path}: ${token}`, after: `${path}: ${name}`});
    this.patches.push({start, end: this.at, by: JSON.stringify(String(value))});
    return {value, raw: token === name ? null : token};
  }

  /** What stands between two values; false where `close` ended them. */
  protected separator(close: number, expected: string): boolean {
    this.space();
    const c = this.text.charCodeAt(this.at);
    if (c !== 0x2c && c !== close) throw this.fault(expected);
    this.at++;
    return c === 0x2c;
  }

  /** A string at its opening quote; leaves `at` behind the closing one. */
  protected string(): string {
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
