import {availableParallelism} from "node:os";
import {performance} from "node:perf_hooks";
import {getBackend, getOp} from "../../native/index.ts";
import {Failure} from "../failure.ts";
import type {BenchmarkCase} from "./cases.ts";
import {lastLevelCacheBytes, rotationCount} from "./cache.ts";
import {makeCopies} from "./copies.ts";
import type {Copies} from "./copies.ts";
import type {Work} from "./work.ts";

export const warmup = 5;

/** Milliseconds of every round: of the op without the way to it, of the whole call, and of the copy beside it. */
export interface Samples {
  kernel: number[];
  endToEnd: number[];
  /** Empty where the backend cannot copy. */
  copy: number[];
}
export type Cache = "cold" | "warm";

export interface Measurement {
  case: BenchmarkCase;
  backend: string;
  threads: number;
  errorUlp: number;
  samples: Record<Cache, Samples>;
}

export interface MeasureOptions {
  backends: readonly string[];
  /** Samples of each. */
  rounds: number;
  /** As many as the machine has where it is left out; `js` has one. */
  threads?: number;
  /** Called once per round. */
  onRound?: (round: number) => void;
}

/** What all rounds of a case use: sets of inputs and outputs, and places to copy, to rotate among. */
interface Bench {
  op: string;
  sets: readonly Work[];
  copies: Copies;
  /** The next set that nobody has touched for the longest time. */
  next: number;
}

/**
 * Verifies a case on every backend, then measures all backends in turn, round by round, each with its copy beside it, so
 * that a slow moment of the machine falls on all of them. Throws `failed` where a result is not what the reference says.
 */
export function measureCase(subject: BenchmarkCase, options: MeasureOptions): Measurement[] {
  const {backends, rounds, onRound} = options;
  const bench = makeBench(subject);
  const measurements = backends.map((backend) => verify(subject, backend, bench.sets[0]!, options));
  for (let round = -warmup; round < rounds; ++round) {
    const order = round % 2 === 0 ? measurements : measurements.toReversed();
    for (const measurement of order) measureRound(measurement, bench, round >= 0);
    onRound?.(round + warmup);
  }
  return measurements;
}

function makeBench({op, cost, prepare}: BenchmarkCase): Bench {
  const count = rotationCount(cost.bytes, lastLevelCacheBytes());
  const make = prepare();
  return {op, sets: Array.from({length: count}, make), copies: makeCopies(cost.bytes, count), next: 0};
}

function verify(subject: BenchmarkCase, backend: string, work: Work, {threads}: MeasureOptions): Measurement {
  const used = threadsOf(backend, threads);
  work.output.data.fill(7);
  work.run({backend, threads: used});
  const errorUlp = work.errorUlp();
  checkError(subject, backend, errorUlp);
  const none = (): Samples => ({kernel: [], endToEnd: [], copy: []});
  return {case: subject, backend, threads: used, errorUlp, samples: {cold: none(), warm: none()}};
}

/** Nothing is timed whose result is not what the reference says, within the tolerance that the op declares. */
export function checkError({name, op, resultDtype}: BenchmarkCase, backend: string, errorUlp: number): void {
  const {ulp, of} = getOp(op).tolerance[resultDtype]!;
  if (errorUlp <= ulp) return;
  const expected = `expected at most ${ulp} ulp of ${of} from the reference, found ${errorUlp}`;
  throw new Failure("failed", `${name} on ${backend}: ${expected}; it was not timed`);
}

export function threadsOf(backend: string, threads = availableParallelism()): number {
  return backend === "js" ? 1 : threads;
}

/** The set that was left alone the longest, cold; then the same set once more without timing it, and warm. */
function measureRound({backend, threads, samples}: Measurement, bench: Bench, keep: boolean): void {
  const options = {backend, threads};
  const place = bench.next++ % bench.sets.length;
  const work = bench.sets[place]!;
  const copies = getBackend(bench.op, backend).copy ? bench.copies : null;
  const cold = time(work, options);
  const coldCopy = copies?.copy(place, options);
  time(work, options);
  const warm = time(work, options);
  copies?.copy(place, options);
  const warmCopy = copies?.copy(place, options);
  if (!keep) return;
  push(samples.cold, cold, coldCopy);
  push(samples.warm, warm, warmCopy);
}

function push(into: Samples, {kernel, endToEnd}: Timing, copy: number | undefined): void {
  into.kernel.push(kernel);
  into.endToEnd.push(endToEnd);
  if (copy !== undefined) into.copy.push(copy);
}

interface Timing {
  kernel: number;
  endToEnd: number;
}

function time(work: Work, options: {backend: string; threads: number}): Timing {
  const start = performance.now();
  const {milliseconds} = work.run(options);
  return {kernel: milliseconds, endToEnd: performance.now() - start};
}
