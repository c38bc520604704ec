/** The folder of a logical path: the key that the files of one run share. Null where the path has no folder. */
export function folderOf(path: string): string | null {
  const end = path.lastIndexOf("/");
  return end > 0 ? path.slice(0, end) : null;
}
