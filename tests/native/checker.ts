import {execFile, spawnSync} from "node:child_process";
import {mkdirSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {promisify} from "node:util";

const native = join(import.meta.dirname, "../../native");

/** The command, or why it does not run here: what a test that needs it is skipped with. */
export function findCommand(command: string): {command: string} | {missing: string} {
  const {error} = spawnSync(command, ["--version"], {stdio: "ignore"});
  return error ? {missing: `${command} does not run here: ${error.message}`} : {command};
}

export const compiler = findCommand(process.env.CXX ?? "g++");

function sourcesIn(folder: string): string[] {
  return readdirSync(join(native, folder))
    .filter((name) => name.endsWith(".cc"))
    .map((name) => join(native, folder, name));
}

/** A unit to compile: the backends are optimised; the checker itself, in one unit, need only compile fast. */
interface Unit {
  source: string;
  optimise: string;
  object: string;
}

/** Which backend stands in the place of `cpu`: it, or that of CUDA over a runtime that is the host's. */
export type Place = "cpu" | "cuda over the host";

function backendSources(place: Place): string[] {
  if (place === "cpu") return sourcesIn("cpu");
  return [join(import.meta.dirname, "host-device", "launch.cc"), join(native, "cuda", "backend.cu")];
}

/** `included` as one unit, and each of the sources that it checks. */
function unitsOf(folder: string, included: string[], checked: string[]): Unit[] {
  const checker = join(folder, "checker.cc");
  writeFileSync(checker, included.map((source) => `#include "${source}"\n`).join(""));
  return [checker, ...checked].map((source, n) => ({
    source,
    optimise: source === checker ? "-O0" : "-O1",
    object: join(folder, `${n}.o`)
  }));
}

const warnings = ["-std=c++20", "-ffp-contract=off", "-Wall", "-Wextra", "-g1"];
const hostDevice = ["-I", join(import.meta.dirname, "host-device")];

/** A compiled checker, and all that the compiler said. */
interface Compiled {
  checker: string;
  said: string;
}

/** Compiles the checker of the operations with a sanitizer into a folder. */
export async function compileChecker(
  command: string,
  sanitizers: string[],
  folder: string,
  place: Place = "cpu"
): Promise<Compiled> {
  mkdirSync(folder, {recursive: true});
  const included = [...sourcesIn("check_and_bench"), join(native, "ops.cc")];
  const units = unitsOf(folder, included, [...backendSources(place), ...sourcesIn("cuda")]);
  return compile(command, sanitizers, folder, units);
}

/** Compiles the checker of the line reader likewise; a warning is an error. */
export async function compileLineChecker(command: string, sanitizers: string[], folder: string): Promise<Compiled> {
  mkdirSync(folder, {recursive: true});
  const shared = ["tally.cc", "json.cc"].map((name) => join(native, "check_and_bench", name));
  const checked = [...sourcesIn("lines"), join(native, "cpu", "thread_pool.cc")];
  const units = unitsOf(folder, [...sourcesIn("check_lines"), ...shared], checked);
  return compile(command, [...sanitizers, "-Werror"], folder, units);
}

async function compile(command: string, sanitizers: string[], folder: string, units: Unit[]): Promise<Compiled> {
  const queue = [...units];
  const objects = queue.map(({object}) => object);
  let said = "";
  const run = async (args: string[]): Promise<void> => {
    const {stdout, stderr} = await promisify(execFile)(command, [...warnings, ...sanitizers, ...args]);
    said += stdout + stderr;
  };
  const take = async (): Promise<void> => {
    for (let unit; (unit = queue.shift());)
      await run([unit.optimise, ...hostDevice, "-x", "c++", "-c", unit.source, "-o", unit.object]);
  };
  await Promise.all([take(), take()]);
  const checker = join(folder, "checker");
  await run([...objects, "-o", checker, "-pthread", "-ldl"]);
  return {checker, said};
}

/** One line that the checker prints per backend and op. */
export interface CheckLine {
  backend: string;
  op: string;
  cases: number;
  runs: number;
  refusals: number;
  failures: number;
}

/** Runs the checker: what it printed, line by line, and said beside that. */
export function runChecker<Line>(checker: string, ...args: string[]): {status: number; lines: Line[]; said: string} {
  const {status, stdout, stderr} = spawnSync(checker, args, {encoding: "utf8", maxBuffer: 2 ** 26});
  const lines = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
  return {status: status ?? -1, lines, said: stderr};
}
