/**
 * Names told apart by as little as possible: path segments that all share are left out, and names that are still alike
 * are numbered. Meant for a few runs side by side; titles and links keep the whole name.
 * @example distinctNames(["logs/a/seed-1", "logs/b/seed-1"]) // ["a", "b"]
 */
export function distinctNames(names: readonly string[]): string[] {
  const paths = names.map((name) => name.split("/"));
  const shortened = isEven(paths) ? varyingSegments(paths) : withoutPrefix(paths);
  return numbered(shortened.map((segments, i) => segments.join("/") || (paths[i]?.at(-1) ?? "")));
}

function isEven(paths: readonly string[][]): boolean {
  return paths.every((path) => path.length === paths[0]?.length);
}

function varyingSegments(paths: readonly string[][]): string[][] {
  const varies = (at: number): boolean => paths.some((path) => path[at] !== paths[0]?.[at]);
  return paths.map((path) => path.filter((_, at) => varies(at)));
}

function withoutPrefix(paths: readonly string[][]): string[][] {
  const shortest = Math.min(...paths.map((path) => path.length));
  let shared = 0;
  while (shared < shortest - 1 && paths.every((path) => path[shared] === paths[0]?.[shared])) shared += 1;
  return paths.map((path) => path.slice(shared));
}

function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const repeated = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return names.map((name) => {
    if (!repeated.has(name)) return name;
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return `${name} (${n})`;
  });
}

/** The folders, with their last "/", that all names begin with. @example sharedFolder(["a/b/x", "a/b/y"]) // "a/b/" */
export function sharedFolder(names: readonly string[]): string {
  const folders = names.map((name) => name.split("/").slice(0, -1));
  const shared: string[] = [];
  for (const segment of folders[0] ?? []) {
    if (!folders.every((folder) => folder[shared.length] === segment)) break;
    shared.push(segment);
  }
  return shared.map((segment) => `${segment}/`).join("");
}
