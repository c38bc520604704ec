import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {Failure, isFileError} from "../failure.ts";
import {flush, renameDurably} from "../files/durable.ts";

/**
 * `warehouse` is a symbolic link to the current generation, a DuckDB file in `<warehouse>.d/`. Readers keep the file
 * they opened; a new generation is written beside it and the link is replaced by rename. The last two stay.
 */
const keep = 2;

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
  dropHalfWritten(folder, current);
  const file = join(folder, `${String(numberOf(current) + 1).padStart(6, "0")}.duckdb`);
  try {
    if (current && reuse) copyFileSync(current, file, constants.COPYFILE_FICLONE);
  } catch (error) {
    rmSync(file, {force: true});
    throw error;
  }
  return {file};
}

/** Makes a generation that is closed the current one; after a power failure, too, one of the two is. */
export function commitGeneration(warehouse: string, file: string): void {
  flush(file);
  flush(dirname(file));
  const link = `${warehouse}.next`;
  rmSync(link, {force: true});
  symlinkSync(join(basename(dirname(file)), basename(file)), link);
  renameDurably(link, warehouse);
  dropOld(dirname(file), file);
}

/** A generation that was not finished, with what its engine left beside it. */
export function dropGeneration(file: string): void {
  for (const stale of [file, `${file}.wal`, `${file}.tmp`]) rmSync(stale, {recursive: true, force: true});
}

function numberOf(generation: string | null): number {
  return generation ? Number(basename(generation, ".duckdb")) : 0;
}

/** What writers that were killed left: generations behind the current one, logs and spilled rows of any. */
function dropHalfWritten(folder: string, current: string | null): void {
  for (const name of readdirSync(folder)) {
    const [, number, rest] = /^(\d+)\.duckdb(.*)$/.exec(name) ?? [];
    const stale = number !== undefined && (rest !== "" || Number(number) > numberOf(current));
    if (stale || name.endsWith(".partial")) rmSync(join(folder, name), {recursive: true, force: true});
  }
}

function dropOld(folder: string, current: string): void {
  for (const name of readdirSync(folder))
    if (/^\d+\.duckdb$/.test(name) && numberOf(name) <= numberOf(current) - keep)
      rmSync(join(folder, name), {force: true});
}
