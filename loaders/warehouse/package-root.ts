import {existsSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** The folder of colophon's package.json, whether this module runs from loaders/ or compiled from .build/loaders/. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "loaders", "schema.sql"))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error("expected colophon's package.json above this module, found none: reinstall the package");
  return findRoot(parent);
}
