import {existsSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import type {Backend, BackendState, Job, Outcome} from "./backend.ts";

/** What the compiled addon exports. A flag that becomes 1 makes the work stop. */
interface Addon {
  cpu: AddonBackend;
  /** Loads the CUDA library at a path: null, or why it cannot serve. */
  loadCuda(library: string): string | null;
  cuda: AddonBackend;
}
interface AddonBackend {
  run(job: Job, threads: number): AddonOutcome;
  runLater(job: Job, threads: number, abort: Int32Array): Promise<AddonOutcome>;
}
type AddonOutcome = Outcome & {aborted: boolean};

/** The folder that holds package.json, whether this module runs compiled or not. */
function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Where the install step puts what it compiled, and what it says of what it could not. */
export const addonFolder = join(packageFolder(), ".build", "addon");
export const addonFiles = {
  addon: join(addonFolder, "colophon.node"),
  cuda: join(addonFolder, "libcolophon_cuda.so"),
  /** {addon, cuda}: why each is not there, null where it is; and the compilers. */
  report: join(addonFolder, "report.json")
};

export interface BuildReport {
  /** What was built with: null where there is none. */
  compiler: string | null;
  nvcc: string | null;
  /** Why it was not built, null where it was. */
  addon: string | null;
  cuda: string | null;
  /** SHA-256 over the sources, flags and compilers. */
  digest: string;
}

/** The report of the last build of the addon; null where none was tried. */
export function readBuildReport(): BuildReport | null {
  if (!existsSync(addonFiles.report)) return null;
  return JSON.parse(readFileSync(addonFiles.report, "utf8")) as BuildReport;
}

/** The states of `cpu` and `cuda`. COLOPHON_NO_ADDON=1 leaves the addon alone, as where it was not built. */
export function loadAddon(): BackendState[] {
  const absent = (why: string): BackendState[] => ["cpu", "cuda"].map((name) => ({name, backend: null, why}));
  if (process.env.COLOPHON_NO_ADDON === "1") return absent("COLOPHON_NO_ADDON is set");
  if (!existsSync(addonFiles.addon)) return absent(readBuildReport()?.addon ?? "the addon was not built");
  let addon: Addon;
  try {
    addon = createRequire(import.meta.url)(addonFiles.addon) as Addon;
  } catch (error) {
    return absent(`the addon does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [{name: "cpu", backend: backendOf("cpu", addon.cpu)}, cudaState(addon)];
}

function cudaState(addon: Addon): BackendState {
  const name = "cuda";
  if (!existsSync(addonFiles.cuda))
    return {name, backend: null, why: readBuildReport()?.cuda ?? "the CUDA library was not built"};
  const why = addon.loadCuda(addonFiles.cuda);
  return why === null ? {name, backend: backendOf(name, addon.cuda)} : {name, backend: null, why};
}

function backendOf(name: string, {run, runLater}: AddonBackend): Backend {
  return {
    name,
    run: (job, {threads = 0}) => run(job, threads),
    async runLater(job, {threads = 0, signal}) {
      signal?.throwIfAborted();
      const flag = new Int32Array(1);
      const abort = (): void => void Atomics.store(flag, 0, 1);
      signal?.addEventListener("abort", abort, {once: true});
      try {
        const outcome = await runLater(job, threads, flag);
        signal?.throwIfAborted();
        return outcome;
      } finally {
        signal?.removeEventListener("abort", abort);
      }
    }
  };
}
