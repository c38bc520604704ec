import {resolve} from "node:path";
import {serve} from "../site/serve.ts";
import type {Verb} from "./verb.ts";

export const serveVerb: Verb = {
  name: "serve",
  summary: "shows a built site on 127.0.0.1, with byte ranges",
  usage: "colophon serve [DIR] [--port N] [--base /path/]",
  options: {
    port: {type: "string", value: "N", describe: "port (default 3000; 0 takes a free one)"},
    base: {type: "string", value: "PATH", describe: "sub-path to serve under, as a static host would"}
  },
  async run(values, [folder = "dist"], {cwd}) {
    const server = await serve({
      folder: resolve(cwd, folder),
      port: Number(values.port ?? 3000),
      base: values.base as string | undefined
    });
    return {
      json: {url: server.url},
      text: `serving ${folder} at ${server.url} (ctrl-c ends it)`,
      until: new Promise(() => {})
    };
  }
};
