import {rows} from "./parquet.js";
import type {ParquetSource} from "./parquet.js";
import {joinRanges} from "./row-ranges.js";
import type {RowRange} from "./row-ranges.js";
import type {CurvePoint} from "./run-axis.js";
import type {RunFact} from "./run-differences.js";
import type {BandRow, DensityCell, FactKey, MetricRow, MetricValue, ResampledPoint, RunRow} from "./run-rows.js";
import type {Row} from "./table-state.js";
import type {Evidence} from "./value.js";

/** The tables a page of runs reads. A page names those it needs; asking for another is an error. */
export type RunSources = Partial<
  Record<
    | "runs"
    | "metrics"
    | "metric_values"
    | "run_metrics"
    | "curves"
    | "aligned"
    | "bands"
    | "density"
    | "training_clock"
    | "fact_keys"
    | "fact_values"
    | "run_facts"
    | "run_events"
    | "artifacts",
    ParquetSource
  >
>;

export interface FactValue {
  value: string | null;
  value_evidence: Evidence;
}

/** Reads what a page of runs shows, and of the long tables only the rows that are asked for, each once. */
export class RunData {
  private readonly sources: RunSources;
  private readonly kept = new Map<string, Promise<Row[]>>();
  private readonly rangesKept = new Map<string, Promise<Row[]>>();

  constructor(sources: RunSources) {
    this.sources = sources;
  }

  runs(): Promise<RunRow[]> {
    return this.read("runs");
  }

  metrics(): Promise<MetricRow[]> {
    return this.read("metrics");
  }

  factKeys(): Promise<FactKey[]> {
    return this.read("fact_keys");
  }

  metricValues({row_start, row_end}: MetricRow): Promise<MetricValue[]> {
    return this.read("metric_values", {start: row_start, end: row_end});
  }

  /** Metrics of one run, by name. */
  runMetrics({metric_start, metric_end}: RunRow): Promise<MetricValue[]> {
    return this.read("run_metrics", {start: metric_start, end: metric_end});
  }

  /** Values of one key by run; a run that states several has them in the order logged. */
  async factValues({row_start, row_end}: FactKey): Promise<Map<string, FactValue[]>> {
    const found = await this.read<FactValue & {run_id: string}>("fact_values", {start: row_start, end: row_end});
    const byRun = new Map<string, FactValue[]>();
    for (const fact of found) byRun.set(fact.run_id, [...(byRun.get(fact.run_id) ?? []), fact]);
    return byRun;
  }

  facts({fact_start, fact_end}: RunRow): Promise<RunFact[]> {
    return this.read("run_facts", {start: fact_start, end: fact_end});
  }

  events({event_start, event_end}: RunRow): Promise<Row[]> {
    return this.read("run_events", {start: event_start, end: event_end});
  }

  artifacts({artifact_start, artifact_end}: RunRow): Promise<Row[]> {
    return this.read("artifacts", {start: artifact_start, end: artifact_end});
  }

  /** Points of each curve. */
  curves(values: readonly MetricValue[]): Promise<CurvePoint[][]> {
    return this.ranges(
      "curves",
      values.map(({curve_start, curve_end}) => ({start: curve_start, end: curve_end}))
    );
  }

  /** Each curve at the steps that the runs of its metric share. Empty for a curve without steps. */
  aligned(values: readonly MetricValue[]): Promise<ResampledPoint[][]> {
    return this.ranges(
      "aligned",
      values.map(({aligned_start = 0, aligned_end = 0}) => ({start: aligned_start, end: aligned_end}))
    );
  }

  /** Each curve that has no steps, at the times of the run's training steps. */
  trainingClock(values: readonly MetricValue[]): Promise<ResampledPoint[][]> {
    return this.ranges(
      "training_clock",
      values.map(({clock_start = 0, clock_end = 0}) => ({start: clock_start, end: clock_end}))
    );
  }

  bands({band_start, band_end}: MetricRow): Promise<BandRow[]> {
    return this.read("bands", {start: band_start, end: band_end});
  }

  density({density_start, density_end}: MetricRow): Promise<DensityCell[]> {
    return this.read("density", {start: density_start, end: density_end});
  }

  /** Rows of each range. Ranges that lie near each other in the file are fetched together. */
  private ranges<R>(name: keyof RunSources, wanted: readonly RowRange[]): Promise<R[][]> {
    const keyOf = ({start, end}: RowRange): string => `${name} ${start} ${end}`;
    const missing = wanted.filter((range) => range.end > range.start && !this.rangesKept.has(keyOf(range)));
    for (const joined of joinRanges(missing)) {
      const found = this.read<Row>(name, joined);
      for (const range of missing) {
        if (range.start < joined.start || range.end > joined.end) continue;
        const own = found.then((all) => all.slice(range.start - joined.start, range.end - joined.start));
        this.rangesKept.set(keyOf(range), own);
      }
    }
    return Promise.all(wanted.map((range) => this.rangesKept.get(keyOf(range)) ?? [])) as Promise<R[][]>;
  }

  private read<R>(name: keyof RunSources, range?: RowRange): Promise<R[]> {
    const key = `${name} ${range?.start} ${range?.end}`;
    const found = this.kept.get(key) ?? this.fetch(name, range);
    this.kept.set(key, found);
    return found as unknown as Promise<R[]>;
  }

  private fetch(name: keyof RunSources, range?: RowRange): Promise<Row[]> {
    const source = this.sources[name];
    if (!source)
      throw new Error(
        `expected the table ${name} among the page's sources, found ${Object.keys(this.sources).join(", ")}`
      );
    if (range && range.end <= range.start) return Promise.resolve([]);
    return rows(source, range ? {rowStart: range.start, rowEnd: range.end} : {});
  }
}
