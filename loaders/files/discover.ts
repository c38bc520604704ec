import {accessSync, constants, existsSync, readdirSync, statSync, type Dirent, type Stats} from "node:fs";
import {basename, join, resolve} from "node:path";
import {Failure, isFileError} from "../failure.ts";
import {sha256} from "./digest.ts";

/** A file of an input: where it lies, and the logical path that names it in the report. */
export interface Found {
  file: string;
  /** Input folder's name + path inside it, '/' separated. */
  path: string;
  sourceId: string;
}

/** Folders that never hold evidence: dependencies, version control, caches, our own output. */
export const setAside = [".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".colophon", ".build"];

/** Lies in every folder that a build wrote. */
export const siteMarker = ".colophon-site";

/** Files that say of the folder they lie in what it is. */
const marks: Record<string, string> = {
  [siteMarker]: "a report that colophon built",
  "pyvenv.cfg": "a virtual environment",
  "CACHEDIR.TAG": "a cache"
};

export interface Discovery {
  found: Found[];
  /** Files and folders not read, with the reason in words. */
  skipped: {path: string; why: string}[];
}

/**
 * Lists the files of all inputs, sorted by logical path; `apart` are absolute paths that hold our own work. Throws
 * `unreadable` when an input does not exist or cannot be read.
 */
export function discover(inputs: string[], apart: string[] = []): Discovery {
  const discovery: Discovery = {found: [], skipped: []};
  for (const [input, name] of nameInputs(inputs)) {
    const stat = statInput(input);
    if (stat.isDirectory()) walk(input, name, discovery, new Set(apart));
    else discovery.found.push(foundAt(input, name));
  }
  discovery.found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {...discovery, found: discovery.found.filter((entry, i, all) => isFirst(entry, all[i - 1], discovery))};
}

/** Inputs within each other may name one file twice, and names that are not UTF-8 may read alike. */
function isFirst({path, file}: Found, before: Found | undefined, {skipped}: Discovery): boolean {
  if (path !== before?.path) return true;
  if (file !== before.file) skipped.push({path, why: "another file has this name"});
  return false;
}

export function sourceIdOf(path: string): string {
  return sha256(path).slice(0, 12);
}

function foundAt(file: string, path: string): Found {
  return {file, path, sourceId: sourceIdOf(path)};
}

function statInput(input: string): Stats {
  const stat = reach(input, () => statSync(input));
  if (!stat.isDirectory() && !stat.isFile())
    throw new Failure(
      "unreadable",
      `expected a file or folder at ${input}, found a pipe, socket or device: write what it gives to a file`
    );
  reach(input, () => accessSync(input, stat.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK));
  return stat;
}

function reach<T>(input: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!isFileError(error)) throw error;
    const denied = error.code === "EACCES" || error.code === "EPERM";
    throw new Failure(
      "unreadable",
      `expected a file or folder at ${input}, found ${denied ? "no permission to read it" : "none"} (${error.code}): check the path given`
    );
  }
}

/** Logical names: the base name, lengthened by parent folders until all inputs differ. */
function nameInputs(inputs: string[]): Map<string, string> {
  const folders = [...new Set(inputs.map((input) => resolve(input)))];
  for (let depth = 1; ; depth++) {
    const names = new Map(folders.map((folder) => [folder, tail(folder, depth)]));
    if (new Set(names.values()).size === folders.length || depth > 64) return names;
  }
}

function tail(folder: string, depth: number): string {
  return folder.split(/[\\/]/).filter(Boolean).slice(-depth).join("/") || basename(folder) || "root";
}

function walk(folder: string, path: string, discovery: Discovery, apart: Set<string>): void {
  const skip = (why: string, at = path) => void discovery.skipped.push({path: at, why});
  let entries;
  try {
    entries = readdirSync(folder, {withFileTypes: true});
  } catch (error) {
    if (!isFileError(error)) throw error;
    const denied = error.code === "EACCES" || error.code === "EPERM";
    return skip(`${denied ? "no permission to read this folder" : "this folder could not be read"} (${error.code})`);
  }
  const mark = entries.find(({name}) => name in marks);
  if (mark) return skip(marks[mark.name]!);
  for (const entry of entries) {
    const file = join(folder, entry.name);
    const logical = `${path}/${entry.name}`;
    const why = whyNot(entry, file, apart);
    if (why) skip(why, logical);
    else if (entry.isDirectory()) walk(file, logical, discovery, apart);
    else discovery.found.push(foundAt(file, logical));
  }
}

/** Why an entry of a folder is not read; undefined where it is. */
function whyNot(entry: Dirent, file: string, apart: Set<string>): string | undefined {
  if (apart.has(file)) return "the warehouse itself";
  if (entry.isDirectory()) return setAside.includes(entry.name) ? "never holds evidence" : undefined;
  if (entry.name.includes("\ufffd") && !existsSync(file)) return "its name is not UTF-8: rename it";
  if (entry.isSymbolicLink()) return whyNotLink(file);
  return entry.isFile() ? undefined : "not a plain file";
}

function whyNotLink(file: string): string | undefined {
  try {
    const target = statSync(file);
    if (target.isFile()) return undefined;
    return target.isDirectory() ? "a link to a folder" : "a link to something that is not a plain file";
  } catch (error) {
    if (isFileError(error)) return "a link to nothing that can be read";
    throw error;
  }
}
