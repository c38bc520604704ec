/** Why a line is no sample: expected, found, column from 1. */
export class SampleFault extends Error {}

/** One line of exposition text; numbers as they are written. */
export interface PrometheusSample {
  name: string;
  labels: Record<string, string>;
  value: string;
  timestamp: string | null;
  exemplar: {labels: Record<string, string>; value: string; timestamp: string | null} | null;
}

const nameToken = /[a-zA-Z_:][\w:.]*/y;
const numberToken = /[^\s#]+/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;

/** Reads `name{label="value"} 1.5 1700000000000 # {trace="a"} 0.5`; the name may stand quoted among the labels. */
export function readSample(line: string): PrometheusSample {
  const scanner = new SampleScanner(line);
  const name = scanner.name();
  const {labels, name: inner} = scanner.labels();
  const found = name ?? inner;
  if (found === null) throw scanner.fault("the name of a metric");
  const value = scanner.token("a value");
  const timestamp = scanner.optional();
  const exemplar = scanner.exemplar();
  scanner.end();
  return {name: found, labels, value, timestamp, exemplar};
}

class SampleScanner {
  readonly #line: string;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  fault(expected: string): SampleFault {
    const found = this.#at < this.#line.length ? JSON.stringify(this.#line.slice(this.#at, this.#at + 20)) : "the end";
    return new SampleFault(`expected ${expected} at column ${this.#at + 1}, found ${found}`);
  }

  name(): string | null {
    this.#space();
    return this.#match(nameToken)?.[0] ?? null;
  }

  labels(): {labels: Record<string, string>; name: string | null} {
    const labels: Record<string, string> = {};
    let name: string | null = null;
    this.#space();
    if (!this.#take("{")) return {labels, name};
    for (this.#space(); !this.#take("}"); this.#space()) {
      const key = this.#match(nameToken)?.[0] ?? this.#string();
      if (key === null) throw this.fault('a label or "}"');
      this.#space();
      if (this.#take("=")) {
        this.#space();
        const value = this.#string();
        if (value === null) throw this.fault("a label's value in double quotes");
        labels[key] = value;
      } else if (name === null) name = key;
      else throw this.fault('"="');
      this.#space();
      if (!this.#take(",") && this.#line[this.#at] !== "}") throw this.fault('"," or "}"');
    }
    return {labels, name};
  }

  token(expected: string): string {
    const found = this.optional();
    if (found === null) throw this.fault(expected);
    return found;
  }

  optional(): string | null {
    this.#space();
    return this.#match(numberToken)?.[0] ?? null;
  }

  exemplar(): PrometheusSample["exemplar"] {
    this.#space();
    if (!this.#take("#")) return null;
    const {labels} = this.labels();
    return {labels, value: this.token("the exemplar's value"), timestamp: this.optional()};
  }

  end(): void {
    this.#space();
    if (this.#at < this.#line.length) throw this.fault("the end of the line");
  }

  #space(): void {
    while (this.#line[this.#at] === " " || this.#line[this.#at] === "\t") this.#at++;
  }

  #take(mark: string): boolean {
    if (this.#line[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #string(): string | null {
    const found = this.#match(quoted);
    return found ? found[1]!.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c)) : null;
  }

  #match(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#line);
    if (found) this.#at += found[0].length;
    return found;
  }
}
