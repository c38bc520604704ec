import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {performance} from "node:perf_hooks";
import {lastLevelCacheBytes, rotationCount} from "../cache.ts";
import type {BenchmarkCase} from "../cases.ts";
import {makeCopies} from "../copies.ts";
import {checkError, threadsOf, warmup} from "../measure.ts";
import type {Cache} from "../measure.ts";
import type {Work} from "../work.ts";
import type {Peer} from "./process.ts";

/** Whole calls of one contender on one case, and the copies that our backend made in the same rounds. */
export interface Contest {
  case: BenchmarkCase;
  contender: string;
  threads: number;
  errorUlp: number;
  samples: Record<Cache, {endToEnd: number[]; copy: number[]}>;
}

interface Contender extends Omit<Contest, "case" | "samples"> {
  /** Milliseconds of one call on the n-th set. */
  time(set: number): Promise<number>;
}

export interface CompareOptions {
  backend: string;
  threads: number;
  rounds: number;
  onRound?: () => void;
  /** Told why a peer takes no part in a case. */
  onLack?: (why: string) => void;
}

/** Resampling, and counting points: what the peers have functions for. */
export function isShared({op, axes}: BenchmarkCase): boolean {
  return op === "resample" || axes.mode === "count";
}

/**
 * Gives every peer the same inputs, checks its result and ours by the same reference and the op's tolerance, then times
 * all in turn, round by round. Throws `failed` where a result is wrong.
 */
export async function compareCase(
  subject: BenchmarkCase,
  peers: readonly Peer[],
  options: CompareOptions
): Promise<Contest[]> {
  const count = rotationCount(subject.cost.bytes, lastLevelCacheBytes());
  const make = subject.prepare();
  const sets = Array.from({length: count}, make);
  const ours = ownContender(subject, sets, options);
  const others = await admit(subject, sets[0]!, count, peers, options);
  const contests = [ours, ...others].map(({contender, threads, errorUlp}): Contest => ({
    ...{case: subject, contender, threads, errorUlp},
    samples: {cold: {endToEnd: [], copy: []}, warm: {endToEnd: [], copy: []}}
  }));
  const copies = makeCopies(subject.cost.bytes, count);
  const copy = (set: number): number => copies.copy(set, {backend: options.backend, threads: ours.threads});
  await contend([ours, ...others], contests, copy, {...options, count});
  return contests;
}

function ownContender(subject: BenchmarkCase, sets: readonly Work[], {backend, threads}: CompareOptions): Contender {
  const used = threadsOf(backend, threads);
  const call = {backend, threads: used};
  sets[0]!.run(call);
  const errorUlp = sets[0]!.errorUlp();
  checkError(subject, backend, errorUlp);
  const time = async (set: number): Promise<number> => {
    const start = performance.now();
    sets[set]!.run(call);
    return performance.now() - start;
  };
  return {contender: backend, threads: used, errorUlp, time};
}

/** The peers that can do the case and do it right. */
async function admit(
  subject: BenchmarkCase,
  work: Work,
  sets: number,
  peers: readonly Peer[],
  {onLack}: CompareOptions
): Promise<Contender[]> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-peers-"));
  const {op, axes, dtype} = subject;
  const admitted: Contender[] = [];
  try {
    for (const [name, {data}] of Object.entries(work.inputs)) writeFileSync(join(folder, name), bytesOf(data));
    for (const peer of peers) {
      const {lacks} = await peer.ask<{lacks?: string}>({load: folder, op, axes, dtype, sets});
      if (lacks !== undefined) {
        onLack?.(`${subject.name}: ${lacks}`);
        continue;
      }
      const errorUlp = resultError(work, readFileSync(join(folder, "result")));
      checkError(subject, peer.peer, errorUlp);
      const time = async (set: number): Promise<number> => (await peer.ask<{ms: number}>({set})).ms;
      admitted.push({contender: peer.peer, threads: peer.threads, errorUlp, time});
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
  return admitted;
}

/** How far a peer's result is from the reference; infinite where it has another length. */
function resultError(work: Work, result: Uint8Array): number {
  const own = bytesOf(work.output.data);
  if (own.length !== result.length) return Infinity;
  const before = own.slice();
  own.set(result);
  const error = work.errorUlp();
  own.set(before);
  return error;
}

function bytesOf({buffer, byteOffset, byteLength}: ArrayBufferView<ArrayBufferLike>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

async function contend(
  contenders: readonly Contender[],
  contests: readonly Contest[],
  copy: (set: number) => number,
  {rounds, count, onRound}: CompareOptions & {count: number}
): Promise<void> {
  const order = contenders.map((contender, n) => ({contender, contest: contests[n]!}));
  for (let round = -warmup; round < rounds; ++round) {
    const set = (round + warmup) % count;
    for (const {contender, contest} of round % 2 === 0 ? order : order.toReversed()) {
      const cold = {endToEnd: await contender.time(set), copy: copy(set)};
      await contender.time(set);
      const warm = {endToEnd: await contender.time(set), copy: warmCopy(copy, set)};
      if (round < 0) continue;
      for (const [cache, sample] of Object.entries({cold, warm}) as [Cache, typeof cold][]) {
        contest.samples[cache].endToEnd.push(sample.endToEnd);
        contest.samples[cache].copy.push(sample.copy);
      }
    }
    onRound?.();
  }
}

function warmCopy(copy: (set: number) => number, set: number): number {
  copy(set);
  return copy(set);
}
