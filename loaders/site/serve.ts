import {statSync} from "node:fs";
import {createServer} from "node:http";
import {Failure} from "../failure.ts";
import {sendFile} from "./static-file.ts";

export interface ServeOptions {
  folder: string;
  /** 0 takes a free one; default 3000. */
  port?: number;
  /** The path under which the site lies, such as `/reports/`; default `/`. */
  base?: string;
}

export interface RunningServer {
  /** With the base and a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Serves a built site on 127.0.0.1. Throws a Failure where the folder or the port cannot be had. */
export async function serve({folder, port = 3000, base = "/"}: ServeOptions): Promise<RunningServer> {
  checkFolder(folder);
  const under = `/${base
    .split("/")
    .filter(Boolean)
    .map((part) => `${part}/`)
    .join("")}`;
  const server = createServer((request, response) => sendFile(folder, request, response, under));
  await new Promise<void>((listening, failed) => {
    server.once("error", (error) =>
      failed(new Failure("usage", `expected to listen on port ${port}, found: ${error.message}: choose another --port`))
    );
    server.listen(port, "127.0.0.1", listening);
  });
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}${under}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      })
  };
}

function checkFolder(folder: string): void {
  const status = statSync(folder, {throwIfNoEntry: false});
  if (status?.isDirectory()) return;
  throw new Failure(
    "unreadable",
    `expected the folder of a built site at ${folder}, found ${status ? "a file" : "none"}: run colophon build`
  );
}
