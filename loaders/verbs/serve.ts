import {resolve} from "node:path";
import {Failure} from "../failure.ts";
import {serve} from "../site/serve.ts";
import {portOf, type Verb} from "./verb.ts";

export const serveVerb: Verb = {
  name: "serve",
  summary: "shows a built site on 127.0.0.1, with byte ranges",
  usage: "colophon serve [DIR] [--port N] [--base /path/]",
  options: {
    port: {type: "string", value: "N", describe: "port (default 3000; 0 takes a free one)"},
    base: {type: "string", value: "PATH", describe: "sub-path to serve under, as a static host would"}
  },
  operands: 1,
  async run(values, [folder = "dist"], {cwd}) {
    const base = values.base as string | undefined;
    if (base !== undefined && (!/^[\w./~-]+$/.test(base) || /(^|\/)\.{1,2}(\/|$)/.test(base)))
      throw new Failure("usage", `expected --base to be a path such as /reports/, found "${base}"`);
    const server = await serve({folder: resolve(cwd, folder), port: portOf(values), base});
    return {
      json: {url: server.url},
      text: `serving ${folder} at ${server.url} (ctrl-c ends it)`,
      until: new Promise(() => {})
    };
  }
};
