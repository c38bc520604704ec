import {spawn} from "node:child_process";
import {closeSync, cpSync, mkdirSync, openSync, rmSync, truncateSync, writeSync} from "node:fs";
import {join} from "node:path";
import {tableDigests} from "../../loaders/warehouse/table-digests.ts";
import type {Seeded} from "../seeded.ts";
import {cli, colophon, emptyPlace} from "./cli.ts";

/** What is being done when the process is killed: the first reading of a log, or the reading on of one that grew. */
const kinds = ["first", "growth"] as const;
type Kind = (typeof kinds)[number];

/** One killed ingest and the one behind it. */
export interface Kill {
  kind: Kind;
  /** After how much of the usual time, 0 to 1. */
  moment: number;
  /** False where the ingest had ended before. */
  hit: boolean;
  /** Digests of what readers found between the two; null where there was nothing to read yet. */
  between: Record<string, string> | null;
  after: Record<string, string>;
}

/** A folder with one log, whose ingest can be killed again and again. */
export class KillGround {
  readonly cwd = emptyPlace();
  readonly #warehouse = join(this.cwd, ".colophon/warehouse.duckdb");
  /** Digests before and after the log grew. */
  half: Record<string, string> = {};
  whole: Record<string, string> = {};
  readonly #usual: Record<Kind, number> = {first: 0, growth: 0};

  /** Writes a log of about this size and ingests three fifths of it, then all of it. */
  async prepare(bytes: number): Promise<void> {
    mkdirSync(join(this.cwd, "logs"));
    const log = join(this.cwd, "logs/long.ndjson");
    const size = writeLog(log, bytes);
    truncateSync(log, Math.floor(size * 0.6));
    await this.#ingest();
    this.half = await tableDigests(this.#warehouse);
    cpSync(join(this.cwd, ".colophon"), join(this.cwd, "saved"), {recursive: true, verbatimSymlinks: true});
    writeLog(log, bytes);
    this.#usual.growth = await this.#ingest();
    this.whole = await tableDigests(this.#warehouse);
    this.#reset("first");
    this.#usual.first = await this.#ingest();
  }

  async kill(kind: Kind, moment: number): Promise<Kill> {
    this.#reset(kind);
    const child = spawn(process.execPath, [cli, "ingest", "logs"], {cwd: this.cwd, stdio: "ignore"});
    const ended = new Promise<string | null>((end) => child.once("close", (_code, signal) => end(signal)));
    const timer = setTimeout(() => child.kill("SIGKILL"), this.#usual[kind] * moment);
    const hit = (await ended) === "SIGKILL";
    clearTimeout(timer);
    const between = await tableDigests(this.#warehouse).catch(() => null);
    await this.#ingest();
    return {kind, moment, hit, between, after: await tableDigests(this.#warehouse)};
  }

  #reset(kind: Kind): void {
    rmSync(join(this.cwd, ".colophon"), {recursive: true, force: true});
    if (kind === "growth")
      cpSync(join(this.cwd, "saved"), join(this.cwd, ".colophon"), {recursive: true, verbatimSymlinks: true});
  }

  /** Returns its milliseconds. */
  async #ingest(): Promise<number> {
    const started = performance.now();
    const {status, stderr} = await colophon(["ingest", "logs"], {cwd: this.cwd, timeout: 900_000});
    if (status !== 0) throw new Error(`expected an ingest to end well, found ${stderr}`);
    return performance.now() - started;
  }
}

/** Kills at random moments, the two kinds in turn. */
export async function killAtRandom(
  ground: KillGround,
  cases: number,
  random: Seeded,
  check: (kill: Kill) => void
): Promise<number> {
  let hits = 0;
  for (let n = 0; n < cases; n++) {
    const kill = await ground.kill(kinds[n % 2]!, random.uniform(0.05, 1));
    check(kill);
    hits += Number(kill.hit);
  }
  return hits;
}

/** Lines of a training log up to about this size, with restarts in it; the same bytes each time. Returns their number. */
function writeLog(file: string, bytes: number): number {
  const fd = openSync(file, "w");
  let size = writeSync(fd, `${JSON.stringify({type: "run", run_id: "long", seed: 1})}\n`);
  for (let i = 0; size < bytes;) {
    let block = "";
    for (const end = i + 2000; i < end; i++)
      block += `${JSON.stringify({step: i % 50_000, train: {loss: 1 / (i + 1), grad_norm: i % 97}, eval: {score: Math.sqrt(i), n: i}})}\n`;
    size += writeSync(fd, block);
  }
  closeSync(fd);
  return size;
}
