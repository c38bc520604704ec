import {closeSync, openSync, rmSync, statSync} from "node:fs";
import {resolve} from "node:path";
import {availableBackends, backendStates, ops} from "../../native/index.ts";
import {benchmarkCases, suites} from "../bench/cases.ts";
import type {BenchmarkCase} from "../bench/cases.ts";
import {writeNdjson} from "../bench/ndjson.ts";
import {summaryOf} from "../bench/rows.ts";
import {runSuite} from "../bench/suite.ts";
import {describeSummaries} from "../bench/table.ts";
import {Failure} from "../failure.ts";
import type {Values, Verb} from "./verb.ts";

const defaultRounds = 20;

export const benchVerb: Verb = {
  name: "bench",
  summary: "measures the native operations against a copy of the same bytes",
  usage:
    "colophon bench [--op OP]… [--backend NAME]… [--dtype DTYPE]… [--suite SUITE] [--case TEXT] [--rounds N] [--threads N] [--out FILE]",
  options: {
    op: {
      type: "string",
      multiple: true,
      value: "OP",
      describe: `${ops.map(({name}) => name).join(", ")} (default all)`
    },
    backend: {type: "string", multiple: true, value: "NAME", describe: "js, cpu, cuda (default all that are here)"},
    dtype: {type: "string", multiple: true, value: "DTYPE", describe: "float32, bfloat16 (default both)"},
    suite: {type: "string", value: "SUITE", describe: `${suites.join(", ")} (default both)`},
    case: {type: "string", value: "TEXT", describe: "only cases whose name contains this text"},
    rounds: {type: "string", value: "N", describe: `samples of each (default ${defaultRounds})`},
    threads: {type: "string", value: "N", describe: "threads of cpu (default as many as there are processors)"},
    out: {type: "string", value: "FILE", describe: "write every sample as a benchmark log, which ingest reads"}
  },
  operands: 0,
  async run(values, _, {progress, cwd}) {
    const cases = chosenCases(values);
    const backends = chosenBackends(values);
    const rounds = wholeNumber(values, "rounds", 1000) ?? defaultRounds;
    const threads = wholeNumber(values, "threads", 1024);
    const out = values.out === undefined ? null : resolve(cwd, String(values.out));
    if (out !== null) checkWritable(out);
    const rows = runSuite({cases, backends, rounds, threads, progress});
    if (out !== null) writeNdjson(out, rows);
    const summaries = rows.map(summaryOf);
    const written = out === null ? [] : [`${rows.length} rows in ${String(values.out)}`];
    return {json: {cases: summaries}, text: [describeSummaries(summaries), ...written].join("\n")};
  }
};

function chosenCases(values: Values): BenchmarkCase[] {
  const all = benchmarkCases();
  const ofOp = chosen(values, "op", [...new Set(all.map(({op}) => op))]);
  const ofDtype = chosen(values, "dtype", [...new Set(all.map(({dtype}) => dtype))]);
  const ofSuite = chosen(values, "suite", suites);
  const kind = all.filter(({op, dtype, suite}) => ofOp(op) && ofDtype(dtype) && ofSuite(suite));
  if (kind.length === 0)
    throw new Failure("usage", "expected an op, dtype and suite that share a case, found none: voxelize takes float32");
  const part = String(values.case ?? "");
  const found = kind.filter(({name}) => name.includes(part));
  if (found.length > 0) return found;
  const names = kind.map(({name}) => `  ${name}`).join("\n");
  throw new Failure("usage", `expected --case to be part of a case's name, found "${part}"; the cases are\n${names}`);
}

/** A test of a word against what an option names. Throws `usage` where the option names what there is not. */
function chosen(values: Values, option: string, known: readonly string[]): (word: string) => boolean {
  const words = wordsOf(values, option);
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new Failure("usage", `expected --${option} to be one of ${known.join(", ")}, found "${unknown}"`);
  return (word) => words.length === 0 || words.includes(word);
}

function wordsOf(values: Values, option: string): string[] {
  return [values[option] ?? []].flat().map(String);
}

/** The backends asked for, all of which are here. */
function chosenBackends(values: Values): string[] {
  const here = availableBackends();
  const words = [...new Set(wordsOf(values, "backend"))];
  const missing = words.find((word) => !here.includes(word));
  if (missing === undefined) return words.length > 0 ? words : here;
  const state = backendStates().find(({name}) => name === missing);
  const why = state && "why" in state ? ` (not here: ${state.why})` : "";
  throw new Failure("usage", `expected --backend to be one of ${here.join(", ")}, found "${missing}"${why}`);
}

function wholeNumber(values: Values, option: string, most: number): number | undefined {
  const word = values[option];
  if (word === undefined) return undefined;
  const number = /^\d{1,4}$/.test(String(word)) ? Number(word) : NaN;
  if (number >= 1 && number <= most) return number;
  throw new Failure("usage", `expected --${option} to be a whole number from 1 to ${most}, found "${String(word)}"`);
}

/** Measuring takes minutes: where the result cannot be written is said before. */
function checkWritable(file: string): void {
  if (statSync(file, {throwIfNoEntry: false})?.isDirectory())
    throw new Failure("usage", `expected --out to be a file, found a folder at ${file}: choose another name`);
  const partial = `${file}.partial`;
  closeSync(openSync(partial, "w"));
  rmSync(partial);
}
