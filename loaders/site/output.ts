import {createHash} from "node:crypto";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {Failure, isFileError} from "../failure.ts";
import {siteMarker} from "../files/discover.ts";
import {listFiles} from "./site-page.ts";

/** A built site. `bytes` and `digest` are over its files, the marker apart. */
export interface SiteFacts {
  bytes: number;
  /** SHA-256 over the lines `<path> <sha256>`, sorted by path. */
  digest: string;
  files: string[];
}

export function measureSite(folder: string): SiteFacts {
  const files = listFiles(folder).filter((path) => path !== siteMarker);
  const hash = createHash("sha256");
  for (const path of files)
    hash.update(
      `${path} ${createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex")}\n`
    );
  const bytes = files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  return {bytes, digest: hash.digest("hex"), files};
}

/**
 * Throws a Failure unless `out` may be replaced: it is not there, is empty, or holds a former build and nothing else. Throws
 * the node:fs error where nothing may be written beside it.
 */
export function checkReplaceable(out: string): void {
  accessSync(folderAround(resolve(out)), constants.W_OK);
  const status = lstatSync(out, {throwIfNoEntry: false});
  if (!status) return;
  if (!status.isDirectory())
    throw new Failure(
      "usage",
      `expected ${out} to be a folder to write the site to, found a file or link: give another folder`
    );
  if (readdirSync(out).length === 0) return;
  const marker = join(out, siteMarker);
  if (!existsSync(marker))
    throw new Failure(
      "usage",
      `expected ${out} to be empty or a former build, found files that no build of colophon wrote: give another folder, or empty this one`
    );
  const written = new Set([...readMarker(marker), siteMarker]);
  const others = listFiles(out).filter((path) => !written.has(path));
  if (others.length)
    throw new Failure(
      "usage",
      `expected ${out} to hold a former build only, found other files (${others.slice(0, 3).join(", ")}): move them away first`
    );
}

/** The nearest folder that is there. */
function folderAround(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) ? parent : folderAround(parent);
}

/** The files that the build listed; none where the marker is not one that a build wrote. */
function readMarker(marker: string): string[] {
  try {
    const {files} = JSON.parse(readFileSync(marker, "utf8")) as Partial<SiteFacts>;
    return Array.isArray(files) ? files : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Puts the finished site in `built` in the place of `out`: written beside it, then renamed. */
export function publishSite(built: string, out: string, facts: SiteFacts): void {
  checkReplaceable(out);
  const target = resolve(out);
  const [fresh, former] = [`${target}.new-${process.pid}`, `${target}.old-${process.pid}`];
  mkdirSync(dirname(target), {recursive: true});
  writeFileSync(join(built, siteMarker), `${JSON.stringify(facts)}\n`);
  moveFolder(built, fresh);
  if (existsSync(target)) renameSync(target, former);
  renameSync(fresh, target);
  rmSync(former, {recursive: true, force: true});
}

function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isFileError(error, "EXDEV")) throw error;
    cpSync(from, to, {recursive: true});
    rmSync(from, {recursive: true});
  }
}
