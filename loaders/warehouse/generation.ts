import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeSync
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {Failure, isFileError} from "../failure.ts";

/**
 * `warehouse` is a symbolic link to the current generation, a DuckDB file in `<warehouse>.d/`. Readers keep the file
 * they opened; a new generation is written beside it and the link is replaced by rename. The last two stay.
 */
const keep = 2;
/** How long a second writer waits for the first, milliseconds. */
const patience = 3000;

/** Path of the current generation, or null before the first ingest. Throws `usage` where `warehouse` is something else. */
export function currentGeneration(warehouse: string): string | null {
  const target = readLink(warehouse);
  if (target === null) return null;
  const isOurs = dirname(target) === `${basename(warehouse)}.d` && /^\d+\.duckdb$/.test(basename(target));
  if (!isOurs) throw otherThanLink(warehouse, `a link to ${target}`);
  const file = join(dirname(warehouse), target);
  return existsSync(file) ? file : null;
}

function readLink(warehouse: string): string | null {
  try {
    return readlinkSync(warehouse);
  } catch (error) {
    if (isFileError(error, "ENOENT")) return null;
    if (isFileError(error, "EINVAL"))
      throw otherThanLink(warehouse, lstatSync(warehouse).isDirectory() ? "a folder" : "a plain file");
    throw error;
  }
}

function otherThanLink(warehouse: string, found: string): Failure {
  return new Failure(
    "usage",
    `expected ${warehouse} to be a link made by colophon ingest, found ${found}: choose another --warehouse`
  );
}

/** What DuckDB said of a generation that it cannot read, as a Failure. */
export function damaged(warehouse: string, error: unknown): Failure {
  const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return new Failure(
    "unreadable",
    `expected a warehouse that can be read at ${warehouse}, found: ${said}: check the disk, or remove ${warehouse} and ${warehouse}.d and ingest again`
  );
}

/** Where to write the next generation: a copy of the current one when it is reused, else a path with no file yet. */
export function beginGeneration(warehouse: string, reuse: boolean): {file: string} {
  const folder = `${warehouse}.d`;
  mkdirSync(folder, {recursive: true});
  const current = currentGeneration(warehouse);
  const next = current ? Number(basename(current, ".duckdb")) + 1 : 1;
  const file = join(folder, `${String(next).padStart(6, "0")}.duckdb`);
  for (const stale of [file, `${file}.wal`]) rmSync(stale, {force: true});
  if (current && reuse) copyFileSync(current, file, constants.COPYFILE_FICLONE);
  return {file};
}

export function commitGeneration(warehouse: string, file: string): void {
  const link = `${warehouse}.next`;
  rmSync(link, {force: true});
  symlinkSync(join(basename(dirname(file)), basename(file)), link);
  renameSync(link, warehouse);
  dropOld(dirname(file), file);
}

function dropOld(folder: string, current: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^\d+\.duckdb$/.test(name))
    .sort();
  const last = files.indexOf(basename(current));
  for (const name of files.slice(0, Math.max(0, last + 1 - keep))) rmSync(join(folder, name), {force: true});
}

/** Holds the writer's lock while `work` runs. A second writer is told who holds it. */
export async function withLock<T>(warehouse: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(warehouse), {recursive: true});
  const lock = `${warehouse}.lock`;
  const fd = await waitForLock(lock);
  try {
    writeSync(fd, String(process.pid));
    return await work();
  } finally {
    closeSync(fd);
    rmSync(lock, {force: true});
  }
}

async function waitForLock(lock: string): Promise<number> {
  for (const deadline = performance.now() + patience; ; await wait(50)) {
    const fd = openLock(lock);
    if (typeof fd === "number") return fd;
    if (performance.now() > deadline)
      throw new Failure(
        "unreadable",
        `expected to be the only writer, found process ${fd.holder} holding ${lock}: wait for it, or remove the file if it is gone`
      );
  }
}

/** The lock's file, or who holds it. A lock whose process is gone, or never wrote its number, is removed. */
function openLock(lock: string): number | {holder: number} {
  try {
    return openSync(lock, "wx");
  } catch (error) {
    if (!isFileError(error, "EEXIST")) throw error;
    const holder = readHolder(lock);
    if (holder ? !isRunning(holder) : isOld(lock)) rmSync(lock, {force: true});
    return {holder};
  }
}

function readHolder(lock: string): number {
  try {
    return Number(readFileSync(lock, "utf8")) || 0;
  } catch (error) {
    if (isFileError(error, "ENOENT")) return 0;
    throw error;
  }
}

function isOld(lock: string): boolean {
  const status = statSync(lock, {throwIfNoEntry: false});
  return status !== undefined && Date.now() - status.mtimeMs > patience;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isFileError(error, "ESRCH");
  }
}
