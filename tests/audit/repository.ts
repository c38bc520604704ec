import {spawnSync} from "node:child_process";
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pack} from "tar-stream";
import {openTree} from "../../loaders/audit/tree/open-tree.ts";
import type {Tree} from "../../loaders/audit/tree/entry.ts";

/** Text or bytes of a file, or where a link leads. */
export type Files = Record<string, string | Buffer | {link: string} | {executable: string}>;

const places: string[] = [];

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "colophon-audit-"));
  places.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const place of places.splice(0)) rmSync(place, {recursive: true, force: true});
}

export function folderOf(files: Files, folder = emptyFolder()): string {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(join(file, ".."), {recursive: true});
    if (typeof content === "string" || Buffer.isBuffer(content)) writeFileSync(file, content);
    else if ("link" in content) symlinkSync(content.link, file);
    else {
      writeFileSync(file, content.executable);
      chmodSync(file, 0o755);
    }
  }
  return folder;
}

const when = "2025-11-08T12:00:00Z";
const identity = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_AUTHOR_DATE: when,
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_COMMITTER_DATE: when,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  PATH: process.env.PATH
};

export function git(cwd: string, ...args: string[]): string {
  const {status, stdout, stderr} = spawnSync("git", args, {cwd, encoding: "utf8", env: identity});
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** A checkout with one commit of the files. */
export function checkoutOf(files: Files): string {
  const folder = folderOf(files);
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "--all", "--force");
  git(folder, "commit", "--quiet", "--message=all");
  return folder;
}

export function bareOf(checkout: string): string {
  const folder = join(emptyFolder(), "bare.git");
  git(checkout, "clone", "--quiet", "--bare", checkout, folder);
  return folder;
}

export function tarballOf(checkout: string, form: "tar" | "tar.gz" = "tar.gz", prefix = "release-1/"): string {
  const file = join(emptyFolder(), `release.${form}`);
  git(checkout, "archive", `--format=${form}`, `--prefix=${prefix}`, `--output=${file}`, "HEAD");
  return file;
}

export interface Member {
  name: string;
  content?: string | Buffer;
  type?: "file" | "link" | "symlink" | "directory" | "character-device" | "fifo";
  linkname?: string;
}

/** An archive of members as they are, good or bad. */
export async function archiveOf(members: readonly Member[]): Promise<Buffer> {
  const archive = pack();
  for (const {name, content, type = "file", linkname} of members)
    archive.entry({name, type, linkname, mtime: new Date(0)}, type === "file" ? (content ?? "") : undefined);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function contentsOf(tree: Tree): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  const files = tree.entries.filter(({kind}) => kind === "file");
  for await (const [{path}, content] of tree.read(files)) found[path] = content?.toString("latin1") ?? null;
  return found;
}

export const open = (path: string, revision?: string): Promise<Tree> => openTree(path, "here", revision);
