import {lstatSync, readdirSync, statSync} from "node:fs";
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

export interface Discovery {
  found: Found[];
  /** Folders not read, with the reason in words. */
  skipped: {path: string; why: string}[];
}

/** Lists the files of all inputs, sorted by logical path. Throws `unreadable` when an input does not exist. */
export function discover(inputs: string[]): Discovery {
  const discovery: Discovery = {found: [], skipped: []};
  for (const [input, name] of nameInputs(inputs)) {
    const stat = statInput(input);
    if (stat.isDirectory()) walk(input, name, discovery);
    else discovery.found.push(foundAt(input, name));
  }
  discovery.found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return discovery;
}

export function sourceIdOf(path: string): string {
  return sha256(path).slice(0, 12);
}

function foundAt(file: string, path: string): Found {
  return {file, path, sourceId: sourceIdOf(path)};
}

function statInput(input: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(input);
  } catch (error) {
    if (isFileError(error, "ENOENT", "ENOTDIR", "EACCES"))
      throw new Failure(
        "unreadable",
        `expected a file or folder at ${input}, found none (${error.code}): check the path given`
      );
    throw error;
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

function walk(folder: string, path: string, discovery: Discovery): void {
  let entries;
  try {
    entries = readdirSync(folder, {withFileTypes: true});
  } catch (error) {
    if (!isFileError(error, "EACCES", "EPERM")) throw error;
    discovery.skipped.push({path, why: `no permission to read this folder (${error.code})`});
    return;
  }
  for (const entry of entries) {
    const file = join(folder, entry.name);
    const logical = `${path}/${entry.name}`;
    if (entry.isDirectory() && setAside.includes(entry.name))
      discovery.skipped.push({path: logical, why: "never holds evidence"});
    else if (entry.isDirectory()) walk(file, logical, discovery);
    else if (entry.isFile()) discovery.found.push(foundAt(file, logical));
    else if (entry.isSymbolicLink() && isFileLink(file)) discovery.found.push(foundAt(file, logical));
    else
      discovery.skipped.push({
        path: logical,
        why: entry.isSymbolicLink() ? "a link to a folder or to nothing" : "not a plain file"
      });
  }
}

function isFileLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink() && statSync(file).isFile();
  } catch (error) {
    if (isFileError(error, "ENOENT", "ELOOP", "EACCES")) return false;
    throw error;
  }
}
