#!/usr/bin/env node
import {exitCodes, isFileError, refusal} from "./failure.ts";
import {runCommand} from "./verbs/command-line.ts";

for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => endOutput(stream, error));
const {stdout, stderr} = process;
process.exitCode = await runCommand(process.argv.slice(2), {stdout, stderr, cwd: process.cwd()});

/** A reader that has read enough (`colophon query … | head`) is no error; a full disk behind stdout is. */
function endOutput(stream: NodeJS.WriteStream, error: Error): void {
  if (isFileError(error, "EPIPE")) return;
  if (stream === process.stdout) process.stderr.write(`colophon: ${(refusal(error) ?? error).message}\n`);
  process.once("exit", () => {
    process.exitCode = exitCodes.unreadable;
  });
}
