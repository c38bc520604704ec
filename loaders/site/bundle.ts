import {createRequire} from "node:module";
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join, posix} from "node:path";
import {build, type BuildOptions, type BuildResult, type Plugin} from "esbuild";
import type {NpmSpecifier} from "./npm-specifier.ts";
import type {InstalledPackage} from "./packages.ts";

/** Where bundles go, and which packages are modules of their own beside them (name → version). */
export interface Bundling {
  folder: string;
  siblings: Map<string, string>;
}

/** The first line of every bundle, by which a library is told from a page's own code. */
export const libraryBanner = "// A library, bundled by colophon.";

/** Bundles one module of a package, or copies one file of it, to the place where Framework looks for it. */
export async function bundleModule(
  found: InstalledPackage,
  specifier: NpmSpecifier,
  bundling: Bundling
): Promise<void> {
  const target = posix.join(`${found.name}@${found.version}`, specifier.file);
  const output = join(bundling.folder, target);
  if (specifier.asset) {
    mkdirSync(dirname(output), {recursive: true});
    copyFileSync(join(found.folder, specifier.file), output);
    return;
  }
  const above = dirname(found.name.startsWith("@") ? dirname(found.folder) : found.folder);
  await bundleEntry(specifier.entry, dirname(above), target, bundling);
}

/**
 * Bundles `entry` (a package, a module of one, or a file), as seen from the folder `from`, into `target`, a path
 * within `bundling.folder`. Imports of sibling packages stay imports.
 */
export async function bundleEntry(entry: string, from: string, target: string, bundling: Bundling): Promise<void> {
  const options: BuildOptions = {
    absWorkingDir: from,
    banner: {js: libraryBanner},
    bundle: true,
    charset: "utf8",
    define: {"process.env.NODE_ENV": '"production"'},
    format: "esm",
    legalComments: "inline",
    logLevel: "silent",
    metafile: true,
    minify: true,
    platform: "browser",
    plugins: [entryIsPackage(from), keepSiblings(target, bundling.siblings), withoutEval],
    target: "es2022",
    tsconfigRaw: "{}",
    write: false
  };
  let result: BuildResult = await build({...options, entryPoints: [entry]});
  const input = Object.values(result.metafile?.outputs ?? {})[0]?.entryPoint;
  if (input && result.metafile?.inputs[input]?.format === "cjs") {
    result = await build({...options, stdin: {contents: namedExports(entry, from), resolveDir: from}});
  }
  const output = join(bundling.folder, target);
  mkdirSync(dirname(output), {recursive: true});
  writeFileSync(output, result.outputFiles?.[0]?.contents ?? "");
}

/** A CommonJS module bundled as it is has only a default export; this names the others too. */
function namedExports(entry: string, from: string): string {
  const module = createRequire(join(from, "package.json"))(entry) as object;
  const names = Object.keys(module).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default" && name !== "__esModule"
  );
  const rest = names.length ? `export const {${names.join(", ")}} = module;` : "";
  return `import module from ${JSON.stringify(entry)}; export default module; ${rest}`;
}

/** An entry such as `d3` is the package, also where the folder holds a file or folder of that name. */
function entryIsPackage(from: string): Plugin {
  return {
    name: "entry",
    setup(builder) {
      builder.onResolve({filter: /^[^./]/}, ({path, kind}) =>
        kind === "entry-point" ? builder.resolve(path, {kind: "import-statement", resolveDir: from}) : undefined
      );
    }
  };
}

function keepSiblings(target: string, siblings: Map<string, string>): Plugin {
  return {
    name: "siblings",
    setup(builder) {
      builder.onResolve({filter: /^[^./]/}, ({path, importer}) => {
        const version = siblings.get(path);
        const own = target.startsWith(`${path}@`);
        if (version === undefined || own || !importer) return undefined;
        return {external: true, path: posix.relative(posix.dirname(target), `${path}@${version}/_esm.js`)};
      });
    }
  };
}

/** d3-dsv compiles its row reader with `new Function`, which the pages' policy forbids; this is the same reader without. */
const withoutEval: Plugin = {
  name: "without-eval",
  setup(builder) {
    builder.onLoad({filter: /[\\/]d3-dsv[\\/](dist|src)[\\/][^\\/]*\.m?js$/}, ({path}) => {
      const reader =
        "function objectConverter(columns) { return (d) => Object.fromEntries(columns.map((name, i) => [name, d[i] || ''])); }";
      const contents = readFileSync(path, "utf8").replace(
        /function objectConverter\(columns\) \{[\s\S]*?\n\}/,
        () => reader
      );
      if (contents.includes("new Function"))
        throw new Error(`expected d3-dsv's objectConverter in ${path}, found another form of it`);
      return {contents, loader: "js"};
    });
  }
};
