/**
 * The process that runs Framework on a stage: `node framework.js build|preview`, working directory = the stage,
 * told by `COLOPHON_PROJECT` where data loaders run. Speaks to its parent in the messages of framework-messages.ts.
 */
import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from "node:http";
import {once} from "node:events";
import type {BuildMessage, Problem} from "./framework-messages.ts";
import {watchLoaders} from "./loader-run.ts";
import {importFramework} from "./packages.ts";
import {parseLibrariesOnce} from "./parse-once.ts";
import {sendFile} from "./static-file.ts";
import {staticFolders} from "./staged-config.ts";

interface FrameworkConfig {
  loaders: {loadPage(...args: unknown[]): Promise<unknown>};
}
interface ConfigModule {
  readConfig(path: string): Promise<FrameworkConfig>;
  setCurrentDate(date: Date): void;
}
interface BuildModule {
  build(options: {config: FrameworkConfig}, effects: object): Promise<void>;
  FileBuildEffects: new (output: string, cache: string, sinks: object) => object;
}
interface PreviewModule {
  preview(options: object): Promise<{server: Server}>;
}

const project = process.env.COLOPHON_PROJECT ?? process.cwd();
const configFile = "observablehq.config.js";

function send(message: BuildMessage): void {
  process.send?.(message);
}

/** A page may only use what lies in the library cache: the registry would make builds differ and fail offline. */
function forbidNetwork(): void {
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const wanted = decodeURIComponent(new URL(url).pathname)
      .replace(/^\/(npm\/)?/, "")
      .replace(/\/(latest|\+esm)$/, "");
    return Promise.reject(Object.assign(new Error(`${wanted} is not installed`), {missing: wanted}));
  };
}

async function runBuild(): Promise<void> {
  const {readConfig, setCurrentDate} = await importFramework<ConfigModule>("config.js");
  const {build, FileBuildEffects} = await importFramework<BuildModule>("build.js");
  // Framework writes file times into pages and hashes; with this date it writes the same one for every file.
  setCurrentDate(new Date(0));
  const problems: Problem[] = [];
  const removeStandIns = await watchLoaders(project, (problem) => problems.push(problem), true);
  const config = await readConfig(configFile);
  let doing = "";
  const output = {
    write(text: string) {
      const plain = text.replace(/\u001b\[[\d;]*m/g, "");
      const [, verb, path] = /^(load|copy|build|bundle|render) (\S.*?) ?→? ?$/.exec(plain) ?? [];
      if (!verb || !path) return;
      doing = path.replace(/^pages\//, "/");
      send({type: "step", verb, path: doing});
    }
  };
  const effects = new FileBuildEffects("dist", "pages/.observablehq/cache", {logger: silent, output});
  try {
    await build({config}, effects);
  } catch (error) {
    const {message, missing} = error as Error & {missing?: string};
    problems.push({kind: missing ? "import" : "error", path: doing, missing, message});
  }
  removeStandIns();
  send({type: "done", problems});
}

const silent = {log() {}, warn() {}, error() {}};

/**
 * Framework's preview serves no file under its own path; the static folders are served here, before it. While the
 * parent changes the stage, requests wait.
 */
async function runPreview(port: number): Promise<void> {
  const {preview} = await importFramework<PreviewModule>("preview.js");
  await watchLoaders(project, (problem) => send({type: "problem", problem}), false);
  const free = port || (await freePort());
  const {server} = await preview({config: configFile, hostname: "127.0.0.1", port: free, open: false, verbose: false});
  const [render] = server.listeners("request") as RequestListener[];
  let held = Promise.resolve();
  let release = () => {};
  process.on("message", (message) => {
    release();
    if (message === "hold") held = new Promise((resolve) => (release = resolve));
  });
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const folder = /^\/([^/?]+)\//.exec(request.url ?? "")?.[1] ?? "";
    const answer = () =>
      staticFolders.includes(folder) ? sendFile("pages", request, response) : render?.(request, response);
    void held.then(answer);
  });
  send({type: "listening", port: free});
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}

forbidNetwork();
await parseLibrariesOnce();
process.once("disconnect", () => process.exit());
if (process.argv[2] === "preview") await runPreview(Number(process.argv[3] ?? 0));
else await runBuild().then(() => process.disconnect?.());
