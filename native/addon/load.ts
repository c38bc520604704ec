import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import type {Backend, BackendState, Job, Outcome} from "../backend.ts";
import {addonFiles, readBuildReport} from "./report.ts";

/** What the compiled addon exports. A flag that becomes 1 makes the work stop. */
interface Addon {
  cpu: AddonBackend;
  /** Loads the CUDA library at a path: its backend, or why it cannot serve. */
  loadCuda(library: string): AddonBackend | string;
}
interface AddonBackend {
  run(job: Job, threads: number): Outcome;
  runLater(job: Job, threads: number, abort: Int32Array): Promise<Outcome>;
  /** Copies with as many threads; the milliseconds it took. */
  copy?(from: Uint8Array, to: Uint8Array, threads: number): number;
  instructionSet?: string;
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
  const loaded = addon.loadCuda(addonFiles.cuda);
  return typeof loaded === "string" ? {name, backend: null, why: loaded} : {name, backend: backendOf(name, loaded)};
}

function backendOf(name: string, {run, runLater, copy, instructionSet}: AddonBackend): Backend {
  return {
    name,
    instructionSet,
    ...(copy && {copy: (from, to, {threads = 0}) => copy(from, to, threads)}),
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
