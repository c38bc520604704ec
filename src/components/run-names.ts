/**
 * Names told apart by as little as possible: by their last segments or by those that vary, whichever is shorter; names
 * that are still alike are numbered. Meant for runs side by side; links and titles keep the whole name.
 * @example distinctNames(["logs/a/seed-1", "logs/b/seed-1"]) // ["a", "b"]
 */
export function distinctNames(names: readonly string[]): string[] {
  const paths = names.map((name) => name.split("/"));
  const ways = [lastSegments(paths), ...(isEven(paths) ? [varyingSegments(paths)] : [])];
  const lengths = ways.map((way) => way.reduce((sum, name) => sum + name.length, 0));
  const shortest = ways[lengths.indexOf(Math.min(...lengths))] ?? names;
  return numbered(shortest.map((name, i) => name || (paths[i]?.at(-1) ?? "")));
}

/** As many last segments as tell all names apart, or all of them. */
function lastSegments(paths: readonly string[][]): string[] {
  const longest = Math.max(0, ...paths.map((path) => path.length));
  for (let n = 1; n < longest; n++) {
    const names = paths.map((path) => path.slice(-n).join("/"));
    if (new Set(names).size === names.length) return names;
  }
  return paths.map((path) => path.join("/"));
}

function isEven(paths: readonly string[][]): boolean {
  return paths.every((path) => path.length === paths[0]?.length);
}

function varyingSegments(paths: readonly string[][]): string[] {
  const varies = (at: number): boolean => paths.some((path) => path[at] !== paths[0]?.[at]);
  return paths.map((path) => path.filter((_, at) => varies(at)).join("/"));
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

/** Characters of a folder that stand under the name of a run. */
const shownFolder = 44;

/**
 * The end of a folder's path, as many segments as fit and at least one.
 * @example shortFolder("logs/algoperf/leaderboards/v05/adamg/study_0/criteo1tb/") // "…/leaderboards/v05/adamg/study_0/criteo1tb/"
 */
export function shortFolder(folder: string): string {
  const segments = folder.split("/").slice(0, -1);
  let end = "";
  while (segments.length > 0) {
    const longer = `${segments.at(-1)}/${end}`;
    if (end !== "" && longer.length > shownFolder) return `…/${end}`;
    end = longer;
    segments.pop();
  }
  return end;
}

/** The last segment of a name, with the one before it where it is nothing but a number. @example ownName("ppo/Walker/12") // "Walker/12" */
export function ownName(name: string): string {
  const segments = name.split("/");
  return segments.slice(/^[\d.#]+$/.test(segments.at(-1) ?? "") ? -2 : -1).join("/");
}
