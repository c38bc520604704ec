/**
 * Compiles the addon and, where nvcc is there, the CUDA library: `node .build/native/addon/build.js`, run on install.
 * Neither is needed: what could not be built is reported, and the `js` backend serves.
 */
import {execFile, execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {availableParallelism} from "node:os";
import {basename, dirname, join} from "node:path";
import {promisify} from "node:util";
import {addonFiles, addonFolder, packageFolder, readBuildReport} from "./report.ts";
import type {BuildReport} from "./report.ts";

const native = join(packageFolder, "native");
const cxxFlags = ["-std=c++20", "-O3", "-fPIC", "-ffp-contract=off", "-fvisibility=hidden", "-Wall", "-Wextra"];
const napiFlags = ["-DNAPI_VERSION=8", "-DNAPI_CPP_EXCEPTIONS", "-DNODE_ADDON_API_DISABLE_DEPRECATED"];
const cudaFlags = ["-std=c++20", "-O3", "--fmad=false", "-Xcompiler=-fPIC,-fvisibility=hidden,-Wall,-Wextra"];
const cudaTargets = ["-gencode=arch=compute_80,code=sm_80", "-gencode=arch=compute_90,code=[sm_90,compute_90]"];
const linkFlags = [
  "-shared",
  "-pthread",
  ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : ["-ldl"])
];

/** A compiler that runs, with what it calls itself. */
interface Compiler {
  command: string;
  version: string;
}

/** The first of the commands that runs. */
function findCompiler(commands: (string | undefined)[], versionLine: RegExp): Compiler | null {
  for (const command of commands) {
    if (!command) continue;
    try {
      const said = execFileSync(command, ["--version"], {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]});
      return {
        command,
        version:
          said
            .split("\n")
            .find((line) => versionLine.test(line))
            ?.trim() ?? command
      };
    } catch (error) {
      if (!(error instanceof Error && ("code" in error || "status" in error))) throw error;
    }
  }
  return null;
}

function sourcesIn(folder: string, ending: RegExp): string[] {
  const path = join(native, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => join(path, name));
}

function includeFolders(): string[] {
  const require = createRequire(import.meta.url);
  const api = dirname(require.resolve("node-addon-api/package.json"));
  const headers = dirname(require.resolve("node-api-headers/package.json"));
  return [`-I${api}`, `-I${join(headers, "include")}`];
}

function digestOf(parts: string[], files: string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts));
  for (const file of files) hash.update(basename(file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Compiles each source beside the others, then links. Throws with what the compiler says. */
async function compile(
  {command}: Compiler,
  sources: string[],
  flags: string[],
  link: string[],
  to: string
): Promise<void> {
  const work = join(addonFolder, `work-${process.pid}`);
  mkdirSync(work, {recursive: true});
  try {
    const queue = sources.map((source) => ({
      source,
      object: join(work, `${basename(dirname(source))}-${basename(source)}.o`)
    }));
    const objects = queue.map(({object}) => object);
    const take = async (): Promise<void> => {
      for (let unit; (unit = queue.shift());) await execute(command, [...flags, "-c", unit.source, "-o", unit.object]);
    };
    await Promise.all(Array.from({length: Math.min(availableParallelism(), 8)}, take));
    const linked = join(work, basename(to));
    await execute(command, [...objects, ...link, "-o", linked]);
    renameSync(linked, to);
  } finally {
    rmSync(work, {recursive: true, force: true});
  }
}

async function execute(command: string, args: string[]): Promise<void> {
  const {stderr} = await promisify(execFile)(command, args, {maxBuffer: 2 ** 26});
  if (stderr) process.stderr.write(stderr);
}

/** Null where the work succeeds, else the first words of why not; the rest goes to stderr. */
async function attempt(what: string, work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const said = error instanceof Error ? (error as {stderr?: string}).stderr || error.message : String(error);
    process.stderr.write(`${said}\n`);
    const line = said.split("\n").find((text) => /\berror:/.test(text)) ?? said.split("\n")[0]!;
    return `${what} did not compile: ${line.replaceAll(`${packageFolder}/`, "")}`;
  }
}

async function build(): Promise<BuildReport> {
  const cxx = findCompiler([process.env.CXX, "g++", "c++", "clang++"], /\S/);
  const nvcc = findCompiler([process.env.NVCC, "nvcc", "/usr/local/cuda/bin/nvcc"], /release/);
  const sources = ["addon", "cpu", "lines"].flatMap((folder) => sourcesIn(folder, /\.cc$/));
  const cuda = sourcesIn("cuda", /\.cu$/);
  const headers = ["", "addon", "cpu", "cuda", "lines"].flatMap((folder) => sourcesIn(folder, /\.(h|cuh)$/));
  const flags = [...cxxFlags, ...napiFlags, ...linkFlags, ...cudaFlags, ...cudaTargets, process.platform, process.arch];
  const digest = digestOf([...flags, cxx?.version ?? "", nvcc?.version ?? ""], [...sources, ...cuda, ...headers]);
  const before = readBuildReport();
  if (before?.digest === digest && before.addon === null && existsSync(addonFiles.addon)) return before;
  rmSync(addonFolder, {recursive: true, force: true});
  mkdirSync(addonFolder, {recursive: true});
  const report: BuildReport = {
    compiler: cxx?.version ?? null,
    nvcc: nvcc?.version ?? null,
    addon: cxx
      ? await attempt("the addon", () =>
          compile(cxx, sources, [...cxxFlags, ...napiFlags, ...includeFolders()], linkFlags, addonFiles.addon)
        )
      : "no C++ compiler was found (CXX, g++, c++, clang++)",
    cuda: nvcc
      ? await attempt("the CUDA library", () =>
          compile(nvcc, cuda, [...cudaFlags, ...cudaTargets], ["-shared", ...cudaTargets], addonFiles.cuda)
        )
      : "no CUDA compiler was found (NVCC, nvcc)",
    digest
  };
  writeFileSync(addonFiles.report, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

const {addon, cuda, compiler, nvcc} = await build();
const words = (what: string, why: string | null, by: string | null): string =>
  why === null ? `${what} is built with ${by}` : `no ${what}: ${why}`;
process.stderr.write(`colophon: ${words("cpu backend", addon, compiler)}${addon === null ? "" : "; js serves"}\n`);
process.stderr.write(`colophon: ${words("cuda backend", cuda, nvcc)}\n`);
