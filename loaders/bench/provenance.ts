import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {arch, availableParallelism, cpus, platform, release, totalmem} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** What made a row: which sources, from which commit, on what. No host, user or path. */
export interface Provenance {
  commit: string | null;
  dirty: boolean | null;
  /** Null where the sources are not there: an installed package. */
  source_digest: string | null;
}

export interface Environment {
  node: string;
  v8: string;
  os: string;
  arch: string;
  cpu: string;
  cores: number;
  memory_gib: number;
  colophon: string;
}

/** The folder that holds package.json, whether this module runs compiled or not. */
export function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    if (folder === dirname(folder)) throw new Error("no package.json above the recorder, expected the repository");
    folder = dirname(folder);
  }
  return folder;
}

/** Folders of the sources that the recorded figures measure. */
const measured = ["loaders/bench", "loaders/record", "native"];
const languages = /\.(ts|cc|h|cu|cuh|py)$/;

/**
 * SHA-256 over one line `<sha256>  <path>` per measured source, sorted by path, as sha256sum prints them; null where a
 * folder of them is missing.
 */
export function digestSources(root: string): string | null {
  if (!measured.every((folder) => existsSync(join(root, folder)))) return null;
  const paths = measured
    .flatMap((folder) =>
      readdirSync(join(root, folder), {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))
    )
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => languages.test(path))
    .sort();
  const lines = paths.map((path) => `${digest(readFileSync(join(root, path)))}  ${path}\n`);
  return digest(lines.join(""));
}

export function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Commit and state of the repository whose top folder this is: a package in somebody's project has none of its own. */
export function readProvenance(root: string): Provenance {
  const source_digest = digestSources(root);
  if (git(root, "rev-parse", "--show-prefix") !== "") return {commit: null, dirty: null, source_digest};
  const commit = git(root, "rev-parse", "--verify", "--quiet", "HEAD");
  const changes = git(root, "status", "--porcelain", "--", ".", ":(exclude)data");
  return {commit: commit || null, dirty: changes === null ? null : changes !== "", source_digest};
}

/** What git prints, or null where it fails: no repository, no commit yet, no git. */
function git(root: string, ...args: string[]): string | null {
  try {
    return execFileSync("git", args, {cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]}).trim();
  } catch (error) {
    if (error instanceof Error && ("status" in error || "code" in error)) return null;
    throw error;
  }
}

export function readEnvironment(root: string): Environment {
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpu: cpuModel(),
    cores: availableParallelism(),
    memory_gib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    colophon: (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {version: string}).version
  };
}

export function cpuModel(): string {
  return cpus()[0]?.model.trim() || "unknown";
}
