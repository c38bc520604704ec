import {existsSync, readFileSync} from "node:fs";
import {join, posix} from "node:path";
import {build, type Plugin} from "esbuild";
import type {SitePage} from "./site-page.ts";
import {findPlaces} from "./source-place.ts";
import type {Stage} from "./stage.ts";

interface Import {
  /** The module of the site that imports. */
  from: string;
  specifier: string;
}

/** Imports of the pages' inline modules and of the local modules that lead to no file of the site. */
export async function checkImports(
  stage: Stage,
  folder: string,
  files: string[],
  pages: SitePage[]
): Promise<string[]> {
  const modules = new Map(
    files
      .filter((path) => /^_import\/.*\.js$/.test(path))
      .map((path) => [path, readFileSync(join(folder, path), "utf8")])
  );
  for (const {path, document} of pages) {
    const scripts = document.querySelectorAll('script[type="module"]:not([src])');
    for (const [index, {textContent}] of [...scripts].entries()) modules.set(`${path}#${index}`, textContent ?? "");
  }
  const imports = await findImports(modules);
  const broken = imports.filter(({from, specifier}) => !leadsToFile(folder, from, specifier));
  return [...new Set(broken.flatMap(({from, specifier}) => nameImport(stage, from, specifier)))];
}

/** esbuild parses the modules and names each import; nothing is read from disk or bundled. */
async function findImports(modules: Map<string, string>): Promise<Import[]> {
  const found: Import[] = [];
  const collect: Plugin = {
    name: "collect-imports",
    setup(builder) {
      builder.onResolve({filter: /.*/}, ({path, importer, kind}) => {
        if (kind === "entry-point") return {path, namespace: "site"};
        found.push({from: importer, specifier: path});
        return {external: true, path};
      });
      builder.onLoad({filter: /.*/, namespace: "site"}, ({path}) => ({
        contents: modules.get(path) ?? "",
        loader: "js"
      }));
    }
  };
  await build({
    bundle: true,
    entryPoints: [...modules.keys()],
    format: "esm",
    logLevel: "silent",
    outdir: "unwritten",
    plugins: [collect],
    tsconfigRaw: "{}",
    write: false
  });
  return found;
}

function leadsToFile(folder: string, from: string, specifier: string): boolean {
  if (!/^\.{0,2}\//.test(specifier)) return false;
  const path = specifier.startsWith("/") ? specifier.slice(1) : posix.join(posix.dirname(from), specifier);
  return existsSync(join(folder, path.replace(/[?#].*$/, "")));
}

function nameImport(stage: Stage, from: string, specifier: string): string[] {
  const quoted = ['"', "'", "`"].map((quote) => `${quote}${specifier}${quote}`);
  const places = findPlaces(stage, (line) => quoted.some((text) => line.includes(text)));
  const advice = /^https?:/.test(specifier)
    ? `imports ${specifier} from outside the report: install the package and import it as npm:name`
    : `imports ${specifier}, which does not resolve: import a package as npm:${specifier.replace(/^npm:/, "")}, a module as ./name.js`;
  return places.length ? places.map((place) => `${place}: ${advice}`) : [`${from.replace(/#\d+$/, "")}: ${advice}`];
}
