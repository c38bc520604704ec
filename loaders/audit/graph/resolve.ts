import type {Import} from "./imports.ts";

/** Finds the files that an import means, among those that count. */
export class Resolver {
  readonly #paths: ReadonlySet<string>;
  readonly #python = new Map<string, string[]>();
  readonly #byName = new Map<string, string[]>();
  readonly #goFolders = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    this.#paths = new Set(paths);
    for (const path of this.#paths) {
      add(this.#byName, path.slice(path.lastIndexOf("/") + 1), path);
      if (path.endsWith(".py")) for (const name of pythonNames(path, this.#paths)) add(this.#python, name, path);
      if (path.endsWith(".go")) add(this.#goFolders, folderOf(path), path);
    }
  }

  /** Paths that `asked` of the file at `path` names; none where it lies outside. */
  resolve(path: string, asked: Import): string[] {
    const found =
      path.endsWith(".py") || path.endsWith(".pyi")
        ? this.#pythonFiles(path, asked)
        : path.endsWith(".go")
          ? this.#goFiles(asked.target)
          : path.endsWith(".rs")
            ? this.#rustFiles(path, asked.target)
            : /\.[mc]?[jt]sx?$/.test(path)
              ? this.#scriptFiles(path, asked.target)
              : this.#included(path, asked.target);
    return found.filter((file) => file !== path);
  }

  #pythonFiles(path: string, {target, names}: Import): string[] {
    const [, dots = "", rest = ""] = /^(\.*)(.*)$/.exec(target)!;
    const wanted = [target, ...names.map((name) => `${target}${target.endsWith(".") ? "" : "."}${name}`)];
    if (dots === "")
      return wanted.flatMap((name) => {
        const beside = `${folderOf(path)}${name.replaceAll(".", "/")}.py`;
        return this.#paths.has(beside) ? [beside] : (this.#python.get(name) ?? []);
      });
    let folder = folderOf(path);
    for (let i = 1; i < dots.length; i++) folder = folderOf(folder.slice(0, -1));
    const inside = [rest, ...names.map((name) => (rest ? `${rest}.${name}` : name))].map((name) =>
      name.replaceAll(".", "/")
    );
    return inside.flatMap((name) =>
      this.#existing(`${folder}${name}.py`, `${folder}${name}${name ? "/" : ""}__init__.py`)
    );
  }

  #scriptFiles(path: string, target: string): string[] {
    if (!target.startsWith(".")) return [];
    const at = joined(folderOf(path), target);
    const bare = at.replace(/\.[mc]?jsx?$/, "");
    const endings = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".d.ts", "/index.ts", "/index.js"];
    return this.#existing(at, ...endings.flatMap((ending) => [at + ending, bare + ending])).slice(0, 1);
  }

  #included(path: string, target: string): string[] {
    const beside = joined(folderOf(path), target);
    if (this.#paths.has(beside)) return [beside];
    const named = this.#byName.get(target.slice(target.lastIndexOf("/") + 1)) ?? [];
    return named.filter((file) => file === target || file.endsWith(`/${target}`));
  }

  #rustFiles(path: string, target: string): string[] {
    const folder = folderOf(path);
    const stem = path.slice(folder.length).replace(/\.rs$/, "");
    const home = ["mod", "lib", "main"].includes(stem) ? folder : `${folder}${stem}/`;
    if (target.startsWith("mod "))
      return this.#existing(`${home}${target.slice(4)}.rs`, `${home}${target.slice(4)}/mod.rs`);
    const parts = target.split("::");
    const crate = /^(.*?(?:^|\/)src\/)/.exec(path)?.[1] ?? folder;
    const start =
      parts[0] === "crate"
        ? crate
        : parts[0] === "super"
          ? folderOf(home.slice(0, -1))
          : parts[0] === "self"
            ? home
            : null;
    const inner = parts.slice(1);
    if (start === null) return [];
    for (let n = inner.length; n > 0; n--) {
      const at = start + inner.slice(0, n).join("/");
      const found = this.#existing(`${at}.rs`, `${at}/mod.rs`);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** A package is a folder: the longest that the import's path ends with. */
  #goFiles(target: string): string[] {
    const parts = target.split("/");
    for (let i = 0; i < parts.length; i++) {
      const files = this.#goFolders.get(`${parts.slice(i).join("/")}/`);
      if (files) return files;
    }
    return [];
  }

  #existing(...paths: string[]): string[] {
    return paths.filter((path) => this.#paths.has(path));
  }
}

/** Names by which a module may be imported: from the top, from a source folder, from above its package. */
function pythonNames(path: string, paths: ReadonlySet<string>): string[] {
  const parts = path.replace(/(?:\/__init__)?\.py$/, "").split("/");
  let top = parts.length - 1;
  while (top > 0 && paths.has(`${parts.slice(0, top).join("/")}/__init__.py`)) top--;
  const starts = new Set([0, top]);
  if (["src", "python", "lib"].includes(parts[0]!)) starts.add(1);
  return [...starts].map((start) => parts.slice(start).join("."));
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** A path from a folder, its dots resolved. */
export function joined(folder: string, target: string): string {
  const parts = folder.split("/").filter((part) => part !== "");
  for (const part of target.split("/"))
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  return parts.join("/");
}
