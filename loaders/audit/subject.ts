/** Where a repository says its own name, in this order; only files at the top are asked. */
const names: {file: RegExp; name: RegExp}[] = [
  {file: /^package\.json$/, name: /^\s{0,4}"name"\s*:\s*"(?:@[^"/]+\/)?([^"]+)"/m},
  {file: /^pyproject\.toml$/, name: /^\[(?:project|tool\.poetry)\](?:\n(?!\[).*)*?\nname\s*=\s*["']([^"']+)["']/m},
  {file: /^setup\.py$/, name: /\bname\s*=\s*["']([^"']+)["']/},
  {file: /^setup\.cfg$/, name: /^name\s*=\s*(\S+)/m},
  {file: /^Cargo\.toml$/, name: /^\[package\](?:\n(?!\[).*)*?\nname\s*=\s*"([^"]+)"/m},
  {file: /^go\.mod$/, name: /^module\s+(?:\S*\/)?([^\s/]+)/m},
  {file: /^CMakeLists\.txt$/, name: /^\s*project\s*\(\s*"?([\w.-]+)/im},
  {file: /^README(?:\.\w+)?$/i, name: /^#[ \t]+(?:!?\[[^\]]*\]\([^)]*\)[ \t]*)*([^\n[\]<>]+?)[ \t#]*$/m}
];

/** Whether a file at the top may name the repository. */
export function mayName(path: string): boolean {
  return names.some(({file}) => file.test(path));
}

/** What the repository calls itself; null where nothing at its top says so. @example subjectOf(new Map([["README.md", "# nanoGPT"]])) // "nanoGPT" */
export function subjectOf(files: ReadonlyMap<string, string>): string | null {
  for (const {file, name} of names)
    for (const [path, text] of files) {
      const found = file.test(path) ? name.exec(text)?.[1]?.trim() : undefined;
      if (found) return found.replace(/[*_`]/g, "") || null;
    }
  return null;
}
