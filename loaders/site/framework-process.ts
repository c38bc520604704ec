import {fork, type ChildProcess} from "node:child_process";
import {delimiter, dirname, join} from "node:path";
import type {BuildMessage} from "./framework-messages.ts";
import {framework} from "./packages.ts";
import type {Stage} from "./stage.ts";
import {packageRoot} from "../warehouse/package-root.ts";

const script = join(packageRoot, ".build", "loaders", "site", "framework.js");

/** What Framework wrote is kept up to this length, for a failure that it does not explain otherwise. */
const keptOutput = 8192;

export interface FrameworkProcess {
  child: ChildProcess;
  /** The end of what the process wrote to its outputs. */
  output: () => string;
}

/** Starts Framework on a stage. `env` reaches the data loaders too. */
export function startFramework(
  stage: Stage,
  args: string[],
  env: NodeJS.ProcessEnv,
  listen: (message: BuildMessage) => void
): FrameworkProcess {
  const child = fork(script, args, {
    cwd: stage.into,
    env: frameworkEnvironment(stage.project, env),
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-keptOutput);
    });
  }
  child.on("message", (message) => listen(message as BuildMessage));
  return {child, output: () => said.trim()};
}

/** The caller's environment without what would change a build: time zone, language, Framework's own switches. */
function frameworkEnvironment(project: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries({...process.env, ...env}).filter(
    ([name]) => !/^(OBSERVABLE_|NODE_OPTIONS$|LC_|LANGUAGE$|VITEST)/.test(name)
  );
  // Data loaders in TypeScript run through tsx, which is a dependency of Framework.
  const tools = [
    join(project, "node_modules", ".bin"),
    join(dirname(dirname(framework.folder)), ".bin"),
    join(packageRoot, "node_modules", ".bin")
  ];
  return {
    ...Object.fromEntries(inherited),
    COLOPHON_PROJECT: project,
    LANG: "C",
    LC_ALL: "C",
    NO_COLOR: "1",
    OBSERVABLE_TELEMETRY_DISABLE: "1",
    PATH: [...tools, process.env.PATH ?? ""].join(delimiter),
    TZ: "UTC"
  };
}
