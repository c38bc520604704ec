import {spawn, spawnSync, type SpawnOptions} from "node:child_process";
import {chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {runCommand} from "../../loaders/verbs/command-line.ts";

export const cli = resolve(".build/loaders/cli.js");

export interface Answer {
  status: number | null;
  stdout: string;
  stderr: string;
  /** The one JSON object on stdout; undefined where stdout holds anything else. */
  json: Record<string, unknown> | undefined;
}

export interface RunOptions {
  cwd: string;
  /** Root may read everything: nobody may not. */
  asNobody?: boolean;
  /** Milliseconds after which it is ended; a minute. */
  timeout?: number;
}

export const isRoot = process.geteuid?.() === 0;
/** How another user reaches the command: node's own `uid`, once it is known that this user may start it. */
export const nobody: SpawnOptions = isRoot ? {uid: 65534, gid: 65534} : {};
export const nobodyCan = spawnSync(process.execPath, [cli, "--help"], {...nobody, cwd: tmpdir()}).status === 0;

export async function colophon(args: string[], {cwd, asNobody, timeout = 150_000}: RunOptions): Promise<Answer> {
  return answerOf(process.execPath, [cli, ...args], {cwd, timeout, ...(asNobody ? nobody : {})});
}

/** The same command in this process: what it answers, without the second that a process takes to start. */
export async function colophonHere(args: string[], cwd: string): Promise<Answer> {
  let [stdout, stderr] = ["", ""];
  const status = await runCommand(args, {
    stdout: {write: (data) => (stdout += Buffer.from(data).toString())},
    stderr: {write: (text) => (stderr += text)},
    cwd
  });
  return {status, stdout, stderr, json: jsonOf(stdout)};
}

/** Runs `script` with the command as "$@". */
export async function colophonUnder(script: string, args: string[], {cwd}: RunOptions): Promise<Answer> {
  return answerOf("bash", ["-c", script, "bash", process.execPath, cli, ...args], {cwd, timeout: 60_000});
}

async function answerOf(command: string, args: string[], options: SpawnOptions): Promise<Answer> {
  const child = spawn(command, args, {...options, stdio: ["ignore", "pipe", "pipe"]});
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const status = await new Promise<number | null>((ended, failed) => child.on("error", failed).on("close", ended));
  return {status, stdout, stderr, json: jsonOf(stdout)};
}

function jsonOf(stdout: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(stdout) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? {...value} : undefined;
  } catch {
    return undefined;
  }
}

const log = [
  {type: "run", run_id: "a", seed: 1},
  {step: 1, loss: 3},
  {step: 2, loss: 2}
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join("");

export const junk = Buffer.from(Array.from({length: 4096}, (_, i) => (i * 37) % 256));

let top: string | undefined;
let template: string | undefined;
let count = 0;

/** For a file's `afterAll`; the next file in the same process begins anew. */
export function removePlaces(): void {
  if (top) rmSync(top, {recursive: true, force: true});
  top = template = undefined;
}

export function emptyPlace(): string {
  if (!top) chmodSync((top = mkdtempSync(join(tmpdir(), "colophon-cli-"))), 0o755);
  const place = join(top, String(++count));
  mkdirSync(place);
  return place;
}

/** A folder with good and bad files and a warehouse of one log, for one command to work in. */
export function place(): string {
  template ??= makeTemplate();
  const folder = emptyPlace();
  cpSync(template, folder, {recursive: true, verbatimSymlinks: true});
  return folder;
}

function makeTemplate(): string {
  const folder = emptyPlace();
  const files: Record<string, string | Buffer> = {
    "logs/a.ndjson": log,
    "empty.ndjson": "",
    "junk.bin": junk,
    "plain.txt": "mine\n",
    "empty.sql": "",
    "junk.sql": junk,
    "mine/thesis.tex": "mine\n",
    "closed/a.ndjson": log
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), {recursive: true});
    writeFileSync(join(folder, name), content);
  }
  const {status, stderr} = spawnSync(process.execPath, [cli, "ingest", "logs"], {cwd: folder, encoding: "utf8"});
  if (status !== 0) throw new Error(`expected an ingest of one log, found ${stderr}: run npm run compile`);
  return folder;
}
