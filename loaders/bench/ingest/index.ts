import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
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
import {logKinds, logSubject} from "./logs.ts";
import {metricFilesSubject} from "./metric-files.ts";
import type {Subject} from "./subject.ts";

const usage =
  "npm run bench:ingest [-- --megabytes 10,100,1000] [--files 10000] [--rounds N] [--kind NAME] [--out FILE]";
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Measured extends Pick<Subject, "name" | "dtype" | "axes" | "bytes"> {
  outcomes: Record<ContenderName, Outcome[]>;
}

/** Makes the files in a folder of their own. */
type MakeSubject = (folder: string) => Subject;

interface Settings {
  subjects: MakeSubject[];
  rounds: number;
  out: string;
}

/** Throws `usage` for what cannot be read. */
function readSettings(args: string[]): Settings {
  const text = {type: "string"} as const;
  try {
    const {values} = parseArgs({args, options: {megabytes: text, files: text, rounds: text, kind: text, out: text}});
    const megabytes = (values.megabytes ?? "10,100,1000").split(",").map(Number);
    const [files, rounds] = [Number(values.files ?? 10_000), Number(values.rounds ?? 3)];
    if (![...megabytes, files, rounds].every((n) => Number.isSafeInteger(n) && n >= 1))
      throw new TypeError("--megabytes, --files and --rounds are whole numbers from 1");
    const subjects = subjectsOf(values.kind ?? "", megabytes, files);
    return {subjects, rounds, out: values.out ?? join(findRoot(), "data", "benchmarks", "ingest.ndjson")};
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Failure("usage", `expected ${usage}, found ${args.join(" ")}: ${error.message}`);
  }
}

/** Those whose name has `kind` in it. */
function subjectsOf(kind: string, megabytes: number[], files: number): MakeSubject[] {
  const makers: [name: string, make: MakeSubject][] = [
    ...logKinds.flatMap((log) =>
      megabytes.map((size): [string, MakeSubject] => [log.name, (folder) => logSubject(log, size, folder)])
    ),
    ["mlflow-metrics", (folder) => metricFilesSubject(files, folder)]
  ];
  const wanted = makers.filter(([name]) => name.includes(kind));
  if (wanted.length === 0)
    throw new TypeError(`--kind is part of ${[...new Set(makers.map(([name]) => name))].join(", ")}`);
  return wanted.map(([, make]) => make);
}

/** Ingests generated files beside DuckDB's own readers, in turns, and writes one file of benchmark rows. */
function main(args: string[]): void {
  const {subjects, rounds, out} = readSettings(args);
  const clock = new ClockWatch();
  const measured = subjects.map((make) => measure(make, rounds, clock));
  const origin = readOrigin(findRoot(), clock.range());
  writeNdjson(
    out,
    measured.flatMap((found) => rowsOf(found, origin))
  );
  for (const found of measured) say(summaryOf(found));
}

function measure(make: MakeSubject, rounds: number, clock: ClockWatch): Measured {
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-ingest-"));
  const outcomes: Measured["outcomes"] = {colophon: [], "colophon append": [], duckdb: [], "store only": []};
  try {
    const subject = make(folder);
    const {name, dtype, axes, bytes} = subject;
    for (let round = 1; round <= rounds; round++) {
      say(`${name}, round ${round} of ${rounds}`);
      clock.look();
      for (const contender of contenders) {
        if (contender === "colophon append") subject.grow();
        outcomes[contender].push(run(contender, subject, folder));
      }
      subject.reset();
    }
    return {name, dtype, axes, bytes, outcomes};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function run(name: ContenderName, {input, scan}: Subject, folder: string): Outcome {
  const script = join(dirname(fileURLToPath(import.meta.url)), "contender.js");
  const said = execFileSync(process.execPath, [script, name, input, folder, scan], {encoding: "utf8"});
  return JSON.parse(said.trim().split("\n").at(-1)!) as Outcome;
}

/** One row of times per contender, and one of the memory its process held at most. */
function rowsOf({name, dtype, axes, bytes, outcomes}: Measured, origin: Origin): object[] {
  const {device, clock, environment, ...provenance} = origin;
  return contenders.flatMap((backend) => {
    const read = backend === "colophon append" ? Math.round(bytes / 100) : bytes;
    const shared = {
      ...{type: "benchmark", case: `ingest ${name}`, op: "ingest", backend, dtype},
      ...{axes, higher_is_better: false, timed: "end-to-end", cache: "warm"},
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

function summaryOf({name, outcomes}: Measured): string {
  const time = (of: ContenderName): number => median(outcomes[of].map(({milliseconds}) => milliseconds));
  const mebibytes = (of: ContenderName): number => median(outcomes[of].map(({bytes}) => bytes / 2 ** 20));
  const share = (100 * time("colophon append")) / time("colophon");
  return [
    `${name}: ${(time("colophon") / 1e3).toFixed(2)} s`,
    `${(time("duckdb") / time("colophon")).toFixed(2)} × DuckDB (${(time("duckdb") / 1e3).toFixed(2)} s)`,
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
