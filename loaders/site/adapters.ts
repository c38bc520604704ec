import {cpSync, mkdirSync, writeFileSync} from "node:fs";
import {dirname, extname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {absentMessage, writeAbsentModule} from "./absent.ts";
import {bundleEntry, type Bundling} from "./bundle.ts";
import {getPackage, importFramework} from "./packages.ts";
import {packageRoot} from "../warehouse/package-root.ts";

/** The native operations, and the module of them that runs in a page. */
export const nativeFolder = join(import.meta.dirname, "..", "..", "native");
const nativeEntry = join(nativeFolder, `browser${extname(fileURLToPath(import.meta.url))}`);

export type Adapter = (bundling: Bundling & {duckdb: boolean}) => Promise<void>;

/**
 * Modules of ours under names that Framework's client imports: the same surface, served by the packages that a report
 * ships; and `npm:colophon/ops`, our own operations as a page can run them. Each writes its files into the library
 * folder.
 */
export const adapters: Record<string, Adapter> = {
  "apache-arrow": async (bundling) => bundleAdapter("apache-arrow", "apache-arrow@0.0.0/_esm.js", bundling),
  "parquet-wasm": async (bundling) => {
    await bundleAdapter("parquet-wasm", "parquet-wasm@0.0.0/_esm.js", bundling);
    const unused = join(bundling.folder, "parquet-wasm@0.0.0", "esm", "parquet_wasm_bg.wasm");
    mkdirSync(dirname(unused), {recursive: true});
    writeFileSync(unused, "unused: this report reads Parquet with hyparquet\n");
  },
  "vega-lite-api": async (bundling) => bundleAdapter("vega-lite-api", "vega-lite-api@0.0.0/_esm.js", bundling),
  colophon: async (bundling) => bundleEntry(nativeEntry, packageRoot, "colophon@0.0.0/ops._esm.js", bundling),
  "@duckdb/duckdb-wasm": writeDuckdb
};

async function bundleAdapter(name: string, target: string, bundling: Bundling): Promise<void> {
  const self = fileURLToPath(import.meta.url);
  await bundleEntry(join(dirname(self), "adapters", `${name}${extname(self)}`), packageRoot, target, bundling);
}

/** Framework asks for one fixed version, whatever is installed. */
async function writeDuckdb(bundling: Bundling & {duckdb: boolean}): Promise<void> {
  const {DUCKDB_WASM_VERSION: version} = await importFramework<{DUCKDB_WASM_VERSION: string}>("duckdb.js");
  const name = "@duckdb/duckdb-wasm";
  const target = `${name}@${version}`;
  const files = ["duckdb-eh.wasm", "duckdb-browser-eh.worker.js"];
  const unused = ["duckdb-mvp.wasm", "duckdb-browser-mvp.worker.js"];
  const dist = join(bundling.folder, target, "dist");
  mkdirSync(dist, {recursive: true});
  if (bundling.duckdb) {
    await bundleAdapter("duckdb-wasm", `${target}/_esm.js`, bundling);
    for (const file of files) cpSync(join(getPackage(name).folder, "dist", file), join(dist, file));
    for (const file of unused)
      writeFileSync(join(dist, file), "/* unused: this report runs the build with exceptions */\n");
  } else {
    const message = "DuckDBClient and sql need `duckdb: true` in the page's front matter (34 MB of WebAssembly)";
    writeAbsentModule(bundling.folder, {name, version, file: "_esm.js"}, message);
    for (const file of [...files, ...unused]) writeFileSync(join(dist, file), `/* ${absentMessage(name)} */\n`);
  }
}
