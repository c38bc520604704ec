import {createReadStream, lstatSync, readdirSync, readlinkSync, readFileSync, type Stats} from "node:fs";
import {isFileError} from "../../failure.ts";
import {byPath, pathText, refusals, type Entry, type Tree} from "./entry.ts";
import {blobHash, blobId, treeId} from "./git-object.ts";

const slash = Buffer.from("/");

/** The files of a plain folder. Links are named by where they lead and not followed. */
export async function folderTree(folder: string): Promise<Tree> {
  const reasons: string[] = [];
  const entries = (await walk(Buffer.from(folder), reasons)).sort(byPath);
  return {
    origin: "folder",
    commit: null,
    date: null,
    id: treeId(entries),
    entries,
    refused: refusals(reasons),
    notes: ["a plain folder has no commit: nothing says which version of the files this is"],
    async *read(wanted) {
      for (const entry of wanted) yield [entry, readFileSync(join(Buffer.from(folder), entry.name))];
    }
  };
}

function join(folder: Buffer, name: Buffer): Buffer {
  return folder.length === 0 ? name : Buffer.concat([folder, slash, name]);
}

async function walk(top: Buffer, reasons: string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  const folders: Buffer[] = [Buffer.of()];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const child of namesIn(join(top, folder), folder, reasons)) {
      const name = join(folder, child);
      const file = join(top, name);
      const stat = lstatSync(file);
      if (child.equals(Buffer.from(".git"))) reasons.push("a .git inside the folder");
      else if (stat.isDirectory()) folders.push(name);
      else if (stat.isSymbolicLink()) entries.push(linkEntry(name, readlinkSync(file, "buffer")));
      else if (stat.isFile()) await addFile(entries, name, file, stat, reasons);
      else reasons.push("a pipe, socket or device");
    }
  }
  return entries;
}

/** Nothing where the folder may not be read, except that the audited folder itself must be. */
function namesIn(file: Buffer, folder: Buffer, reasons: string[]): Buffer[] {
  try {
    return readdirSync(file, {encoding: "buffer"});
  } catch (error) {
    if (folder.length === 0 || !isFileError(error, "EACCES", "EPERM")) throw error;
    reasons.push("a folder without permission to read it");
    return [];
  }
}

async function addFile(entries: Entry[], name: Buffer, file: Buffer, stat: Stats, reasons: string[]): Promise<void> {
  const hash = blobHash(stat.size);
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    if (!isFileError(error, "EACCES", "EPERM")) throw error;
    reasons.push("a file without permission to read it");
    return;
  }
  const mode = stat.mode & 0o100 ? "100755" : "100644";
  entries.push({path: pathText(name), name, kind: "file", mode, bytes: stat.size, blob: hash.digest("hex")});
}

function linkEntry(name: Buffer, target: Buffer): Entry {
  const path = pathText(name);
  return {path, name, kind: "symlink", mode: "120000", bytes: target.length, blob: blobId(target)};
}
