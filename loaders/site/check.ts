import {readFileSync} from "node:fs";
import {basename} from "node:path";
import type {Problem} from "./framework-messages.ts";
import {readFrontMatter} from "./frontmatter.ts";
import {sampleDatasets} from "./absent.ts";
import {checkImports} from "./check-imports.ts";
import {checkLinks} from "./check-links.ts";
import {libraryVersion} from "./libraries.ts";
import {parseNpmSpecifier} from "./npm-specifier.ts";
import type {SitePage} from "./site-page.ts";
import {findPlaces, placeOf, sourceName} from "./source-place.ts";
import type {Stage} from "./stage.ts";

/** What went wrong while Framework built, one line each: the user's file, the line or cell, what to do. */
export function nameProblems(stage: Stage, problems: Problem[]): string[] {
  return problems.flatMap((problem) => nameProblem(stage, problem));
}

function nameProblem(stage: Stage, {kind, path, missing = "", message}: Problem): string[] {
  const at = sourceName(stage, path);
  switch (kind) {
    case "loader":
      return [`${at}: the data loader ${message}`];
    case "empty":
      return [`${at}: the data loader wrote nothing; expected the file's content on its standard output`];
    case "import":
      return nameMissingPackage(stage, at, missing);
    case "file": {
      const places = findPlaces(stage, (line) => line.includes(basename(missing)));
      return (places.length ? places : [at]).map(
        (place) => `${place}: expected a file or a data loader for ${missing}, found none`
      );
    }
    default:
      return [nameError(stage, at, message)];
  }
}

/** `missing` as the registry or the CDN would have it: `left-pad`, `d3@6.0.0/src/x.js`. */
function nameMissingPackage(stage: Stage, at: string, missing: string): string[] {
  const {name} = parseNpmSpecifier(missing);
  const installed = libraryVersion(stage.root, name);
  const advice = installed
    ? `imports npm:${name} in a version or a file that the installed ${installed} does not have: write npm:${name}`
    : `imports npm:${missing}, which is not installed: run npm install ${name} in the project`;
  const marks = installed ? [`npm:${name}@`, `npm:${name}/`] : [`npm:${name}`];
  const places = findPlaces(stage, (line) => marks.some((mark) => line.includes(mark)));
  return (places.length ? places : [at]).map((place) => `${place}: ${advice}`);
}

/** Framework names a module that is not there by its path, and a syntax error not at all. */
function nameError(stage: Stage, at: string, message: string): string {
  const [, module] = /^import not found: (\S+)$/.exec(message) ?? [];
  if (!module) return `${at}: ${message}`;
  const stem = basename(module).replace(/\.\w+$/, "");
  const places = findPlaces(stage, (line) => /\bimport\b|\bfrom\b/.test(line) && line.includes(stem));
  return `${places.join(", ") || at}: imports ${module}, which is not there`;
}

/** Everything in a built site that would not work for its reader, although Framework's build accepted it. */
export async function checkSite(stage: Stage, folder: string, files: string[], pages: SitePage[]): Promise<string[]> {
  const samples = await sampleDatasets();
  return [
    ...pages.flatMap((page) => checkCells(stage, page)),
    ...(await checkImports(stage, folder, files, pages)),
    ...checkLinks(stage, files, pages),
    ...pages.flatMap((page) => checkNames(stage, page, samples))
  ];
}

function checkCells(stage: Stage, {path, document}: SitePage): string[] {
  const name = path.replace(/\.html$/, "");
  const file = stage.sources[`${name}.md`];
  const before = file ? readFrontMatter(readFileSync(file, "utf8")).lines : 0;
  return [...document.querySelectorAll<HTMLElement>(".observablehq--error")].map((element) => {
    const line = element.dataset.line === undefined ? "" : `:${before + Number(element.dataset.line)}`;
    return `${sourceName(stage, name)}${line}: this cell does not parse: ${element.textContent?.trim()}`;
  });
}

/**
 * Sample data sets come from the network, so no report has them; DuckDB is shipped only to pages that ask for it.
 * `samples` are the implicit names of the data sets.
 */
function checkNames(stage: Stage, {path, html}: SitePage, samples: string[]): string[] {
  const file = stage.sources[path.replace(/\.html$/, ".md")];
  const {duckdb} = file ? readFrontMatter(readFileSync(file, "utf8")) : {duckdb: false};
  const inputs = [...html.matchAll(/^define\(\{id: "[^"]+"(?:, mode: "\w+")?, inputs: (\[[^\]]*\])/gm)];
  const used = new Set(inputs.flatMap(([, names = "[]"]) => JSON.parse(names) as string[]));
  const problems = samples
    .filter((name) => used.has(name))
    .map(
      (name) =>
        `${placeOf(stage, path, name)}: ${name} is a sample data set from the network: put a file of your own beside the page`
    );
  if (html.includes("_observablehq/stdlib/duckdb.") && !duckdb) {
    const place = placeOf(stage, path, "DuckDBClient", "```sql", "sql`", "sql:");
    problems.push(`${place}: DuckDBClient and sql need \`duckdb: true\` in the page's front matter`);
  }
  return problems;
}
