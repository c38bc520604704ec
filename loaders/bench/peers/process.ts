import {spawn} from "node:child_process";
import type {ChildProcessByStdio} from "node:child_process";
import {join} from "node:path";
import {createInterface} from "node:readline";
import type {Readable, Writable} from "node:stream";
import {Failure, isFileError} from "../../failure.ts";
import {findRoot} from "../provenance.ts";

export const peerNames = ["numpy", "torch"] as const;
export type PeerName = (typeof peerNames)[number];

/** What a peer says of itself. */
export interface PeerIdentity {
  peer: PeerName;
  version: string;
  threads: number;
  python: string;
}

/** A peer that is there, in a Python process of its own that answers one request at a time. */
export interface Peer extends PeerIdentity {
  /** Sends a request and waits for its answer. Throws `failed` where the process ends instead. */
  ask<T>(request: object): Promise<T>;
  end(): void;
}

export type PeerState = Peer | {peer: PeerName; absent: string};

/** Starts a peer, or says why it is absent: no such Python, or the package is not installed in it. */
export async function startPeer(peer: PeerName, python: string, threads: number): Promise<PeerState> {
  const script = join(findRoot(), "loaders", "bench", "peers", "peers.py");
  const child = spawn(python, [script, peer, String(threads)], {stdio: ["pipe", "pipe", "pipe"]});
  const started = await new Promise<string | null>((done) => {
    child.once("spawn", () => done(null));
    child.once("error", (error) => done(isFileError(error, "ENOENT") ? `no program ${python}` : error.message));
  });
  if (started !== null) return {peer, absent: started};
  const next = answersOf(child);
  const ask = async <T>(request: object): Promise<T> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return (await next()) as T;
  };
  const said = (await next()) as PeerIdentity & {absent?: string};
  if (said.absent !== undefined) return {peer, absent: said.absent};
  return {...said, ask, end: () => child.stdin.end()};
}

/** The lines that a process prints, one at a time and each a JSON value; the process may end only after the last. */
function answersOf(child: ChildProcessByStdio<Writable, Readable, Readable>): () => Promise<unknown> {
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
  child.stdin.on("error", () => undefined);
  return async () => {
    const {value, done} = await lines.next();
    if (!done) return JSON.parse(value) as unknown;
    throw new Failure("failed", `expected an answer of the Python process, found its end: ${complaint.trim()}`);
  };
}
