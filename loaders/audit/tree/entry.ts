/** What a path of an audited tree is. Only plain files are read; the others are named and never followed. */
export type EntryKind = "file" | "symlink" | "submodule";

export interface Entry {
  /** Path inside the tree with "/" between its parts; bytes that are no UTF-8 are written \xNN. */
  path: string;
  /** The path as its bytes. */
  name: Buffer;
  kind: EntryKind;
  /** As git writes it: 100644, 100755, 120000 or 160000. */
  mode: string;
  /** Null where git names the content and does not have it. */
  bytes: number | null;
  /** Id of the content as git names it; a submodule's commit. */
  blob: string;
}

/** Paths that were not taken into the tree, by the reason. */
export interface Refused {
  reason: string;
  files: number;
}

export type Origin = "git checkout" | "bare git repository" | "tarball" | "folder";

/** A tree of files to audit, wherever it lies. */
export interface Tree {
  origin: Origin;
  /** Null where the tree lies in no repository. */
  commit: string | null;
  /** When that commit was made, UTC. */
  date: string | null;
  /** Id of the tree as git names it, whether git made it or not. */
  id: string;
  /** Sorted by path. */
  entries: Entry[];
  refused: Refused[];
  /** What the reader of the audit must know about where the tree came from. */
  notes: string[];
  /** The content of entries, in any order; null where it is not there. */
  read(wanted: readonly Entry[]): AsyncIterable<[Entry, Buffer | null]>;
}

const printable = new TextDecoder("utf-8", {fatal: true});

/** A path's bytes as text. @example pathText(Buffer.from([0x61, 0xff])) // "a\\xff" */
export function pathText(bytes: Buffer): string {
  try {
    return printable.decode(bytes);
  } catch {
    return [...bytes]
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`))
      .join("");
  }
}

export function byPath(a: {path: string}, b: {path: string}): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Counts of refused paths in the order of their reasons. */
export function refusals(reasons: readonly string[]): Refused[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, files]) => ({reason, files})).sort((a, b) => (a.reason < b.reason ? -1 : 1));
}
