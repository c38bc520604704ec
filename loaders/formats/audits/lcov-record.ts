import type {RepairRow} from "../../rows.ts";

const counted = {
  lines: {found: "LF", hit: "LH"},
  branches: {found: "BRF", hit: "BRH"},
  functions: {found: "FNF", hit: "FNH"}
};
type Counted = keyof typeof counted;

const forms: Record<string, {pattern: RegExp; expected: string}> = {
  DA: {pattern: /^(\d+),(-?\d+)(?:,.*)?$/, expected: "DA:<line>,<hits>"},
  BRDA: {pattern: /^(\d+),(?:e?\d+),.*?,(-|-?\d+)$/, expected: "BRDA:<line>,<block>,<branch>,<hits or ->"},
  FNDA: {pattern: /^(-?\d+),(.*)$/, expected: "FNDA:<hits>,<name>"},
  LF: {pattern: /^(\d+)$/, expected: "LF:<count>"},
  LH: {pattern: /^(\d+)$/, expected: "LH:<count>"},
  BRF: {pattern: /^(\d+)$/, expected: "BRF:<count>"},
  BRH: {pattern: /^(\d+)$/, expected: "BRH:<count>"},
  FNF: {pattern: /^(\d+)$/, expected: "FNF:<count>"},
  FNH: {pattern: /^(\d+)$/, expected: "FNH:<count>"}
};

/** What one record of a tracefile says. */
export class LcovRecord {
  file: string | null = null;
  /** What is wrong with its first bad line. */
  fault: string | null = null;
  empty = true;
  readonly repairs: RepairRow[] = [];
  readonly #totals = new Map<string, number>();
  readonly #hits: Record<Counted, Map<string, boolean>> = {
    lines: new Map(),
    branches: new Map(),
    functions: new Map()
  };

  /** One line; `complete` is false for a last line without its end, which may have been cut. */
  take(text: string, line: number, complete: boolean): void {
    this.empty = false;
    const [, key, rest] = /^([A-Z]+):(.*)$/.exec(text) ?? [];
    if (key === undefined) return this.#bad(`expected a keyword and ":" on line ${line}, found`, text, complete);
    if (key === "SF") {
      this.file = rest!.trim();
      if (this.file === "") this.#bad(`expected SF:<path> on line ${line}, found`, text, complete);
      return;
    }
    const form = forms[key];
    if (!form) return;
    const found = form.pattern.exec(rest!.trim());
    if (!found) return this.#bad(`expected ${form.expected} on line ${line}, found`, text, complete);
    this.#count(key, found, text);
  }

  /** Columns of table coverage; counts are those of the lines where there are any, else the totals as written. */
  coverage(): {values: Record<string, string | number | null>; differing: {before: string; after: string}[]} {
    const values: Record<string, string | number | null> = {file: this.file};
    const differing: {before: string; after: string}[] = [];
    for (const [name, keys] of Object.entries(counted) as [Counted, {found: string; hit: string}][]) {
      const own = this.#hits[name];
      const counts = {found: own.size, hit: [...own.values()].filter(Boolean).length};
      for (const which of ["found", "hit"] as const) {
        const total = this.#totals.get(keys[which]) ?? null;
        const value = own.size > 0 ? counts[which] : total;
        values[which === "found" ? name : `${name}_hit`] = value;
        if (total !== null && total !== value)
          differing.push({before: `${keys[which]}:${total}`, after: `${keys[which]}:${value}`});
      }
    }
    return {values, differing};
  }

  #count(key: string, [, first, second]: RegExpExecArray, text: string): void {
    if (key === "DA") this.#hit("lines", first!, Number(second) > 0);
    else if (key === "BRDA") this.#hit("branches", text.slice(0, text.lastIndexOf(",")), Number(second) > 0);
    else if (key === "FNDA") this.#hit("functions", `${this.#hits.functions.size} ${second}`, Number(first) > 0);
    else this.#totals.set(key, Number(first));
  }

  /** A line or branch told twice is hit where either says so; functions of one name are different ones. */
  #hit(what: Counted, key: string, hit: boolean): void {
    this.#hits[what].set(key, hit || (this.#hits[what].get(key) ?? false));
  }

  #bad(expected: string, text: string, complete: boolean): void {
    if (complete) this.fault ??= `${expected} ${JSON.stringify(text.slice(0, 80))}`;
  }
}
