import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import type {Backend, BackendState, Job, Outcome} from "../backend.ts";
import {addonFiles, readBuildReport} from "./report.ts";

/** What the compiled addon exports. A flag that becomes 1 makes the work stop. */
interface Addon {
  cpu: AddonBackend;
  /** Loads the CUDA library at a path: its backend, or why it cannot serve. */
  loadCuda(library: string): AddonBackend | string;
  Lines: new (threads: number) => NativeLines;
}

/** What lines of one template with the same keys belong to (native/lines/line_reader.h). */
export interface NativeStream {
  series: number;
  thread: number;
  namesRun: boolean;
  timeKind: number;
  /** 0 point, 1 point_set, 2 event_line. */
  target: 0 | 1 | 2;
  id: number;
}

/** native/lines; appenders are those of @duckdb/node-bindings, and `library` the file of DuckDB's library. */
export interface NativeLines {
  /** `keepsTexts`: lines of events. */
  template(literals: Uint8Array[], slots: number[], keepsTexts: boolean): number;
  stream(template: number, keys: Uint8Array, stream: NativeStream): number;
  rest(stream: number): void;
  /** NaN where there is no step or epoch yet. */
  series(series: number, last: number, epoch: number): void;
  thread(thread?: number): number;
  /** The bytes must stay as they are until the next scan. */
  scan(bytes: Uint8Array, length: number): number;
  rescan(line: number): number;
  advance(line: number): number;
  drop(line: number): void;
  line(line: number, range: Float64Array): void;
  /** Per stream: its number, lines, last line, values per line; then step, epoch and values of the last lines. */
  taken(): Float64Array[];
  append(library: string, firstUnit: number, appenders: object[][]): void;
  appendUnits(library: string, appender: object, sourceId: string, firstUnit: number, start: number): void;
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
  const addon = requireAddon();
  if (typeof addon === "string") return absent(addon);
  return [{name: "cpu", backend: backendOf("cpu", addon.cpu)}, cudaState(addon)];
}

/** The reader of patterned lines, or why it is not here. */
export function loadLines(): Addon["Lines"] | string {
  const addon = requireAddon();
  return typeof addon === "string" ? addon : addon.Lines;
}

/** The addon, or why it is not there. */
function requireAddon(): Addon | string {
  if (process.env.COLOPHON_NO_ADDON === "1") return "COLOPHON_NO_ADDON is set";
  if (!existsSync(addonFiles.addon)) return readBuildReport()?.addon ?? "the addon was not built";
  try {
    return createRequire(import.meta.url)(addonFiles.addon) as Addon;
  } catch (error) {
    return `the addon does not load: ${error instanceof Error ? error.message : String(error)}`;
  }
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
