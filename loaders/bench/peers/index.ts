import {availableParallelism} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {defaultBackend} from "../../../native/index.ts";
import {exitCodes, Failure} from "../../failure.ts";
import {benchmarkCases} from "../cases.ts";
import type {BenchmarkCase} from "../cases.ts";
import {ClockWatch} from "../clock.ts";
import {writeNdjson} from "../ndjson.ts";
import {findRoot} from "../provenance.ts";
import {readOrigin, rowOf, summaryOf} from "../rows.ts";
import type {BenchmarkRow, Origin, Summary} from "../rows.ts";
import {digits} from "../table.ts";
import {compareCase, isShared} from "./compare.ts";
import type {Contest} from "./compare.ts";
import {peerNames, startPeer} from "./process.ts";
import type {Peer} from "./process.ts";

const usage =
  "npm run bench:peers [-- --python PROGRAM] [--backend NAME] [--rounds N] [--threads N] [--case TEXT] [--out FILE]";
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Settings {
  python: string;
  backend: string;
  rounds: number;
  threads: number;
  part: string;
  out: string;
}

/** Throws `usage` for what cannot be read. */
function readSettings(args: string[]): Settings {
  const text = {type: "string"} as const;
  const options = {python: text, backend: text, rounds: text, threads: text, case: text, out: text};
  try {
    const {values} = parseArgs({args, options});
    const [rounds, threads] = [Number(values.rounds ?? 20), Number(values.threads ?? availableParallelism())];
    if (![rounds, threads].every((number) => Number.isSafeInteger(number) && number >= 1 && number <= 1000))
      throw new TypeError("--rounds and --threads are whole numbers from 1 to 1000");
    const {python = "python3", backend = defaultBackend(), case: part = ""} = values;
    const out = values.out ?? join(findRoot(), "data", "benchmarks", "peers.ndjson");
    return {python, backend, rounds, threads, part, out};
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Failure("usage", `expected ${usage}, found ${args.join(" ")}: ${error.message}`);
  }
}

/** Times NumPy and PyTorch beside our backend and writes one file of benchmark rows. */
async function main(args: string[]): Promise<void> {
  const {python, part, out, ...settings} = readSettings(args);
  const cases = benchmarkCases().filter((subject) => isShared(subject) && subject.name.includes(part));
  if (cases.length === 0) throw new Failure("usage", `expected --case to be part of a case's name, found "${part}"`);
  const peers = await startPeers(python, settings.threads);
  const rows = await compareAll(cases, peers, settings).finally(() => peers.forEach((peer) => peer.end()));
  writeNdjson(out, rows);
  say(ratioTable(rows.map(summaryOf), settings.backend));
  say(`${rows.length} rows written`);
}

async function compareAll(
  cases: readonly BenchmarkCase[],
  peers: readonly Peer[],
  settings: Pick<Settings, "backend" | "threads" | "rounds">
): Promise<BenchmarkRow[]> {
  const clock = new ClockWatch();
  const contests: Contest[] = [];
  for (const [n, subject] of cases.entries()) {
    say(`${n + 1} of ${cases.length}: ${subject.name}`);
    contests.push(...(await compareCase(subject, peers, {...settings, onRound: () => clock.look(), onLack: say})));
  }
  const origin = readOrigin(findRoot(), clock.range());
  return contests.flatMap((contest) => contestRows(contest, peers, origin));
}

async function startPeers(python: string, threads: number): Promise<Peer[]> {
  const states = await Promise.all(peerNames.map((name) => startPeer(name, python, threads)));
  for (const state of states)
    say("absent" in state ? `${state.peer}: absent (${state.absent})` : `${state.peer} ${state.version}`);
  return states.filter((state) => "ask" in state);
}

/** Whole calls, cold and warm. The fraction of the copy is that of our backend's copy with its threads. */
function contestRows(
  {case: subject, contender, threads, errorUlp, samples}: Contest,
  peers: readonly Peer[],
  origin: Origin
): BenchmarkRow[] {
  const found = peers.find(({peer}) => peer === contender);
  const environment = found ? {[found.peer]: found.version, python: found.python} : {};
  return (["cold", "warm"] as const).map((cache) => {
    const timed = {backend: contender, threads, timed: "end-to-end", cache, samples: samples[cache].endToEnd} as const;
    return rowOf(subject, {...timed, errorUlp, environment}, samples[cache], origin);
  });
}

/** Medians of whole calls, and how many times ours each takes. */
export function ratioTable(summaries: readonly Summary[], backend: string): string {
  return summaries
    .map((summary) => {
      const isBeside = (other: Summary): boolean => other.case === summary.case && other.cache === summary.cache;
      const ours = summaries.find((other) => isBeside(other) && other.backend === backend)!;
      const ratio = summary === ours ? "" : `  ${digits(summary.median / ours.median)} × ${backend}`;
      const {cache, threads, median} = summary;
      return `${summary.case}, ${cache}: ${summary.backend}, ${threads} threads, ${digits(median)} ms${ratio}`;
    })
    .join("\n");
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  process.exitCode = exitCodes[error.reason];
}
