import {closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync} from "node:fs";
import {hostname} from "node:os";
import {dirname} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {Failure, isFileError} from "../failure.ts";

/** How long a second writer waits for the first, milliseconds. */
const patience = 3000;

/** Who holds a lock. */
interface Holder {
  pid: number;
  host: string;
  /** When it took the lock. */
  since: string;
  /** When the process began, as its system counts; tells it from a later one with the same number. Null: unknown. */
  began: string | null;
}

/** Thrown where another process is the writer. */
export class LockHeld extends Failure {}

/** Holds the writer's lock while `work` runs. A second writer waits for a moment and is then told who holds it. */
export async function withLock<T>(warehouse: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(warehouse), {recursive: true});
  const lock = `${warehouse}.lock`;
  await take(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, {force: true});
  }
}

async function take(lock: string): Promise<void> {
  for (const deadline = performance.now() + patience; ; await wait(50)) {
    if (create(lock, JSON.stringify(self()))) return;
    const holder = readHolder(lock);
    if (isAbandoned(lock, holder)) await removeAbandoned(lock);
    else if (performance.now() > deadline) throw heldBy(lock, holder);
  }
}

function self(): Holder {
  return {pid: process.pid, host: hostname(), since: new Date().toISOString(), began: beganAt(process.pid)};
}

function create(file: string, text: string): boolean {
  try {
    const fd = openSync(file, "wx");
    try {
      writeSync(fd, text);
    } catch (error) {
      rmSync(file, {force: true});
      throw error;
    } finally {
      closeSync(fd);
    }
    return true;
  } catch (error) {
    if (isFileError(error, "EEXIST")) return false;
    throw error;
  }
}

/** Null where the lock is gone, or its writer has not said yet who it is. */
function readHolder(lock: string): Holder | null {
  try {
    const found = JSON.parse(readFileSync(lock, "utf8")) as Partial<Holder> | number;
    const {pid, host = hostname(), since = "", began = null} = typeof found === "number" ? {pid: found} : found;
    return typeof pid === "number" ? {pid, host, since, began} : null;
  } catch (error) {
    if (error instanceof SyntaxError || isFileError(error, "ENOENT")) return null;
    throw error;
  }
}

/** A lock of a process of this host that is gone, or one that nobody signed. Of another host nothing is known. */
function isAbandoned(lock: string, holder: Holder | null): boolean {
  if (!holder) return isOld(lock);
  if (holder.host !== hostname()) return false;
  return !isRunning(holder.pid) || (holder.began !== null && beganAt(holder.pid) !== holder.began);
}

/** Two who find an abandoned lock must not both remove it: the second would remove the first one's own. */
async function removeAbandoned(lock: string): Promise<void> {
  const turn = `${lock}.turn`;
  if (!create(turn, "")) {
    if (isOld(turn)) rmSync(turn, {force: true});
    return;
  }
  try {
    if (isAbandoned(lock, readHolder(lock))) rmSync(lock, {force: true});
  } finally {
    rmSync(turn, {force: true});
  }
}

function heldBy(lock: string, holder: Holder | null): LockHeld {
  const who = holder
    ? `process ${holder.pid}${holder.host === hostname() ? "" : ` on ${holder.host}`}${holder.since ? ` since ${holder.since}` : ""}`
    : "a process that has not said its number";
  return new LockHeld(
    "unreadable",
    `expected to be the only writer, found ${who} holding ${lock}: wait for it, or remove the file if it is gone`
  );
}

function isOld(file: string): boolean {
  const status = statSync(file, {throwIfNoEntry: false});
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

/** Field 22 of /proc/<pid>/stat, behind the name in brackets; null where there is no such file. */
function beganAt(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}
