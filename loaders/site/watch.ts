import {createHash, type Hash} from "node:crypto";
import {readdirSync, statSync, watch as watchFolder, type BigIntStats, type FSWatcher} from "node:fs";
import {dirname, join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {isFileError} from "../failure.ts";

/** Shortest time between two looks at the watched files, milliseconds. */
const shortestPause = 500;
/** Longest time without a look where the system says what changes; it says nothing of links and of other machines. */
const longestPause = 2000;
/** Looking takes at most a tenth of the time where something changes, a fiftieth where nothing does. */
const share = {busy: 10, idle: 50};

/** Folders that hold work, not sources. */
const skipped = new Set(["node_modules", ".git", ".colophon", ".observablehq", "dist"]);

/** What a look found: a digest that differs when a file is new, gone or changed, and the folders it went through. */
interface Look {
  digest: string;
  folders: Set<string>;
  milliseconds: number;
}

/** Says when files under some paths have changed, within seconds and cheaply. */
export class Watch {
  readonly #paths: string[];
  readonly #watchers = new Map<string, FSWatcher>();
  #seen: Look;
  /** False where the system cannot watch all folders: then time alone calls for a look. */
  #complete = true;
  #told = new AbortController();

  constructor(paths: string[]) {
    this.#paths = paths;
    this.#seen = look(paths);
    this.#follow();
  }

  /** Resolves once something has changed since the last time, or when `signal` aborts; true where it changed. */
  async change(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      await this.#pause(signal);
      if (signal.aborted) break;
      this.#told = new AbortController();
      const before = this.#seen.digest;
      this.#seen = look(this.#paths);
      this.#follow();
      if (this.#seen.digest !== before) return true;
    }
    return false;
  }

  /** Takes the next look for a change. */
  forget(): void {
    this.#seen = {...this.#seen, digest: ""};
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const {milliseconds} = this.#seen;
    const shortest = Math.max(shortestPause, share.busy * milliseconds);
    const longest = this.#complete ? Math.max(longestPause, share.idle * milliseconds) : shortest;
    const asleep = AbortSignal.any([signal, this.#told.signal]);
    await wait(shortest, undefined, {signal}).catch(() => undefined);
    await wait(longest - shortest, undefined, {signal: asleep}).catch(() => undefined);
  }

  #follow(): void {
    const {folders} = this.#seen;
    for (const [folder, watcher] of this.#watchers)
      if (!folders.has(folder)) {
        watcher.close();
        this.#watchers.delete(folder);
      }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder);
    this.#complete = this.#watchers.size === folders.size;
  }

  #watch(folder: string): void {
    try {
      const watcher = watchFolder(folder, {persistent: false}, () => this.#told.abort());
      watcher.on("error", () => {
        this.#watchers.delete(folder);
        this.#complete = false;
        watcher.close();
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      // Too many watches (ENOSPC, EMFILE), or a folder that is gone: looks find its changes.
      if (!isFileError(error)) throw error;
    }
  }
}

function look(paths: string[]): Look {
  const started = performance.now();
  const hash = createHash("sha256");
  const folders = new Set<string>();
  for (const path of paths) stamp(path, hash, folders, true);
  return {digest: hash.digest("hex"), folders, milliseconds: performance.now() - started};
}

function stamp(path: string, hash: Hash, folders: Set<string>, named = false): void {
  const stats = reach(path, hash, () => statSync(path, {bigint: true}));
  if (!stats) return;
  if (!stats.isDirectory()) {
    if (named) folders.add(dirname(path));
    return stampFile(path, stats, hash);
  }
  folders.add(path);
  for (const name of reach(path, hash, () => readdirSync(path)) ?? [])
    if (!skipped.has(name)) stamp(join(path, name), hash, folders);
}

function stampFile(path: string, {mtimeNs, ctimeNs, size, ino}: BigIntStats, hash: Hash): void {
  hash.update(`${path} ${mtimeNs} ${ctimeNs} ${size} ${ino}\n`);
}

/** Null where the path cannot be read, which is a state of it as well. */
function reach<T>(path: string, hash: Hash, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isFileError(error, "ENOENT", "EACCES", "ENOTDIR", "ELOOP")) throw error;
    hash.update(`${path} ${error.code}\n`);
    return null;
  }
}
