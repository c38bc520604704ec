import {performance} from "node:perf_hooks";
import {join} from "node:path";
import {getOp} from "../../native/index.ts";
import {benchmarkCases} from "./benchmark-cases.ts";
import type {PreparedCase} from "./benchmark-cases.ts";
import {writeNdjson} from "./ndjson.ts";
import {clockMhz, cpuModel, readEnvironment, readProvenance} from "./provenance.ts";
import type {RecordEffects} from "./runs.ts";

const rounds = 20;
const warmup = 5;

/** A case while it is measured: a time of the op and of a copy of as many bytes from every round. */
interface Measurement {
  prepared: PreparedCase;
  errorUlp: number;
  milliseconds: number[];
  copies: number[];
}

/**
 * Verifies every case against its reference, then times all of them in turn, round by round, so that a slow moment of
 * the machine falls on every case alike.
 */
export async function recordBenchmarks({root, data, say}: RecordEffects): Promise<void> {
  const measurements = benchmarkCases().map(verify);
  for (let round = -warmup; round < rounds; ++round)
    for (const measurement of measurements) measure(measurement, round >= 0);
  const {node, v8, os} = readEnvironment(root);
  const origin = {...readProvenance(root), environment: {node, v8, os}};
  const rows = measurements.map((measurement) => ({...benchmarkRow(measurement), ...origin}));
  writeNdjson(join(data, "benchmarks", "js-ops.ndjson"), rows);
  say(`data/benchmarks/js-ops.ndjson: ${rows.length} cases`);
  for (const row of rows) say(`  ${row.case}: median ${median(row.samples).toFixed(3)} ms, ${row.error_ulp} ulp`);
}

/** Nothing is timed whose result is not what the reference says, within the tolerance that the op declares. */
function verify(prepared: PreparedCase): Measurement {
  const errorUlp = prepared.errorUlp();
  const {ulp} = getOp(prepared.op).tolerance[prepared.resultDtype]!;
  if (!(errorUlp <= ulp))
    throw new Error(`${prepared.name}: ${errorUlp} ulp from the reference, expected at most ${ulp}; not timed`);
  return {prepared, errorUlp, milliseconds: [], copies: []};
}

function measure({prepared, milliseconds, copies}: Measurement, keep: boolean): void {
  const time = timeOf(prepared.run);
  const copy = timeOf(copier(prepared.cost.bytes));
  if (!keep) return;
  milliseconds.push(time);
  copies.push(copy);
}

/** Copies half as many bytes, each of which is read once and written once. */
let from = new Uint8Array(0);
let to = new Uint8Array(0);
function copier(bytes: number): () => void {
  const half = Math.ceil(bytes / 2);
  if (from.length < half) [from, to] = [new Uint8Array(half).fill(1), new Uint8Array(half).fill(2)];
  const [source, target] = [from.subarray(0, half), to.subarray(0, half)];
  return () => target.set(source);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function timeOf(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function benchmarkRow({prepared, errorUlp, milliseconds, copies}: Measurement) {
  const {op, dtype, axes, cost, name} = prepared;
  return {
    type: "benchmark",
    case: name,
    op,
    backend: "js",
    dtype,
    axes,
    quantity: "time",
    unit: "ms",
    higher_is_better: false,
    timed: "end-to-end",
    cache: "warm",
    warmup,
    samples: milliseconds,
    bytes_moved: cost.bytes,
    flops: cost.flops,
    copy_gb_per_s: Number((cost.bytes / median(copies) / 1e6).toFixed(3)),
    error_ulp: errorUlp,
    device: cpuModel(),
    cpu: cpuModel(),
    clock_mhz: clockMhz()
  };
}
