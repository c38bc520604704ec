import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";

/** The folder that holds package.json, whether this module runs compiled or not. */
function findPackageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

export const packageFolder = findPackageFolder();
export const addonFolder = join(packageFolder, ".build", "addon");

/** What the install step leaves. */
export const addonFiles = {
  addon: join(addonFolder, "colophon.node"),
  cuda: join(addonFolder, "libcolophon_cuda.so"),
  report: join(addonFolder, "report.json")
};

export interface BuildReport {
  /** What it was built with, as the compilers call themselves; null where there is none. */
  compiler: string | null;
  nvcc: string | null;
  /** Why the addon, or the CUDA library, was not built; null where it was. */
  addon: string | null;
  cuda: string | null;
  /** SHA-256 over the sources, flags and compilers. */
  digest: string;
}

/** The report of the last build of the addon; null where none was tried. */
export function readBuildReport(): BuildReport | null {
  if (!existsSync(addonFiles.report)) return null;
  return JSON.parse(readFileSync(addonFiles.report, "utf8")) as BuildReport;
}
