import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {basename, dirname, extname, join, relative, resolve, sep} from "node:path";
import {pathToFileURL} from "node:url";
import {YAMLParseError} from "yaml";
import {Failure} from "../failure.ts";
import {packageRoot} from "../warehouse/package-root.ts";
import type {LoadedConfig} from "./config.ts";
import {fontFiles} from "./fonts.ts";
import {readFrontMatter} from "./frontmatter.ts";
import type {ReportFacts} from "./header.ts";
import {fillLibraries} from "./libraries.ts";
import {navigation} from "./navigation.ts";
import {clearOutputs} from "./page-cache.ts";
import type {StagedFacts} from "./staged-config.ts";

export interface StageOptions {
  /** Folders of pages. A file in a later folder stands for the same path of an earlier one; a missing folder is empty. */
  pagesFrom: string[];
  /** The stage: `pages/`, `observablehq.config.js`, `stage.json`, `dist/`. Belongs to this stage alone. */
  into: string;
  config: LoadedConfig;
  /** The user's project: where data loaders run and where more packages may be installed. */
  project: string;
  /** Where bundled libraries are kept between builds. */
  libraries: string;
  /** What the outputs of data loaders depend on besides their own text: warehouse content, tool version. */
  dataKey: string;
  report?: ReportFacts;
}

/** A staged copy of the pages, ready for Framework. All paths are absolute except those within `pages` and `sources`. */
export interface Stage {
  into: string;
  /** Framework's source root. */
  root: string;
  config: string;
  project: string;
  /** Staged path → the user's file. */
  sources: Record<string, string>;
  /** Staged paths that the last call wrote or removed. */
  changed: string[];
  /** What the folder's loaders' outputs were made for. */
  dataKey: string;
}

/** Folders of the staged root that others fill: the report's evidence, Framework's cache. */
const foreign = new Set([".observablehq", "evidence"]);

/**
 * Copies the pages into a folder of their own with everything they need to be built without a network: libraries,
 * fonts, a generated configuration. A second call writes only what changed, so that Framework's preview sees just
 * that; the outputs of data loaders that no longer hold are removed.
 */
export async function stage(options: StageOptions): Promise<Stage> {
  const into = resolve(options.into);
  const root = join(into, "pages");
  const sources = collectSources(options.pagesFrom);
  const previous = readStage(into);
  const changed = [...copySources(sources, root), ...removeGone(sources, root, previous)];
  const staged = {
    into,
    root,
    config: join(into, "observablehq.config.js"),
    project: options.project,
    sources,
    changed,
    dataKey: options.dataKey
  };
  const texts = pageTexts(sources);
  clearOutputs(root, Object.keys(sources), changed, previous?.dataKey === options.dataKey);
  await fillLibraries({
    root,
    store: options.libraries,
    project: options.project,
    specifiers: npmSpecifiers(sources),
    duckdb: [...texts.values()].some((text) => readFrontMatter(text).duckdb)
  });
  // The folder lies in a project whose package.json may say that .js is CommonJS.
  writeIfOther(join(into, "package.json"), '{"type": "module"}\n');
  const links = navigation(texts);
  writeIfOther(
    staged.config,
    configModule(options.config.module, {root: "pages", output: "dist", links, report: options.report})
  );
  writeFileSync(join(into, "stage.json"), JSON.stringify(staged));
  return staged;
}

/** The stage that lies in `into`, if one was made there. */
export function readStage(into: string): Stage | undefined {
  const file = join(into, "stage.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Stage) : undefined;
}

function collectSources(folders: string[]): Record<string, string> {
  const sources: Record<string, string> = {};
  for (const folder of folders.map((path) => resolve(path)).filter((path) => existsSync(path))) {
    const entries = readdirSync(folder, {recursive: true, withFileTypes: true});
    for (const {parentPath, name} of entries.filter((entry) => entry.isFile() || entry.isSymbolicLink())) {
      const file = join(parentPath, name);
      const path = relative(folder, file).split(sep).join("/");
      if (foreign.has(path.split("/")[0] ?? "") || isHidden(path) || path.endsWith(".d.ts") || !statSync(file).isFile())
        continue;
      sources[path] = file;
    }
  }
  return Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Files and folders whose name begins with `_` or `.` are not staged. */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => /^[._]/.test(part));
}

function copySources(sources: Record<string, string>, root: string): string[] {
  const copies = Object.entries(sources).map(([path, file]) => ({path, contents: readFileSync(file)}));
  const all = [...fontFiles().filter(({path}) => !(path in sources)), ...copies];
  return all.filter(({path, contents}) => writeIfOther(join(root, path), contents)).map(({path}) => path);
}

/** Removes what a former stage copied and this one does not; returns its paths. What others put there stays. */
function removeGone(sources: Record<string, string>, root: string, previous: Stage | undefined): string[] {
  const gone = Object.keys(previous?.sources ?? {}).filter((path) => !(path in sources));
  for (const path of gone) rmSync(join(root, path), {force: true});
  return gone;
}

function writeIfOther(file: string, contents: Buffer | string): boolean {
  const wanted = Buffer.from(contents);
  if (existsSync(file) && readFileSync(file).equals(wanted)) return false;
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, wanted);
  return true;
}

/** Page path (such as `/runs`) → its Markdown. Throws a Failure naming a page whose front matter is not YAML. */
function pageTexts(sources: Record<string, string>): Map<string, string> {
  const pages = Object.entries(sources).filter(([path]) => extname(path) === ".md");
  return new Map(
    pages.map(([path, file]) => {
      const text = readFileSync(file, "utf8");
      try {
        readFrontMatter(text);
      } catch (error) {
        if (!(error instanceof YAMLParseError)) throw error;
        throw new Failure(
          "failed",
          `${file}:${(error.linePos?.[0].line ?? 0) + 1}: the front matter is not YAML: ${error.message}`
        );
      }
      return [`/${path.slice(0, -".md".length)}`, text];
    })
  );
}

const code = new Set([".md", ".js", ".ts", ".jsx", ".tsx", ".html"]);

/**
 * What pages and modules name as `npm:…`. Text that only looks like an import does no harm: a package that is
 * installed is bundled, one that is not is left for Framework to miss.
 */
function npmSpecifiers(sources: Record<string, string>): string[] {
  const found = new Set<string>();
  for (const [path, file] of Object.entries(sources)) {
    if (!code.has(extname(path))) continue;
    const text = readFileSync(file, "utf8");
    for (const [, specifier = ""] of text.matchAll(
      /["'`]npm:((?:@[\w.-]+\/)?[\w.-]+(?:@[^"'`\s/]+)?(?:\/[^"'`\s]*)?)["'`]/g
    ))
      found.add(specifier);
    if (/\.(jsx|tsx)$/.test(path) || /^```(jsx|tsx)/m.test(text))
      for (const name of ["react", "react/jsx-runtime", "react-dom"]) found.add(name);
  }
  return [...found].sort();
}

function configModule(module: string, facts: StagedFacts): string {
  const digest = createHash("sha256").update(readFileSync(module)).digest("hex").slice(0, 16);
  const own = pathToFileURL(join(packageRoot, ".build", "loaders", "site", "staged-config.js")).href;
  return [
    `import {stagedConfig} from ${JSON.stringify(own)};`,
    `import config from ${JSON.stringify(`${pathToFileURL(module).href}?${digest}`)};`,
    `export default stagedConfig(config, ${JSON.stringify(facts, null, 2)});\n`
  ].join("\n");
}

/**
 * Tells a running preview that the data changed: Framework looks at the times of data loaders and of their outputs.
 * Outputs that are there hold for the new data, others are made when a page asks for them.
 */
export function touchLoaders({root, sources}: Stage): void {
  const now = Date.now();
  for (const path of Object.keys(sources).filter((name) => /\.\w+\.\w+$/.test(basename(name)))) {
    const output = join(root, ".observablehq", "cache", path.slice(0, -extname(path).length));
    const after = new Date(now + 1);
    if (existsSync(output)) utimesSync(output, after, after);
    utimesSync(join(root, path), new Date(now), new Date(now));
  }
}
