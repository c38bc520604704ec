import type {Outcome, Place, UnitRow} from "../rows.ts";

const textLimit = 4096;

export interface Reject {
  at: Place;
  reason: string;
  text: string;
}

/** What a ledger has taken so far. */
export interface LedgerState {
  counts: Record<Outcome, number>;
  ignored: Map<string, {units: number; firstLine: number | null}>;
  end: number;
  unit: number;
}

/**
 * Counts what became of every unit and proves that none is missing: units must come in order and their byte ranges
 * must tile [0, bytes). A parser that drops a unit fails here, not on a page.
 */
export class Ledger {
  readonly counts: Record<Outcome, number>;
  readonly ignored: Map<string, {units: number; firstLine: number | null}>;
  private end: number;
  private unit: number;
  private readonly path: string;

  /** Goes on from `state` where the beginning of the file was read before. */
  constructor(path: string, state?: LedgerState) {
    this.path = path;
    this.counts = state?.counts ?? {parsed: 0, rejected: 0, ignored: 0, pending: 0};
    this.ignored = state?.ignored ?? new Map();
    this.end = state?.end ?? 0;
    this.unit = state?.unit ?? 0;
  }

  state(): LedgerState {
    return {counts: this.counts, ignored: this.ignored, end: this.end, unit: this.unit};
  }

  /** Takes the next unit; returns its reject when it is one. */
  take(row: UnitRow): Reject | null {
    const {at, outcome} = row;
    if (at.unit !== this.unit + 1 || at.start !== this.end || at.end < at.start) throw this.gap(at);
    this.unit = at.unit;
    this.end = at.end;
    this.counts[outcome] += 1;
    if (outcome === "ignored") this.ignore(row);
    if (outcome !== "rejected") return null;
    if (!row.reason) throw new Error(`${this.path}:${at.line ?? at.unit}: a rejected unit needs a reason`);
    return {at, reason: row.reason, text: (row.text ?? "").slice(0, textLimit)};
  }

  /** Takes units that were all parsed, the first of which begins at `from` and the last of which ends at `to`. */
  takeParsed(units: number, from: Place, to: Place): void {
    if (from.unit !== this.unit + 1 || from.start !== this.end || to.unit !== this.unit + units) throw this.gap(from);
    this.unit = to.unit;
    this.end = to.end;
    this.counts.parsed += units;
  }

  /** Throws unless the units reach the end of the file. */
  finish(bytes: number): number {
    if (this.end !== bytes) throw new Error(`${this.path}: expected units to cover ${bytes} bytes, found ${this.end}`);
    return this.unit;
  }

  private ignore({at, rule}: UnitRow): void {
    if (!rule) throw new Error(`${this.path}:${at.line ?? at.unit}: an ignored unit needs the rule that ignores it`);
    const entry = this.ignored.get(rule);
    if (entry) entry.units += 1;
    else this.ignored.set(rule, {units: 1, firstLine: at.line});
  }

  private gap(at: Place): Error {
    return new Error(
      `${this.path}: expected unit ${this.unit + 1} at byte ${this.end}, found unit ${at.unit} at [${at.start}, ${at.end})`
    );
  }
}
