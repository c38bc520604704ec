import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {packageRoot} from "../warehouse/package-root.ts";

/** A package as it is installed. */
export interface InstalledPackage {
  name: string;
  version: string;
  /** Absolute path of the folder that holds its package.json. */
  folder: string;
}

/** Finds `name` in the node_modules of `from` or of a folder above it, as Node does, whatever its `exports` say. */
export function findPackage(name: string, from: string): InstalledPackage | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file)) {
      const {version} = JSON.parse(readFileSync(file, "utf8")) as {version: string};
      return {name, version, folder: dirname(file)};
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Like `findPackage`, from where colophon itself is installed; an incomplete installation is an error. */
export function getPackage(name: string, from = packageRoot): InstalledPackage {
  const found = findPackage(name, from);
  if (!found) throw new Error(`expected the package ${name} beside colophon, found none: install colophon again`);
  return found;
}

export const framework = getPackage("@observablehq/framework");

/** Imports one of Framework's own modules, such as `npm.js`; its package exports only its command line. */
export function importFramework<T>(module: string): Promise<T> {
  return import(pathToFileURL(join(framework.folder, "dist", module)).href) as Promise<T>;
}
