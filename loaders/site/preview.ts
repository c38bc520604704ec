import {once} from "node:events";
import {readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {Failure, isFileError} from "../failure.ts";
import {nameProblems} from "./check.ts";
import {startFramework, type FrameworkProcess} from "./framework-process.ts";
import {touchLoaders, type Stage} from "./stage.ts";

/** Runs work while the preview answers no request, so that no page sees half of it. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

export interface PreviewOptions {
  /** Reads the inputs and makes the stage; called at the start and after each change. What it changes in the stage belongs into `exclusive`. */
  prepare: (exclusive: Exclusive) => Promise<Stage>;
  /** Files and folders whose change calls `prepare` again: inputs, pages, configuration. */
  watch: string[];
  /** 0 takes a free one; default 3000. */
  port?: number;
  env?: NodeJS.ProcessEnv;
  /** Told what a person should know: problems of a page, a refresh. */
  say: (text: string) => void;
}

export interface RunningPreview {
  url: string;
  close(): Promise<void>;
}

/** Shortest time between two looks at the watched files, milliseconds. */
const shortestPause = 500;

/** Serves the staged pages as Framework's preview does, live while pages and inputs change. */
export async function preview(options: PreviewOptions): Promise<RunningPreview> {
  let seen = snapshot(options.watch);
  let stage = await options.prepare((work) => work());
  const {process, port} = await startPreview(() => stage, options);
  const ended = new AbortController();
  const exclusive: Exclusive = async (work) => {
    process.child.send("hold");
    try {
      return await work();
    } finally {
      process.child.send("release");
    }
  };
  const watching = (async () => {
    while (!ended.signal.aborted) {
      const started = performance.now();
      const now = snapshot(options.watch);
      const looked = performance.now() - started;
      if (now !== seen) {
        seen = now;
        stage = await refresh(options, stage, exclusive);
      }
      const pause = Math.max(shortestPause, 10 * looked);
      await wait(pause, undefined, {signal: ended.signal}).catch(() => undefined);
    }
  })();
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      ended.abort();
      await watching;
      process.child.disconnect();
      if (process.child.exitCode === null) await once(process.child, "exit");
    }
  };
}

async function refresh({prepare, say}: PreviewOptions, former: Stage, exclusive: Exclusive): Promise<Stage> {
  try {
    const stage = await prepare(exclusive);
    if (stage.dataKey !== former.dataKey) touchLoaders(stage);
    return stage;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(error.message);
    return former;
  }
}

async function startPreview(
  current: () => Stage,
  {port = 3000, env = {}, say}: PreviewOptions
): Promise<{process: FrameworkProcess; port: number}> {
  return new Promise((resolve, reject) => {
    const process = startFramework(current(), ["preview", String(port)], env, (message) => {
      if (message.type === "listening") resolve({process, port: message.port});
      if (message.type === "problem") for (const problem of nameProblems(current(), [message.problem])) say(problem);
    });
    process.child.once("exit", () => reject(new Failure("usage", whyNotStarted(port, process.output()))));
  });
}

function whyNotStarted(port: number, output: string): string {
  const [found] = /\blisten E[A-Z]+: .*/.exec(output) ?? [];
  return found
    ? `expected to listen on port ${port}, found: ${found}: choose another --port`
    : `expected the preview to start on port ${port}, found: ${output}`;
}

/** Folders that hold work, not sources. */
const skipped = new Set(["node_modules", ".git", ".colophon", ".observablehq", "dist"]);

/** A text that differs when a file under `paths` is new, gone or changed. */
function snapshot(paths: string[]): string {
  return paths.map((path) => stamp(path)).join("");
}

function stamp(path: string): string {
  try {
    const {mtimeMs, size, ino} = statSync(path);
    const entries = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => !skipped.has(name))
          .sort()
      : undefined;
    return entries ? entries.map((name) => stamp(join(path, name))).join("") : `${path} ${mtimeMs} ${size} ${ino}\n`;
  } catch (error) {
    if (isFileError(error, "ENOENT", "EACCES", "ENOTDIR", "ELOOP")) return `${path} ${error.code}\n`;
    throw error;
  }
}
