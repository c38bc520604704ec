import {createHash} from "node:crypto";
import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {build, type Plugin} from "esbuild";
import {Failure} from "../failure.ts";
import type {ColophonConfig, ColophonOptions} from "../index.ts";
import {packageRoot} from "../warehouse/package-root.ts";

/** A configuration that was read, and the module that holds it as plain JavaScript. */
export interface LoadedConfig {
  /** The user's file; undefined where there is none and the defaults were taken. */
  file: string | undefined;
  /** Absolute path of the compiled module: Framework's process imports it. */
  module: string;
  config: ColophonConfig;
}

const names = ["observablehq.config.ts", "observablehq.config.js"];

/** The configuration file of a project, if it has one. */
export function findConfig(project: string): string | undefined {
  return names.map((name) => join(project, name)).find((file) => existsSync(file));
}

/**
 * Loads the project's configuration, TypeScript or JavaScript, and runs it; `defaults` make one where there is none.
 * The compiled module goes to `work` (the project's `.colophon`). Throws a Failure that names the file.
 */
export async function loadConfig(project: string, work: string, defaults: ColophonOptions): Promise<LoadedConfig> {
  const file = findConfig(project);
  const text = file
    ? await compileConfig(file)
    : `import {colophon} from ${JSON.stringify(own)};\nexport default colophon(${JSON.stringify(defaults)});\n`;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const module = resolve(work, "config", `${digest}.mjs`);
  mkdirSync(dirname(module), {recursive: true});
  writeFileSync(module, text);
  const name = file ?? "the default configuration";
  const loaded = (await import(pathToFileURL(module).href).catch((error: unknown) => {
    throw new Failure("usage", `${name}: ${error instanceof Error ? error.message : String(error)}`);
  })) as {default?: ColophonConfig};
  if (!loaded.default?.colophon)
    throw new Failure(
      "usage",
      `${name}: expected \`export default colophon({title, inputs})\`, found another default export`
    );
  return {file, module, config: loaded.default};
}

const own = pathToFileURL(join(packageRoot, ".build", "loaders", "index.js")).href;

/** `colophon` is the package that runs, wherever the project lies; the project's other packages stay imports. */
const colophonItself: Plugin = {
  name: "colophon-itself",
  setup(builder) {
    builder.onResolve({filter: /^colophon$/}, () => ({external: true, path: own}));
    builder.onResolve({filter: /\/loaders\/index\.ts$/}, ({path, resolveDir}) =>
      resolve(resolveDir, path) === join(packageRoot, "loaders", "index.ts") ? {external: true, path: own} : undefined
    );
    builder.onResolve({filter: /^[^./]/}, async ({path, resolveDir, kind, pluginData}) => {
      if (kind === "entry-point" || pluginData === "seen") return undefined;
      const found = await builder.resolve(path, {kind, resolveDir, pluginData: "seen"});
      return found.path && !found.errors.length
        ? {external: true, path: found.path.startsWith("/") ? pathToFileURL(found.path).href : path}
        : undefined;
    });
  }
};

async function compileConfig(file: string): Promise<string> {
  try {
    const result = await build({
      entryPoints: [file],
      bundle: true,
      format: "esm",
      logLevel: "silent",
      platform: "node",
      plugins: [colophonItself],
      target: "node20",
      tsconfigRaw: "{}",
      write: false
    });
    return result.outputFiles[0]?.text ?? "";
  } catch (error) {
    throw new Failure(
      "usage",
      `expected a configuration that can be read in ${file}, found: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}
