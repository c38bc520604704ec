import {closeSync, existsSync, openSync, readSync, statSync} from "node:fs";
import {basename, join} from "node:path";
import {gunzipSync, constants} from "node:zlib";
import {Failure, isFileError} from "../../failure.ts";
import type {Tree} from "./entry.ts";
import {folderTree} from "./folder-tree.ts";
import {gitTree} from "./git-tree.ts";
import {tarTree} from "./tar-tree.ts";

/**
 * The tree at a path: a checkout or bare repository at a revision, a tar archive, a plain folder. Throws `unreadable`
 * for anything else, and `usage` for a revision of what has none.
 */
export async function openTree(path: string, shown: string, revision?: string): Promise<Tree> {
  const stat = statSync(path, {throwIfNoEntry: false});
  if (!stat)
    throw new Failure("unreadable", `expected a repository, tarball or folder at ${shown}, found none: check the path`);
  const gitFolder = stat.isDirectory() ? gitFolderOf(path) : null;
  if (gitFolder !== null) return gitTree({shown, gitFolder, bare: gitFolder === path}, revision);
  if (revision !== undefined)
    throw new Failure(
      "usage",
      `expected --at with a git repository, found ${stat.isDirectory() ? "a plain folder" : "a file"} at ${shown}: leave --at out`
    );
  if (stat.isDirectory()) return folderTree(path);
  const kind = stat.isFile() ? archiveKind(path) : null;
  if (kind !== null) return tarTree({shown, file: path, gzip: kind === "gzip", bytes: stat.size});
  throw new Failure(
    "unreadable",
    `expected a repository, tarball (.tar, .tar.gz) or folder at ${shown}, found ${stat.isFile() ? `a file that is none: ${basename(path)}` : "a pipe, socket or device"}`
  );
}

/** Where the objects are: .git of a checkout (a folder, or a file that names one), or the bare repository itself. */
function gitFolderOf(path: string): string | null {
  if (existsSync(join(path, ".git"))) return join(path, ".git");
  const isBare = ["HEAD", "objects", "refs"].every((name) => existsSync(join(path, name)));
  return isBare ? path : null;
}

function archiveKind(file: string): "tar" | "gzip" | null {
  const head = Buffer.alloc(4096);
  const fd = openSync(file, "r");
  const size = readSync(fd, head, 0, head.length, 0);
  closeSync(fd);
  const bytes = head.subarray(0, size);
  if (isTar(bytes)) return "tar";
  return bytes[0] === 0x1f && bytes[1] === 0x8b && isTar(beginningOf(bytes)) ? "gzip" : null;
}

function beginningOf(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, {finishFlush: constants.Z_SYNC_FLUSH});
  } catch (error) {
    if (isFileError(error)) return Buffer.of();
    throw error;
  }
}

function isTar(bytes: Buffer): boolean {
  return bytes.subarray(257, 262).toString("latin1") === "ustar";
}
