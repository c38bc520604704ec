import {fileNameOf, folderOf} from "../../run-log/part-of.ts";

/** The run's folder: the one the log lies in, above files/ for what W&B keeps there. */
export function runFolder(path: string): string {
  const folder = folderOf(path) ?? path;
  return fileNameOf(folder) === "files" ? (folderOf(folder) ?? folder) : folder;
}
