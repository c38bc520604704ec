import {parseArgs, type ParseArgsConfig} from "node:util";
import {Failure} from "../failure.ts";

type OptionSpec = NonNullable<ParseArgsConfig["options"]>[string] & {describe: string; value?: string};

/** Where a verb reports: data to stdout, people's text and progress to stderr. */
export interface Effects {
  out: (text: string) => void;
  say: (text: string) => void;
  progress: (done: number, total: number, label: string) => void;
  cwd: string;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One entry of the command line. `run` returns what `--json` prints, and the exit reason when it is not "good". */
export interface Verb {
  name: string;
  summary: string;
  usage: string;
  options: Record<string, OptionSpec>;
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

export function parseVerb(verb: Verb, args: string[]): {values: Values; positionals: string[]} {
  try {
    const options = Object.fromEntries(
      Object.entries({...verb.options, ...common}).map(([name, {describe: _, value: __, ...option}]) => [name, option])
    );
    return parseArgs({args, options, allowPositionals: true, strict: true});
  } catch (error) {
    throw new Failure(
      "usage",
      `colophon ${verb.name}: ${error instanceof Error ? error.message : String(error)}\nusage: ${verb.usage}`
    );
  }
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
