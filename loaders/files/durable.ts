import {closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync} from "node:fs";
import {dirname} from "node:path";
import {isFileError} from "../failure.ts";

/** Writes a file that is there whole or not at all, also after the power fails; `mode` sets its permissions. */
export function writeDurably(file: string, text: string, mode?: number): void {
  const partial = `${file}.${process.pid}.partial`;
  try {
    const fd = openSync(partial, "w");
    try {
      if (mode !== undefined) fchmodSync(fd, mode);
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameDurably(partial, file);
  } finally {
    rmSync(partial, {force: true});
  }
}

/** Waits until the file's bytes are on the disk. */
export function flush(file: string): void {
  const fd = openSync(file, "r");
  try {
    fsyncSync(fd);
  } catch (error) {
    // Some file systems cannot flush a folder.
    if (!isFileError(error, "EINVAL", "EPERM", "ENOTSUP", "EISDIR")) throw error;
  } finally {
    closeSync(fd);
  }
}

/** Gives a file its name and waits until the folder says so on the disk. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  flush(dirname(to));
}
