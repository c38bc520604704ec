import {createHash, randomUUID} from "node:crypto";
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {isFileError} from "../failure.ts";
import {adapters, nativeFolder} from "./adapters.ts";
import {bundleModule, type Bundling} from "./bundle.ts";
import {parseNpmSpecifier, type NpmSpecifier} from "./npm-specifier.ts";
import {findPackage, framework, getPackage, type InstalledPackage} from "./packages.ts";
import {absentModules, implicitSpecifiers, writeAbsentModule} from "./absent.ts";

/** The packages that every report may use, and the package whose dependency they are where it is not colophon's own. */
const shipped: {name: string; of?: string}[] = [
  {name: "@observablehq/plot"},
  {name: "@uwdata/flechette"},
  {name: "arquero"},
  {name: "d3"},
  {name: "d3-dsv", of: "d3"},
  {name: "htl"},
  {name: "hyparquet"},
  {name: "isoformat", of: "@observablehq/framework"},
  {name: "vega"},
  {name: "vega-interpreter"},
  {name: "vega-lite"}
];

export interface LibraryOptions {
  /** The staged root: its `.observablehq/cache/_npm` is filled. */
  root: string;
  /** Where bundles are kept between builds, one folder per set of packages. */
  store: string;
  /** The user's project, whose node_modules may hold more packages. */
  project: string;
  /** What the pages import as `npm:…`, without the prefix. */
  specifiers: string[];
  /** Whether a page declares `duckdb: true`. */
  duckdb: boolean;
}

interface Plan {
  packages: InstalledPackage[];
  modules: {package: InstalledPackage; specifier: NpmSpecifier}[];
  duckdb: boolean;
}

/**
 * Fills Framework's library cache from node_modules, so that `npm:` imports and the implicit names resolve without a
 * network. Bundles once per set of packages and versions; a later call links the files. Returns the set's digest.
 */
export async function fillLibraries(options: LibraryOptions): Promise<string> {
  const plan = await planLibraries(options);
  const digest = digestPlan(plan);
  const folder = join(options.store, digest);
  if (!existsSync(folder)) await bundleLibraries(plan, folder);
  linkLibraries(folder, digest, join(options.root, ".observablehq", "cache"));
  return digest;
}

/** The version of a package that the library cache of a staged root holds; undefined for one that is absent. */
export function libraryVersion(root: string, name: string): string | undefined {
  const folder = dirname(join(root, ".observablehq", "cache", "_npm", `${name}@`));
  const start = `${basename(name)}@`;
  const found = existsSync(folder) ? readdirSync(folder).find((entry) => entry.startsWith(start)) : undefined;
  const version = found?.slice(start.length);
  return version === "0.0.0" ? undefined : version;
}

async function planLibraries({project, specifiers, duckdb}: LibraryOptions): Promise<Plan> {
  const packages = shipped.map(({name, of}) => getPackage(name, of && getPackage(of).folder));
  const modules: Plan["modules"] = packages.map((found) => ({
    package: found,
    specifier: parseNpmSpecifier(found.name)
  }));
  const wanted = [...specifiers, ...(await declaredImplicit(project))];
  for (const specifier of [...new Set(wanted)].sort().map(parseNpmSpecifier)) {
    if (specifier.name in adapters) continue;
    const known = packages.find(({name}) => name === specifier.name);
    const found = known ?? findPackage(specifier.name, project);
    if (!found) continue;
    if (!known) packages.push(found);
    if (!modules.some((m) => m.package === found && m.specifier.file === specifier.file))
      modules.push({package: found, specifier});
  }
  return {packages, modules, duckdb};
}

/** An implicit name such as `_` works where the project's own package.json declares its package. */
async function declaredImplicit(project: string): Promise<string[]> {
  const file = join(project, "package.json");
  if (!existsSync(file)) return [];
  const {dependencies, devDependencies} = JSON.parse(readFileSync(file, "utf8")) as Record<string, object | undefined>;
  const declared = new Set(Object.keys({...dependencies, ...devDependencies}));
  return (await implicitSpecifiers()).filter((specifier) => declared.has(parseNpmSpecifier(specifier).name));
}

function digestPlan({packages, modules, duckdb}: Plan): string {
  const hash = createHash("sha256");
  for (const {name, version} of [...packages, framework, getPackage("esbuild"), getPackage("@duckdb/duckdb-wasm")])
    hash.update(`${name}@${version}\n`);
  for (const {specifier} of modules) hash.update(`${specifier.name}/${specifier.file}\n`);
  for (const file of sourceFiles()) hash.update(readFileSync(file));
  return hash.update(String(duckdb)).digest("hex").slice(0, 16);
}

/** Our own files that decide what a bundle holds. */
function sourceFiles(): string[] {
  const own = ["absent", "adapters", "bundle", "libraries"].map((name) => `${name}.`);
  const folder = import.meta.dirname;
  const named = (path: string) =>
    readdirSync(path)
      .sort()
      .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith(".d.ts"));
  return [
    ...named(folder)
      .filter((file) => own.some((start) => file.startsWith(start)))
      .map((file) => join(folder, file)),
    ...[join(folder, "adapters"), ...["", "js", "ops"].map((name) => join(nativeFolder, name))].flatMap((from) =>
      named(from).map((file) => join(from, file))
    )
  ];
}

async function bundleLibraries({packages, modules, duckdb}: Plan, folder: string): Promise<void> {
  const work = `${folder}.${process.pid}-${randomUUID().slice(0, 8)}`;
  const siblings = new Map(packages.map(({name, version}) => [name, version]));
  const bundling: Bundling = {folder: work, siblings};
  await Promise.all(modules.map(({package: found, specifier}) => bundleModule(found, specifier, bundling)));
  await Promise.all(Object.values(adapters).map((adapter) => adapter({...bundling, duckdb})));
  for (const module of await absentModules(new Set([...siblings.keys(), ...Object.keys(adapters)])))
    writeAbsentModule(work, module);
  mkdirSync(dirname(folder), {recursive: true});
  try {
    renameSync(work, folder);
  } catch (error) {
    rmSync(work, {recursive: true});
    if (!isFileError(error, "ENOTEMPTY", "EEXIST")) throw error;
  }
}

/** Files are linked where the file system allows it: DuckDB's alone are 34 MB. */
function linkLibraries(folder: string, digest: string, cache: string): void {
  const note = join(cache, "_npm.digest");
  if (existsSync(note) && readFileSync(note, "utf8") === digest) return;
  rmSync(join(cache, "_npm"), {recursive: true, force: true});
  linkFolder(folder, join(cache, "_npm"));
  writeFileSync(note, digest);
}

function linkFolder(from: string, to: string): void {
  mkdirSync(to, {recursive: true});
  for (const entry of readdirSync(from, {withFileTypes: true})) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!isFileError(error, "EXDEV", "EPERM", "ENOTSUP", "EMLINK")) throw error;
    cpSync(source, target);
  }
}
