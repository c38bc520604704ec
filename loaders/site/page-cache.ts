import {existsSync, readdirSync, rmSync} from "node:fs";
import {extname, join} from "node:path";

/** Folders of Framework's cache that hold no output of a data loader. */
const kept = new Set(["_npm", "_npm.digest", "_node", "_jsr", "_duckdb", "_observablehq"]);

/**
 * Removes outputs of data loaders that no longer hold; Framework's build would serve them as they are. All go when
 * what they were made from changed (`sameData` false) or when a changed file may be imported by a loader; otherwise
 * a changed query loses its own output.
 */
export function clearOutputs(root: string, paths: string[], changed: string[], sameData: boolean): void {
  const cache = join(root, ".observablehq", "cache");
  if (!existsSync(cache)) return;
  if (!sameData) return clearAll(cache);
  const loaders = paths.concat(changed).filter((path) => /\.\w+\.\w+$/.test(path));
  const imported = changed.filter((path) => ![".md", ".sql", ".css"].includes(extname(path)));
  const stale = loaders.filter((path) => changed.includes(path) || (imported.length > 0 && extname(path) !== ".sql"));
  if (stale.some((path) => path.includes("["))) return clearAll(cache);
  for (const path of stale) rmSync(join(cache, path.slice(0, -extname(path).length)), {force: true, recursive: true});
}

function clearAll(cache: string): void {
  for (const name of readdirSync(cache)) if (!kept.has(name)) rmSync(join(cache, name), {recursive: true});
}
