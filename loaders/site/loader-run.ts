import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdirSync, rmSync, statSync, writeFileSync, type WriteStream} from "node:fs";
import {dirname, extname, join, resolve} from "node:path";
import type {Problem} from "./framework-messages.ts";
import {importFramework} from "./packages.ts";

/** Framework's loader of a page, a static file, or the output of a command. */
interface Loader {
  root: string;
  path: string;
  targetPath?: string;
  command?: string;
  args?: string[];
  load(options?: object, effects?: object): Promise<string>;
  exec?(output: WriteStream): Promise<void>;
}
interface LoaderModule {
  LoaderResolver: {prototype: {find(path: string): Loader | undefined; root: string}};
}

/** The last lines of what a command wrote to its error output are kept. */
const keptErrorBytes = 4096;

/**
 * Makes every data loader run in the project's folder, and reports what goes wrong with one. With `goOn`, a loader
 * that fails or a file that is missing stands as an empty file, so that one build names all of them; the returned
 * function removes these files.
 */
export async function watchLoaders(
  project: string,
  report: (problem: Problem) => void,
  goOn: boolean
): Promise<() => void> {
  const stand: string[] = [];
  const standIn = (root: string, path: string): string => {
    const output = join(".observablehq", "cache", path);
    stand.push(join(root, output));
    mkdirSync(dirname(join(root, output)), {recursive: true});
    writeFileSync(join(root, output), "");
    return output;
  };
  const {prototype} = (await importFramework<LoaderModule>("loader.js")).LoaderResolver;
  const find = prototype.find;
  prototype.find = function (path) {
    const loader = find.call(this, path);
    if (!loader && goOn && isFile(path)) return missingFile(this.root, path, report, standIn);
    if (!loader) return undefined;
    if (loader.command === undefined) return loader;
    loader.exec = (output) => runCommand(loader, project, output);
    const load = loader.load.bind(loader);
    loader.load = async (...given) => {
      try {
        const output = await load(...given);
        const written = join(loader.root, output);
        if (statSync(written).size > 0) return output;
        report({kind: "empty", path: loader.path, message: "wrote nothing"});
        stand.push(written);
        return output;
      } catch (error) {
        report({kind: "loader", path: loader.path, message: error instanceof Error ? error.message : String(error)});
        if (!goOn) throw error;
        return standIn(loader.root, path);
      }
    };
    return loader;
  };
  return () => {
    for (const file of stand) rmSync(file, {force: true});
  };
}

/** Pages have no extension where Framework looks for files, and `.md` where it looks for pages. */
function isFile(path: string): boolean {
  return extname(path) !== "" && extname(path) !== ".md";
}

function missingFile(
  root: string,
  path: string,
  report: (problem: Problem) => void,
  standIn: (root: string, path: string) => string
): Loader {
  const load = () => {
    report({kind: "file", path, missing: path.replace(/^\//, ""), message: "is not there"});
    return Promise.resolve(standIn(root, path));
  };
  return {root, path, load};
}

async function runCommand(
  {command = "", args = [], path, root}: Loader,
  project: string,
  output: WriteStream
): Promise<void> {
  const script = join(root, path);
  const own = args.map((argument) => (argument === script ? resolve(script) : argument));
  const child = spawn(command === script ? resolve(script) : command, own, {
    cwd: project,
    stdio: ["ignore", output, "pipe"]
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-keptErrorBytes);
  });
  const failed = once(child, "error").then(([error]) => {
    throw error as Error;
  });
  const [code] = (await Promise.race([once(child, "close"), failed])) as [number | null];
  if (code !== 0) throw new Error(`ended with code ${code}${said.trim() ? `: ${said.trim()}` : ""}`);
}
