import {once} from "node:events";
import {Failure} from "../failure.ts";
import {LockHeld} from "../warehouse/lock.ts";
import {nameProblems} from "./check.ts";
import {startFramework, type FrameworkProcess} from "./framework-process.ts";
import {touchLoaders, type Stage} from "./stage.ts";
import {Watch} from "./watch.ts";

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

/** Serves the staged pages as Framework's preview does, live while pages and inputs change. */
export async function preview(options: PreviewOptions): Promise<RunningPreview> {
  const watch = new Watch(options.watch);
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
    while (await watch.change(ended.signal)) {
      const refreshed = await refresh(options, stage, exclusive);
      if (refreshed) stage = refreshed;
      else watch.forget();
    }
    watch.close();
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

/** The stage after a change; the former one where it fails. Null: another process is writing, it must be tried again. */
async function refresh({prepare, say}: PreviewOptions, former: Stage, exclusive: Exclusive): Promise<Stage | null> {
  try {
    const stage = await prepare(exclusive);
    if (stage.dataKey !== former.dataKey) touchLoaders(stage);
    return stage;
  } catch (error) {
    if (error instanceof LockHeld) return null;
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
