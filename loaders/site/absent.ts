import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, extname, join} from "node:path";
import {parseNpmSpecifier} from "./npm-specifier.ts";
import {importFramework} from "./packages.ts";

/** A module or file that Framework's client can ask for and that no report ships. */
export interface AbsentModule {
  name: string;
  version: string;
  file: string;
}

interface FrameworkLibraries {
  getImplicitFileImports(methods: string[]): Set<string>;
  getImplicitInputImports(inputs: string[]): Set<string>;
  getImplicitStylesheets(imports: Set<string>): Set<string>;
  getImplicitDownloads(imports: Set<string>, duckdb: {extensions: object; platforms: object}): Set<string>;
  getImplicitDependencies(imports: Set<string>): Set<string>;
}

const fileMethods = ["arrow", "arquero", "arquero-parquet", "csv", "tsv", "parquet", "sqlite", "xlsx", "zip"];

/** Everything that an implicit name or a method of FileAttachment can make Framework resolve, without `npm:`. */
export async function implicitSpecifiers(): Promise<string[]> {
  const libraries = await importFramework<FrameworkLibraries>("libraries.js");
  const recommended = await importFramework<object>("client/stdlib/recommendedLibraries.js");
  const imports = new Set([
    ...libraries.getImplicitInputImports([...Object.keys(recommended), ...(await sampleDatasets())]),
    ...libraries.getImplicitFileImports(fileMethods),
    "npm:react",
    "npm:react-dom"
  ]);
  for (const specifier of libraries.getImplicitDependencies(imports)) imports.add(specifier);
  for (const specifier of libraries.getImplicitStylesheets(imports)) imports.add(specifier);
  for (const specifier of libraries.getImplicitDownloads(imports, {extensions: {}, platforms: {}}))
    imports.add(specifier);
  return [...imports]
    .filter((specifier) => specifier.startsWith("npm:"))
    .map((specifier) => specifier.slice("npm:".length))
    .filter(
      (specifier) => !specifier.startsWith("@observablehq/") || specifier.startsWith("@observablehq/sample-datasets")
    )
    .sort();
}

/** The implicit names of Framework's sample data sets. */
export async function sampleDatasets(): Promise<string[]> {
  return Object.keys(await importFramework<object>("client/stdlib/sampleDatasets.js"));
}

/** The implicit modules of packages that are not `present`. Standing in the cache, they keep Framework from asking the registry. */
export async function absentModules(present: Set<string>): Promise<AbsentModule[]> {
  const specifiers = (await implicitSpecifiers()).map(parseNpmSpecifier);
  return specifiers.filter(({name}) => !present.has(name)).map(({name, file}) => ({name, version: "0.0.0", file}));
}

/** What a page shows where it uses a package that the report does not ship. */
export function absentMessage(name: string): string {
  const installed = name.startsWith("@observablehq/sample-datasets")
    ? "put a file of your own beside the page and read it with FileAttachment"
    : `install it in your project (npm install ${name}) and build again`;
  return `${name} is not part of an offline report: ${installed}`;
}

/** The names that Framework's client imports from a module of these packages; a missing export would hide the message. */
const importedNames: Record<string, string[]> = {"@viz-js/viz": ["instance"]};

/** A module that throws the message as soon as it is imported; a file of another kind holds it as text. */
export function writeAbsentModule(
  folder: string,
  {name, version, file}: AbsentModule,
  message = absentMessage(name)
): void {
  const output = join(folder, `${name}@${version}`, file);
  const exports = ["default", ...(importedNames[name] ?? [])].map((as) => `absent as ${as}`);
  mkdirSync(dirname(output), {recursive: true});
  const module = `const absent = undefined;\nexport {${exports.join(", ")}};\nthrow new Error(${JSON.stringify(message)});\n`;
  writeFileSync(
    output,
    extname(file) === ".js" ? module : extname(file) === ".css" ? `/* ${message} */\n` : `${message}\n`
  );
}
