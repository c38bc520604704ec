import {spawn, type ChildProcessByStdio} from "node:child_process";
import type {Readable, Writable} from "node:stream";
import {devNull} from "node:os";
import {Failure, isFileError} from "../../failure.ts";

/**
 * What git may read and do: the repository's objects and refs, and nothing else. Its configuration lies in the audited
 * repository and names commands (hooks, fsmonitor, filters, text conversion, remote helpers): plumbing that touches no
 * work tree asks none of them, and what could is switched off besides.
 */
const settings = [
  "core.fsmonitor=false",
  `core.hooksPath=${devNull}`,
  "core.sshCommand=false",
  "protocol.allow=never",
  "safe.directory=*",
  "safe.bareRepository=all"
].flatMap((setting) => ["-c", setting]);

const environment = {
  PATH: process.env.PATH,
  SYSTEMROOT: process.env.SYSTEMROOT,
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: devNull,
  GIT_ALLOW_PROTOCOL: "none",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0"
};

export interface GitAnswer {
  status: number | null;
  output: Buffer;
  complaint: string;
}

/** A git process on a repository's own folder (the .git, or the bare repository). */
export function startGit(gitFolder: string, args: string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn("git", [`--git-dir=${gitFolder}`, ...settings, ...args], {
    env: environment,
    stdio: ["pipe", "pipe", "pipe"]
  });
}

/** Runs one command to its end. Throws `unreadable` where there is no git. */
export async function askGit(gitFolder: string, args: string[], input?: string): Promise<GitAnswer> {
  const child = startGit(gitFolder, args);
  const [output, complaint]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complaint.push(chunk));
  const ended = endOf(child);
  child.stdin.on("error", () => child.kill());
  child.stdin.end(input);
  const status = await ended;
  return {status, output: Buffer.concat(output), complaint: Buffer.concat(complaint).toString("utf8").trim()};
}

export function endOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<number | null> {
  return new Promise((ended, failed) => {
    child.on("error", (error) =>
      failed(
        isFileError(error, "ENOENT")
          ? new Failure(
              "unreadable",
              "expected git on the PATH to read a repository, found none: install git, or audit a tarball or a folder of its files"
            )
          : error
      )
    );
    child.on("close", ended);
  });
}
