import {exitCodes, Failure, refusal} from "../failure.ts";
import {verbs} from "./index.ts";
import {progressOn, type ProgressStream} from "./progress.ts";
import {helpText, parseVerb, type Effects} from "./verb.ts";

/** Where a command is given and where it answers. */
export interface Terminal {
  stdout: {write(data: string | Uint8Array): unknown};
  stderr: ProgressStream;
  cwd: string;
}

/** Runs `colophon` with these words and returns its exit code; failures are told on the terminal, none is thrown. */
export async function runCommand(words: string[], terminal: Terminal): Promise<number> {
  const json = words.includes("--json");
  const [name, ...args] = words;
  try {
    return await run(name, args, terminal);
  } catch (error) {
    const failure = error instanceof Failure ? error : refusal(error);
    const message = failure ? failure.message : bugReport(error);
    if (json) terminal.stdout.write(`${JSON.stringify({error: message, details: failure?.details ?? []})}\n`);
    terminal.stderr.write(`colophon: ${message}\n`);
    return exitCodes[failure?.reason ?? "bug"];
  }
}

async function run(name: string | undefined, args: string[], {stdout, stderr, cwd}: Terminal): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    stdout.write(`${overview()}\n`);
    return name === undefined ? exitCodes.usage : exitCodes.good;
  }
  const verb = verbs.find((entry) => entry.name === name);
  if (!verb)
    throw new Failure("usage", `expected one of ${verbs.map((entry) => entry.name).join(", ")}, found "${name}"`);
  const {values, positionals} = parseVerb(verb, args);
  if (values.help) {
    stdout.write(`${helpText(verb)}\n`);
    return exitCodes.good;
  }
  const {progress, end} = progressOn(stderr);
  const effects: Effects = {
    out: (data) => void stdout.write(data),
    say: (text) => void stderr.write(`${text}\n`),
    progress,
    cwd
  };
  const result = await verb.run(values, positionals, effects).finally(end);
  if (values.json) stdout.write(`${JSON.stringify(result.json)}\n`);
  if (result.text) stderr.write(`${result.text}\n`);
  await result.until;
  return result.failed ? exitCodes.failed : exitCodes.good;
}

function overview(): string {
  const width = Math.max(...verbs.map(({name}) => name.length)) + 2;
  return [
    "usage: colophon <verb> [--help]",
    "",
    ...verbs.map(({name, summary}) => `  ${name.padEnd(width)}${summary}`)
  ].join("\n");
}

function bugReport(error: unknown): string {
  return `this is a bug in colophon: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
