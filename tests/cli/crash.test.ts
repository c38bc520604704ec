import {spawn, spawnSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {exitCodes} from "../../loaders/failure.ts";
import {cli, colophon, colophonUnder, emptyPlace, isRoot, removePlaces} from "./cli.ts";

afterAll(removePlaces);

const steps = 15_000;
const log = [
  JSON.stringify({type: "run", run_id: "long", seed: 1}),
  ...Array.from({length: steps}, (_, i) =>
    JSON.stringify({step: i + 1, train: {loss: 1 / (i + 1), note_free: i % 97}, eval: {score: Math.sqrt(i), n: i}})
  )
].join("\n");

function placeOfLog(): string {
  const cwd = emptyPlace();
  mkdirSync(join(cwd, "logs"));
  writeFileSync(join(cwd, "logs/long.ndjson"), `${log}\n`);
  return cwd;
}

async function digest(cwd: string): Promise<string> {
  const sql =
    "SELECT name, count(*) AS n, sum(step)::VARCHAR AS steps, bit_xor(hash(value))::VARCHAR AS bits FROM metric GROUP BY name ORDER BY name";
  return (await colophon(["query", sql], {cwd})).stdout;
}

let clean: string;
let milliseconds: number;

beforeAll(async () => {
  const cwd = placeOfLog();
  const started = performance.now();
  expect((await colophon(["ingest", "logs"], {cwd})).status).toBe(exitCodes.good);
  milliseconds = performance.now() - started;
  clean = await digest(cwd);
  expect(clean.split("\n").length).toBeGreaterThan(4);
});

describe("an ingest that is killed", () => {
  let killed = 0;

  it.each(Array.from({length: 10}, (_, i) => [i + 1]))("after %i tenths leaves nothing in the way", async (tenths) => {
    const cwd = placeOfLog();
    const child = spawn(process.execPath, [cli, "ingest", "logs"], {cwd, stdio: "ignore"});
    const ended = new Promise<string | null>((end) => child.once("close", (_code, signal) => end(signal)));
    setTimeout(() => child.kill("SIGKILL"), (milliseconds * (tenths - 0.5)) / 10);
    if ((await ended) === "SIGKILL") ++killed;
    const {status, stderr} = await colophon(["ingest", "logs"], {cwd});
    expect(stderr).toContain("1 source");
    expect(status).toBe(exitCodes.good);
    expect(await digest(cwd)).toBe(clean);
  });

  it("was still at work in most cases", () => expect(killed).toBeGreaterThan(5));
});

describe("a disk that is full", () => {
  it("refuses a large file and leaves the last generation as it was", async () => {
    const cwd = placeOfLog();
    const script = 'ulimit -f 1024; trap "" XFSZ; exec "$@"';
    const {status, stderr, json} = await colophonUnder(script, ["ingest", "--json", "logs"], {cwd});
    expect(stderr).toMatch(/expected .*found/s);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(status).toBe(exitCodes.unreadable);
    expect(json).toHaveProperty("error");
    expect((await colophon(["ingest", "logs"], {cwd})).status).toBe(exitCodes.good);
    expect(await digest(cwd)).toBe(clean);
  });

  it("says so where no room is left", async () => {
    const cwd = placeOfLog();
    const disk = join(cwd, ".colophon");
    mkdirSync(disk);
    if (!isRoot || spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", disk]).status !== 0)
      return void process.stderr.write("skipped: no small disk can be mounted here\n");
    try {
      const {status, stderr, json} = await colophon(["ingest", "--json", "logs"], {cwd});
      expect(stderr).toMatch(/expected .*found a full disk/);
      expect(stderr).not.toMatch(/^ {4}at /m);
      expect(status).toBe(exitCodes.unreadable);
      expect(json).toHaveProperty("error");
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});
