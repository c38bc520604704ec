import {createHash, type Hash} from "node:crypto";
import type {Entry} from "./entry.ts";

/** A hash that ends as git's id of a content of that many bytes. */
export function blobHash(bytes: number): Hash {
  return createHash("sha1").update(`blob ${bytes}\0`);
}

/** Git's id of a content. @example blobId(Buffer.of()) // "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" */
export function blobId(content: Buffer): string {
  return blobHash(content.length).update(content).digest("hex");
}

interface Folder {
  files: Map<string, Entry>;
  folders: Map<string, Folder>;
}

const emptyFolder = (): Folder => ({files: new Map(), folders: new Map()});

/** The id git gives to a tree of these entries. */
export function treeId(entries: readonly Entry[]): string {
  const top = emptyFolder();
  for (const entry of entries) {
    const parts = entry.name.toString("latin1").split("/");
    let folder = top;
    for (const part of parts.slice(0, -1)) {
      let inner = folder.folders.get(part);
      if (!inner) folder.folders.set(part, (inner = emptyFolder()));
      folder = inner;
    }
    folder.files.set(parts.at(-1)!, entry);
  }
  return folderId(top);
}

/** Names are compared as bytes, those of folders with a slash behind them. */
function folderId({files, folders}: Folder): string {
  const rows = [
    ...[...files].map(([name, {mode, blob}]) => ({key: name, name, mode, id: blob})),
    ...[...folders].map(([name, inner]) => ({key: `${name}/`, name, mode: "40000", id: folderId(inner)}))
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  const body = Buffer.concat(
    rows.flatMap(({name, mode, id}) => [Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.from(id, "hex")])
  );
  return createHash("sha1").update(`tree ${body.length}\0`).update(body).digest("hex");
}
