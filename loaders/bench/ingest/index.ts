import {execFileSync} from "node:child_process";
import {appendFileSync, mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {availableParallelism, tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {exitCodes, Failure} from "../../failure.ts";
import {ClockWatch} from "../clock.ts";
import {median} from "../interval.ts";
import {writeNdjson} from "../ndjson.ts";
import {findRoot} from "../provenance.ts";
import {readOrigin, type Origin} from "../rows.ts";
import {contenders, type ContenderName, type Outcome} from "./contenders.ts";
import {logKinds, writeLog, type LogKind} from "./logs.ts";

const usage = "npm run bench:ingest [-- --megabytes 10,100,1000] [--rounds N] [--kind NAME] [--out FILE]";
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Measured {
  kind: LogKind;
  megabytes: number;
  lines: number;
  bytes: number;
  outcomes: Record<ContenderName, Outcome[]>;
}

interface Settings {
  megabytes: number[];
  rounds: number;
  kinds: readonly LogKind[];
  out: string;
}

/** Throws `usage` for what cannot be read. */
function readSettings(args: string[]): Settings {
  const text = {type: "string"} as const;
  try {
    const {values} = parseArgs({args, options: {megabytes: text, rounds: text, kind: text, out: text}});
    const megabytes = (values.megabytes ?? "10,100,1000").split(",").map(Number);
    const rounds = Number(values.rounds ?? 3);
    if (![...megabytes, rounds].every((n) => Number.isSafeInteger(n) && n >= 1))
      throw new TypeError("--megabytes and --rounds are whole numbers from 1");
    const kinds = logKinds.filter(({name}) => name.includes(values.kind ?? ""));
    if (kinds.length === 0) throw new TypeError(`--kind is part of ${logKinds.map(({name}) => name).join(", ")}`);
    return {megabytes, rounds, kinds, out: values.out ?? join(findRoot(), "data", "benchmarks", "ingest.ndjson")};
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Failure("usage", `expected ${usage}, found ${args.join(" ")}: ${error.message}`);
  }
}

/** Ingests generated logs beside DuckDB's read_ndjson, in turns, and writes one file of benchmark rows. */
function main(args: string[]): void {
  const {megabytes, rounds, kinds, out} = readSettings(args);
  const clock = new ClockWatch();
  const measured = kinds.flatMap((kind) => megabytes.map((size) => measure(kind, size, rounds, clock)));
  const origin = readOrigin(findRoot(), clock.range());
  writeNdjson(
    out,
    measured.flatMap((found) => rowsOf(found, origin))
  );
  for (const found of measured) say(summaryOf(found));
}

function measure(kind: LogKind, megabytes: number, rounds: number, clock: ClockWatch): Measured {
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-ingest-"));
  const outcomes: Measured["outcomes"] = {colophon: [], "colophon append": [], duckdb: [], "store only": []};
  try {
    const file = join(folder, "log.ndjson");
    const lines = writeLog(kind, megabytes * 1e6, file);
    const grown = join(folder, "more.ndjson");
    writeLog(kind, megabytes * 1e4, grown, "w", lines);
    const {size} = statSync(file);
    for (let round = 1; round <= rounds; round++) {
      say(`${kind.name}, ${megabytes} MB, round ${round} of ${rounds}`);
      clock.look();
      for (const name of contenders) {
        if (name === "colophon append") appendFileSync(file, readFileSync(grown));
        outcomes[name].push(run(name, file, folder, kind.columns));
      }
      writeLog(kind, megabytes * 1e6, file);
    }
    return {kind, megabytes, lines, bytes: size, outcomes};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function run(name: ContenderName, file: string, folder: string, columns: string): Outcome {
  const script = join(dirname(fileURLToPath(import.meta.url)), "contender.js");
  const said = execFileSync(process.execPath, [script, name, file, folder, columns], {encoding: "utf8"});
  return JSON.parse(said.trim().split("\n").at(-1)!) as Outcome;
}

/** One row of times per contender, and one of the memory its process held at most. */
function rowsOf({kind, megabytes, lines, bytes, outcomes}: Measured, origin: Origin): object[] {
  const {device, clock, environment, ...provenance} = origin;
  return contenders.flatMap((backend) => {
    const read = backend === "colophon append" ? Math.round(bytes / 100) : bytes;
    const shared = {
      ...{type: "benchmark", case: `ingest ${kind.name} ${megabytes} MB`, op: "ingest", backend, dtype: "ndjson"},
      ...{axes: {log: kind.name, megabytes, lines}, higher_is_better: false, timed: "end-to-end", cache: "warm"},
      ...{warmup: 0, threads: availableParallelism(), device, cpu: device, clock_mhz: clock.median, ...provenance},
      environment: {...environment, clock_least_mhz: clock.least}
    };
    const times = outcomes[backend].map(({milliseconds}) => Number(milliseconds.toFixed(3)));
    const memory = outcomes[backend].map((outcome) => Number((outcome.bytes / 2 ** 20).toFixed(1)));
    return [
      {...shared, quantity: "time", unit: "ms", samples: times, bytes_moved: read},
      {...shared, quantity: "peak memory", unit: "MiB", samples: memory}
    ];
  });
}

function summaryOf({kind, megabytes, outcomes}: Measured): string {
  const time = (name: ContenderName): number => median(outcomes[name].map(({milliseconds}) => milliseconds));
  const mebibytes = (name: ContenderName): number => median(outcomes[name].map(({bytes}) => bytes / 2 ** 20));
  const share = (100 * time("colophon append")) / time("colophon");
  return [
    `${kind.name} ${megabytes} MB: ${(time("colophon") / 1e3).toFixed(2)} s`,
    `${(time("duckdb") / time("colophon")).toFixed(2)} × DuckDB's read_ndjson (${(time("duckdb") / 1e3).toFixed(2)} s)`,
    `${(time("store only") / time("colophon")).toFixed(2)} of storing only (${(time("store only") / 1e3).toFixed(2)} s)`,
    `1 % more in ${share.toFixed(1)} % of the time`,
    `${mebibytes("colophon").toFixed(0)} MiB at most, DuckDB ${mebibytes("duckdb").toFixed(0)}`
  ].join("; ");
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  process.exitCode = exitCodes[error.reason];
}
