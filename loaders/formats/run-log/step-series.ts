/** Rows of one metric set (the same keys, or the same metric and split) within a segment. */
interface Series {
  first: number;
  last: number;
  epoch: number | null;
  recent: {step: number; epoch: number | null; values: number[]}[];
}

/** Rows of one metric set that are remembered: how far apart two writers may be and still be seen as two. */
export const memory = 32;
/** Metric sets watched at a time; a log that makes up new keys in every line forgets the oldest. */
const mostSeries = 4096;

interface Doubt {
  key: string;
  rows: number;
  before: Map<string, Series>;
  writers: number;
}

/** What a series remembers from one reading of a file to the next. */
export interface StepSeriesState {
  writers: number;
  series: Map<string, Series>;
  interleaved: boolean;
  doubt: Doubt | null;
}

/** What a row does to its run: goes on with it, begins a segment, or begins one that the next rows must confirm. */
export type StepVerdict = "continues" | "restarts" | "may restart";

/** What became of a doubtful restart: it was one, or it was two writers taking turns. */
export type DoubtVerdict = "restart" | "two writers" | null;

/**
 * Tells restarts from two writers in one file. Both make the step go back within one metric set:
 *
 * - More than `memory` rows back: a restart (from the beginning or from a checkpoint), a new segment.
 * - Fewer rows back: a restart or the slower of two writers. The next `memory` rows of the metric set decide. If the
 *   step goes back again without falling to or below the doubtful row, two writers take turns and nothing is split;
 *   if not, or if it falls to the beginning once more, it was a restart.
 * - Within an established pair of writers fewer rows back mean nothing.
 * - A larger epoch with a smaller step is progress: the step counts within the epoch.
 *
 * A step that repeats is never a restart; with other values it is another writer.
 */
export class StepSeries {
  writers = 1;
  #series = new Map<string, Series>();
  #interleaved = false;
  #doubt: Doubt | null = null;

  constructor(state?: StepSeriesState) {
    if (!state) return;
    this.writers = state.writers;
    this.#series = state.series;
    this.#interleaved = state.interleaved;
    this.#doubt = state.doubt;
  }

  state(): StepSeriesState {
    return {writers: this.writers, series: this.#series, interleaved: this.#interleaved, doubt: this.#doubt};
  }

  /** Where a metric set stands; null where it was not seen. */
  standing(key: string): {last: number; epoch: number | null} | null {
    return this.#series.get(key) ?? null;
  }

  /** Goes on with rows of a metric set whose steps rise and whose epochs do not fall, of which only the last are needed. */
  advance(key: string, rows: {step: number; epoch: number | null; values: number[]}[]): void {
    const series = this.#series.get(key)!;
    series.last = rows.at(-1)!.step;
    series.epoch = rows.findLast(({epoch}) => epoch !== null)?.epoch ?? series.epoch;
    series.recent = [...series.recent, ...rows].slice(-memory);
  }

  /** `settled` is about the doubtful segment before this row, `verdict` about this row. */
  observe(
    key: string,
    step: number,
    epoch: number | null,
    values: number[]
  ): {settled: DoubtVerdict; verdict: StepVerdict} {
    const settled = this.#doubt ? this.#settle(key, step, epoch) : null;
    const series = this.#series.get(key);
    const back = series !== undefined && goesBack(series, step, epoch);
    if (this.#doubt || !back || (this.#interleaved && isRecent(series, step))) {
      this.#record(key, step, epoch, values);
      return {settled, verdict: "continues"};
    }
    const recent = isRecent(series, step);
    if (recent) this.#doubt = {key, rows: 0, before: this.#series, writers: this.writers};
    this.#begin();
    this.#record(key, step, epoch, values);
    return {settled, verdict: recent ? "may restart" : "restarts"};
  }

  /** A new segment that the log itself announces. */
  restart(): DoubtVerdict {
    const settled = this.#doubt ? "restart" : null;
    this.#doubt = null;
    this.#begin();
    return settled;
  }

  /** Settles what is still open at the end of the file, or where too many rows wait for it. */
  finish(): DoubtVerdict {
    const settled = this.#doubt ? "restart" : null;
    this.#doubt = null;
    return settled;
  }

  #begin(): void {
    this.#series = new Map();
    this.#interleaved = false;
    this.writers = 1;
  }

  #settle(key: string, step: number, epoch: number | null): DoubtVerdict {
    const doubt = this.#doubt!;
    if (key !== doubt.key) return null;
    const series = this.#series.get(key);
    if (!series || !goesBack(series, step, epoch)) {
      if (++doubt.rows < memory) return null;
      this.#doubt = null;
      return "restart";
    }
    this.#doubt = null;
    if (step <= series.first) return "restart";
    this.#join(doubt.before, doubt.writers);
    return "two writers";
  }

  #join(before: Map<string, Series>, writers: number): void {
    const late = this.#series;
    const found = this.writers;
    this.#series = before;
    this.#interleaved = true;
    this.writers = Math.max(2, writers, found);
    for (const [key, series] of late)
      for (const {step, epoch, values} of series.recent) this.#record(key, step, epoch, values);
  }

  #record(key: string, step: number, epoch: number | null, values: number[]): void {
    const series = this.#series.get(key) ?? this.#newSeries(key, step, epoch);
    if (epoch !== null && series.epoch !== null && epoch > series.epoch && step < series.last) {
      series.last = step;
      series.recent = [];
    }
    series.first = Math.min(series.first, step);
    series.last = Math.max(series.last, step);
    series.epoch = epoch ?? series.epoch;
    this.#countWriters(series, step, epoch, values);
    series.recent.push({step, epoch, values});
    if (series.recent.length > memory) series.recent.shift();
  }

  #newSeries(key: string, step: number, epoch: number | null): Series {
    const series: Series = {first: step, last: step, epoch, recent: []};
    if (this.#series.size === mostSeries) this.#series.delete(this.#series.keys().next().value!);
    this.#series.set(key, series);
    return series;
  }

  #countWriters({recent}: Series, step: number, epoch: number | null, values: number[]): void {
    let different: number[][] | null = null;
    for (let i = recent.length - 1; i >= 0; i--) {
      const row = recent[i]!;
      if (row.step !== step || row.epoch !== epoch) continue;
      if (equal(row.values, values)) return;
      different ??= [];
      if (!different.some((known) => equal(known, row.values))) different.push(row.values);
    }
    if (different) this.writers = Math.max(this.writers, different.length + 1);
  }
}

function goesBack({last, epoch: before}: Series, step: number, epoch: number | null): boolean {
  if (epoch !== null && before !== null && epoch !== before) return epoch < before && step <= last;
  return step < last;
}

function isRecent({recent}: Series, step: number): boolean {
  return recent.some((row) => row.step <= step);
}

function equal(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
