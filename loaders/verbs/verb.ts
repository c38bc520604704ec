import {parseArgs, type ParseArgsConfig} from "node:util";
import {Failure} from "../failure.ts";

type OptionSpec = NonNullable<ParseArgsConfig["options"]>[string] & {describe: string; value?: string};

/** Where a verb reports: data to stdout, people's text and progress to stderr. */
export interface Effects {
  out: (data: string | Uint8Array) => void;
  say: (text: string) => void;
  progress: (done: number, total: number, label: string) => void;
  cwd: string;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/**
 * One entry of the command line. `run` returns what `--json` prints, and the exit reason when it is not "good"; it imports
 * itself what takes long to load, so that no verb waits for what another needs.
 */
export interface Verb {
  name: string;
  summary: string;
  usage: string;
  options: Record<string, OptionSpec>;
  /** How many words it takes beside its options, at most. */
  operands: number;
  run(values: Values, positionals: string[], effects: Effects): Promise<VerbResult>;
}

export interface VerbResult {
  json: object;
  /** Plain words for people, without the final newline. */
  text?: string;
  failed?: boolean;
  /** Resolves when a long-running verb (serve, preview) ends. */
  until?: Promise<void>;
}

const common: Record<string, OptionSpec> = {
  json: {type: "boolean", describe: "print one JSON object on stdout"},
  help: {type: "boolean", short: "h", describe: "show this text"}
};

/** Throws `usage` for what the verb does not take: an unknown option, one word too many, an empty text. */
export function parseVerb(verb: Verb, args: string[]): {values: Values; positionals: string[]} {
  const parsed = readArguments(verb, args);
  const {values, positionals} = parsed;
  const extra = positionals[verb.operands];
  if (extra !== undefined) {
    const most = verb.operands ? `at most ${verb.operands} beside its options` : "options only";
    throw wrongUsage(
      verb,
      `expected ${most}, found "${extra}"${"input" in verb.options ? ": name inputs with --input" : ""}`
    );
  }
  const empty = Object.keys(values).find((name) => [values[name]].flat().includes(""));
  if (empty !== undefined) throw wrongUsage(verb, `expected a value for --${empty}, found an empty text`);
  if (positionals.includes("")) throw wrongUsage(verb, "expected a word, found an empty text");
  return parsed;
}

function readArguments(verb: Verb, args: string[]): {values: Values; positionals: string[]} {
  const specs = {...verb.options, ...common};
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, {describe: _, value: __, ...option}]) => [name, option])
  );
  try {
    return parseArgs({args, options, allowPositionals: true, strict: true});
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw wrongUsage(verb, misread(error.message, Object.keys(specs)));
  }
}

/** What node says of an option, in our words. */
function misread(said: string, known: string[]): string {
  const [, unknown] = /^Unknown option '([^']*)'/.exec(said) ?? [];
  if (unknown) return `expected one of ${known.map((name) => `--${name}`).join(", ")}, found ${unknown}`;
  const [, option] = /^Option '(?:-\w, )?(--[^ ']*)/.exec(said) ?? [];
  if (!option) return `expected options that can be read, found: ${said}`;
  if (/does not take an argument/.test(said)) return `expected ${option} without a value, found one`;
  return `expected a value for ${option}, found none: write ${option}=VALUE where it starts with a dash`;
}

function wrongUsage(verb: Verb, what: string): Failure {
  return new Failure("usage", `colophon ${verb.name}: ${what}\nusage: ${verb.usage}`);
}

/** The value of `--port`; 3000 where none is given. Throws `usage`. */
export function portOf({port}: Values): number {
  if (port === undefined) return 3000;
  const number = /^\d{1,5}$/.test(String(port)) ? Number(port) : NaN;
  if (number <= 65535) return number;
  throw new Failure("usage", `expected --port to be a number from 0 to 65535, found "${String(port)}"`);
}

export function helpText(verb: Verb): string {
  const rows = Object.entries({...verb.options, ...common}).map(([name, {describe, value}]) => [
    `--${name}${value ? ` ${value}` : ""}`,
    describe
  ]);
  const width = Math.max(...rows.map(([flag]) => flag!.length)) + 2;
  return [
    `colophon ${verb.name}: ${verb.summary}`,
    "",
    `usage: ${verb.usage}`,
    "",
    ...rows.map(([flag, describe]) => `  ${flag!.padEnd(width)}${describe}`)
  ].join("\n");
}
