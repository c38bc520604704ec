import {posix} from "node:path";

/** What stands after `npm:` in an import, taken apart, and where Framework looks for it in its cache. */
export interface NpmSpecifier {
  name: string;
  range?: string;
  path?: string;
  /** The file within `<name>@<version>/`. */
  file: string;
  /** What to give a bundler: the package or a module of it; the path of a file for an asset. */
  entry: string;
  /** A file to copy rather than a module to bundle. */
  asset: boolean;
}

/** The modules that Framework takes where an import names only the package. */
const entryPaths: Record<string, string> = {
  mermaid: "dist/mermaid.esm.min.mjs/+esm",
  echarts: "dist/echarts.esm.min.js/+esm",
  "jquery-ui": "dist/jquery-ui.js/+esm",
  "deck.gl": "dist.min.js/+esm",
  "react-dom": "client"
};

/** Parses `d3@7/src/index.js` and the like by Framework's rules. */
export function parseNpmSpecifier(specifier: string): NpmSpecifier {
  const parts = specifier.split("/");
  const start = parts.splice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const at = start.indexOf("@", 1);
  const name = at > 0 ? start.slice(0, at) : start;
  const range = at > 0 ? start.slice(at + 1) : undefined;
  const path = parts.length ? parts.join("/") : undefined;
  const module = path ?? entryPaths[name] ?? "+esm";
  const entry = posix.join(name, module.replace(/\/?\+esm$/, ""));
  const raw = Boolean(posix.extname(module)) || module.endsWith("/");
  const file = raw ? module : module === "+esm" ? "_esm.js" : module.replace(/(?:\/\+esm)?$/, "._esm.js");
  return {name, range, path, file, entry, asset: raw && !/\.[cm]?js$/.test(module)};
}
