/** The run's folder: the one the log lies in, above files/ for what W&B keeps there. */
export function runFolder(path: string): string {
  const folders = path.split("/").slice(0, -1);
  if (folders.at(-1) === "files" && folders.length > 1) folders.pop();
  return folders.join("/") || path;
}
