import {spawn, spawnSync} from "node:child_process";
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {exitCodes} from "../../loaders/failure.ts";
import {tableDigests} from "../../loaders/warehouse/table-digests.ts";
import {seeded} from "../seeded.ts";
import {cli, colophon, colophonUnder, emptyPlace, isRoot, removePlaces} from "./cli.ts";
import {KillGround, killAtRandom} from "./kills.ts";

afterAll(removePlaces);

const ground = new KillGround();

beforeAll(() => ground.prepare(700_000));

describe("an ingest that is killed", () => {
  it("leaves what was there, and the next one gives the tables of a clean one", async () => {
    const hits = await killAtRandom(ground, 10, seeded(51), ({kind, moment, between, after}) => {
      const before = kind === "first" ? null : ground.half;
      expect([before, ground.whole], `killed ${moment} into the ${kind} ingest`).toContainEqual(between);
      expect(after).toEqual(ground.whole);
    });
    expect(hits).toBeGreaterThan(4);
  });

  it("leaves no more than the last two generations", async () => {
    await ground.kill("growth", 0.6);
    const left = readdirSync(join(ground.cwd, ".colophon/warehouse.duckdb.d"));
    expect(left.filter((name) => name.includes(".duckdb"))).toEqual(["000001.duckdb", "000002.duckdb"]);
    expect(readdirSync(join(ground.cwd, ".colophon")).filter((name) => name.includes("warehouse"))).toEqual([
      "warehouse.duckdb",
      "warehouse.duckdb.d"
    ]);
  });
});

/** A place with the same log, and nothing ingested. */
function placeOfLog(): string {
  const cwd = emptyPlace();
  cpSync(join(ground.cwd, "logs"), join(cwd, "logs"), {recursive: true});
  return cwd;
}

const digests = (cwd: string): Promise<Record<string, string>> => tableDigests(join(cwd, ".colophon/warehouse.duckdb"));

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
    expect(await digests(cwd)).toEqual(ground.whole);
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

describe("two ingests at once", () => {
  it("both end well, or the second says who is at work", async () => {
    const cwd = placeOfLog();
    const both = await Promise.all([1, 2, 3].map(() => colophon(["ingest", "logs"], {cwd})));
    expect(both.some(({status}) => status === exitCodes.good)).toBe(true);
    for (const {status, stderr} of both)
      if (status !== exitCodes.good) {
        expect(status).toBe(exitCodes.unreadable);
        expect(stderr).toMatch(
          /expected to be the only writer, found process \d+ since 20\S+Z holding .*: wait for it/
        );
      }
    expect(await digests(cwd)).toEqual(ground.whole);
  });

  it("the second says who holds the lock where it has to wait for long", async () => {
    const cwd = placeOfLog();
    mkdirSync(join(cwd, ".colophon"));
    const first = spawn(process.execPath, [cli, "ingest", "logs"], {cwd, stdio: "ignore"});
    const ended = new Promise((end) => first.once("close", end));
    const lock = join(cwd, ".colophon/warehouse.duckdb.lock");
    while (!existsSync(lock) || !readFileSync(lock, "utf8").includes(String(first.pid))) await wait(5);
    first.kill("SIGSTOP");
    const {status, stderr} = await colophon(["ingest", "logs"], {cwd});
    expect(status).toBe(exitCodes.unreadable);
    expect(stderr).toContain(`found process ${first.pid} since 20`);
    first.kill("SIGCONT");
    await ended;
    expect(await digests(cwd)).toEqual(ground.whole);
  });
});
