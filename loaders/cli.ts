#!/usr/bin/env node
import {exitCodes, Failure, isFileError, refusal} from "./failure.ts";
import {progressOn} from "./verbs/progress.ts";
import {verbs} from "./verbs/index.ts";
import {helpText, parseVerb, type Effects} from "./verbs/verb.ts";

for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => endOutput(stream, error));
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const json = words.includes("--json");
  const [name, ...args] = words;
  try {
    return await run(name, args);
  } catch (error) {
    const failure = error instanceof Failure ? error : refusal(error);
    const message = failure ? failure.message : bugReport(error);
    if (json) process.stdout.write(`${JSON.stringify({error: message, details: failure?.details ?? []})}\n`);
    process.stderr.write(`colophon: ${message}\n`);
    return exitCodes[failure?.reason ?? "bug"];
  }
}

async function run(name: string | undefined, args: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${overview()}\n`);
    return name === undefined ? exitCodes.usage : exitCodes.good;
  }
  const verb = verbs.find((entry) => entry.name === name);
  if (!verb)
    throw new Failure("usage", `expected one of ${verbs.map((entry) => entry.name).join(", ")}, found "${name}"`);
  const {values, positionals} = parseVerb(verb, args);
  if (values.help) {
    process.stdout.write(`${helpText(verb)}\n`);
    return exitCodes.good;
  }
  const {progress, end} = progressOn(process.stderr);
  const effects: Effects = {out: write(process.stdout), say: write(process.stderr), progress, cwd: process.cwd()};
  const result = await verb.run(values, positionals, effects).finally(end);
  if (values.json) process.stdout.write(`${JSON.stringify(result.json)}\n`);
  if (result.text) process.stderr.write(`${result.text}\n`);
  await result.until;
  return result.failed ? exitCodes.failed : exitCodes.good;
}

function write(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => stream.write(`${text}\n`);
}

/** A reader that has read enough (`colophon query … | head`) is no error; a full disk behind stdout is. */
function endOutput(stream: NodeJS.WriteStream, error: Error): void {
  if (isFileError(error, "EPIPE")) return;
  if (stream === process.stdout) process.stderr.write(`colophon: ${(refusal(error) ?? error).message}\n`);
  process.once("exit", () => {
    process.exitCode = exitCodes.unreadable;
  });
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
