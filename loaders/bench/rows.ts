import {getBackend, readBuildReport} from "../../native/index.ts";
import {lastLevelCacheBytes} from "./cache.ts";
import type {BenchmarkCase} from "./cases.ts";
import type {ClockRange} from "./clock.ts";
import {median, medianInterval} from "./interval.ts";
import {warmup} from "./measure.ts";
import type {Cache, Measurement, Samples} from "./measure.ts";
import {cpuModel, readEnvironment, readProvenance} from "./provenance.ts";
import type {Provenance} from "./provenance.ts";

/** A line of a benchmark log, as loaders/formats reads it. */
export interface BenchmarkRow extends Provenance {
  type: "benchmark";
  case: string;
  op: string;
  backend: string;
  dtype: string;
  axes: Record<string, number | string>;
  quantity: "time";
  unit: "ms";
  higher_is_better: false;
  /** `event` is a device's own clock. */
  timed: "kernel" | "event" | "end-to-end";
  cache: Cache;
  warmup: number;
  threads: number;
  samples: number[];
  bytes_moved: number;
  flops: number;
  copy_gb_per_s: number | null;
  error_ulp: number;
  device: string | null;
  cpu: string;
  clock_mhz: number | null;
  environment: object;
}

/** What the rows of one run share. */
export interface Origin extends Provenance {
  device: string;
  clock: ClockRange;
  environment: object;
}

/** Where the sources lie, which decides what the rows say of them. */
export function readOrigin(root: string, clock: ClockRange): Origin {
  const {node, v8, os, arch, cores, colophon} = readEnvironment(root);
  return {
    ...readProvenance(root),
    device: cpuModel(),
    clock,
    environment: {node, v8, os, arch, cores, colophon, last_level_cache_bytes: lastLevelCacheBytes()}
  };
}

/** Four rows of a measurement: the kernel and the whole call, on a cold and on a warm cache. */
export function rowsOf(measurement: Measurement, origin: Origin): BenchmarkRow[] {
  const {backend, samples, threads, errorUlp} = measurement;
  const inner = backend === "cuda" ? "event" : "kernel";
  const compiler = backend === "js" ? undefined : readBuildReport()?.compiler;
  const instruction_set = getBackend(measurement.case.op, backend).instructionSet;
  const shared = {
    backend,
    threads,
    errorUlp,
    environment: {...(compiler && {compiler}), ...(instruction_set && {instruction_set})}
  };
  return (["cold", "warm"] as const).flatMap((cache) => [
    rowOf(measurement.case, {...shared, timed: inner, cache, samples: samples[cache].kernel}, samples[cache], origin),
    rowOf(
      measurement.case,
      {...shared, timed: "end-to-end", cache, samples: samples[cache].endToEnd},
      samples[cache],
      origin
    )
  ]);
}

interface Timed extends Pick<BenchmarkRow, "backend" | "threads" | "timed" | "cache" | "samples"> {
  errorUlp: number;
  /** What holds for this backend beside what holds for the run. */
  environment: object;
}

/** One row. `beside` holds the copies of the same rounds. */
export function rowOf(
  {name, op, dtype, axes, cost}: BenchmarkCase,
  {errorUlp, environment, samples, ...timed}: Timed,
  beside: Pick<Samples, "copy">,
  {device, clock, environment: shared, ...provenance}: Origin
): BenchmarkRow {
  return {
    type: "benchmark",
    ...{case: name, op, dtype, axes, quantity: "time", unit: "ms", higher_is_better: false, ...timed, warmup},
    samples: samples.map(nanoseconds),
    bytes_moved: cost.bytes,
    flops: cost.flops,
    copy_gb_per_s: beside.copy.length > 0 ? Number((cost.bytes / median(beside.copy) / 1e6).toFixed(3)) : null,
    error_ulp: errorUlp,
    device: timed.backend === "cuda" ? null : device,
    cpu: device,
    clock_mhz: clock.median,
    ...provenance,
    environment: {...shared, clock_least_mhz: clock.least, ...environment}
  };
}

/** Milliseconds to the nanosecond, which is finer than any clock here; at least one. */
function nanoseconds(milliseconds: number): number {
  return Math.max(1e-6, Number(milliseconds.toFixed(6)));
}

/** What a row says in short, for people and for `--json`. */
export interface Summary extends Pick<
  BenchmarkRow,
  "case" | "op" | "backend" | "dtype" | "threads" | "timed" | "cache" | "unit" | "copy_gb_per_s" | "error_ulp"
> {
  n: number;
  median: number;
  /** Ends of the bootstrap 95 % interval of the median. */
  low: number;
  high: number;
  gb_per_s: number;
  /** Bandwidth reached over that of the copy; null where the backend cannot copy. */
  of_copy: number | null;
}

export function summaryOf(row: BenchmarkRow): Summary {
  const {op, backend, dtype, threads, timed, cache, unit, copy_gb_per_s, error_ulp, samples, bytes_moved} = row;
  const interval = medianInterval(samples);
  const gb_per_s = bytes_moved / interval.median / 1e6;
  const of_copy = copy_gb_per_s === null ? null : gb_per_s / copy_gb_per_s;
  const kind = {case: row.case, op, backend, dtype, threads, timed, cache, unit};
  return {...kind, n: samples.length, ...interval, gb_per_s, copy_gb_per_s, of_copy, error_ulp};
}
