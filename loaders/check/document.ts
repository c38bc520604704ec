import {readFileSync, statSync} from "node:fs";
import {resolve} from "node:path";
import {Failure} from "../failure.ts";

/** A Markdown file as it stands, every byte kept. */
export interface Document {
  /** Absolute. */
  path: string;
  markdown: string;
}

const mostBytes = 64 * 2 ** 20;

/** Reads Markdown files by their paths from `root`, each once. `namedBy` says who named them, for messages. */
export function readDocuments(root: string, paths: string[], namedBy: string): Document[] {
  const absolute = [...new Set(paths.map((path) => resolve(root, path)))];
  return absolute.map((path) => ({path, markdown: readText(path, namedBy)}));
}

/** The text of a UTF-8 file, a byte order mark kept. Throws `unreadable` for anything else. */
export function readText(path: string, namedBy: string): string {
  const refuse = (found: string, remedy: string): Failure =>
    new Failure("unreadable", `expected a Markdown file at ${path}, found ${found}: ${remedy} (${namedBy})`);
  const stat = statSync(path, {throwIfNoEntry: false});
  if (!stat) throw refuse("none", "correct the path");
  if (stat.isDirectory()) throw refuse("a folder", "name its files");
  if (!stat.isFile()) throw refuse("a pipe, socket or device", "name a file");
  if (stat.size > mostBytes) throw refuse(`${stat.size} bytes`, `name one of at most ${mostBytes}`);
  try {
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(readFileSync(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refuse("bytes that are no UTF-8", "name a text, or write it in UTF-8");
  }
}
