import {appendFileSync, readFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync} from "node:fs";
import {setTimeout as wait} from "node:timers/promises";
import {afterAll, describe, expect, it} from "vitest";
import {seeded} from "../seeded.ts";
import {grownInSteps, growingLogs} from "./growing-logs.ts";
import {cleanDigests, Inputs, lines, steps} from "./inputs.ts";

afterAll(() => Inputs.removeAll());

describe("files that grow", () => {
  it("give the tables of one clean ingest, cut at any byte", async () => {
    expect(await grownInSteps(growingLogs, seeded(31))).toEqual(await cleanDigests(growingLogs));
  });

  it("are read from their old end, and say so", async () => {
    const all = lines(steps(1, 400));
    const half = lines(steps(1, 200));
    const inputs = new Inputs({"a.ndjson": half, "b.ndjson": lines(steps(1, 3))});
    const first = await inputs.ingest();
    expect(first).toMatchObject({added: 2, grown: 0, replaced: 0, read: {sources: 2, lines: 203}});
    appendFileSync(inputs.file("a.ndjson"), all.slice(half.length));
    expect(await inputs.ingest()).toMatchObject({
      unchanged: 1,
      grown: 1,
      replaced: 0,
      lines: 403,
      read: {sources: 1, lines: 200, bytes: all.length - half.length}
    });
  });

  it.each([
    ["metrics.csv", "epoch,step,loss", (n: number) => `${n >> 9},${n},${1 / n}`],
    ["a.csv", "step;loss, mean;note", (n: number) => `${n};${1 / n};${n % 5 ? "x" : `"${n},\n"`}`],
    ["0.monitor.csv", '#{"t_start": 1700000000.25}\nr,l,t', (n: number) => `${n}.5,200,${n * 3}`]
  ])("are read from their old end where they are a table: %s", async (name, header, record) => {
    const row = (n: number): string => `${record(n + 1)}\n`;
    const before = `${header}\n${Array.from({length: 6000}, (_, n) => row(n)).join("")}`;
    const after = Array.from({length: 40}, (_, n) => row(6000 + n)).join("");
    expect(before.length).toBeGreaterThan(64 * 1024);
    const inputs = new Inputs({[name]: before});
    await inputs.ingest();
    appendFileSync(inputs.file(name), after);
    expect(await inputs.ingest()).toMatchObject({grown: 1, read: {sources: 1, lines: 40, bytes: after.length}});
    expect(await inputs.digests()).toEqual(await cleanDigests({[name]: before + after}));
  });

  it("keep a line that is not complete pending until it is", async () => {
    const inputs = new Inputs({"a.ndjson": `${lines(steps(1, 3))}{"step": 4, "lo`});
    expect(await inputs.ingest()).toMatchObject({pending: 1, rejects: 0});
    appendFileSync(inputs.file("a.ndjson"), 'ss": 0.5}\n');
    expect(await inputs.ingest()).toMatchObject({pending: 0, rejects: 0, lines: 4, grown: 1, read: {lines: 1}});
  });

  it("are read whole where their format changes with what was added", async () => {
    const events = lines(Array.from({length: 3}, (_, i) => ({timestamp: `2025-01-01T00:00:0${i}Z`, action: "start"})));
    const content = events + lines(steps(1, 40));
    const inputs = new Inputs({"a.ndjson": events});
    await inputs.ingest();
    writeFileSync(inputs.file("a.ndjson"), content);
    const {formats} = await inputs.ingest();
    expect(formats).toEqual({"training-ndjson": 1});
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.ndjson": content}));
  });
});

describe("files that were rewritten", () => {
  const before = lines(steps(1, 300));
  const changed: [string, string][] = [
    ["shorter", lines(steps(1, 10))],
    ["longer, from the beginning", lines(steps(1, 400, {lr: 1}))],
    ["longer, before the old end", `${before.slice(0, -40)}${" ".repeat(39)}\n${lines(steps(301, 320))}`],
    ["as long", before.replace('"step":150', '"step":151')]
  ];

  it.each(changed)("are replaced whole: %s", async (_name, after) => {
    const inputs = new Inputs({"a.ndjson": before, "b.ndjson": lines(steps(1, 3))});
    await inputs.ingest();
    inputs.write("a.ndjson", after);
    expect(await inputs.ingest()).toMatchObject({replaced: 1, grown: 0, unchanged: 1});
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.ndjson": after, "b.ndjson": lines(steps(1, 3))}));
  });

  it("are seen where the time of the change was set back", async () => {
    const inputs = new Inputs({"a.ndjson": before});
    const past = new Date(Date.now() - 3_600_000);
    utimesSync(inputs.file("a.ndjson"), past, past);
    await inputs.ingest();
    await wait(2100);
    await inputs.ingest();
    inputs.write("a.ndjson", changed[3]![1]);
    utimesSync(inputs.file("a.ndjson"), past, past);
    expect(await inputs.ingest()).toMatchObject({replaced: 1});
  });

  it("are seen within the same tick, whatever their size", async () => {
    const inputs = new Inputs({"a.ndjson": lines(steps(1, 3))});
    for (let n = 1; n <= 5; n++) {
      await inputs.ingest();
      inputs.write("a.ndjson", lines([{step: 1, loss: n}]));
      expect(await inputs.ingest()).toMatchObject({replaced: 1});
    }
  });

  it("are seen in the middle only where every byte is hashed", async () => {
    const long = lines(steps(1, 120_000));
    const rewritten = long.replace('"step":60000,', '"step":60001,');
    expect(rewritten).not.toBe(long);
    const sampled = new Inputs({"a.ndjson": long});
    await sampled.ingest();
    sampled.write("a.ndjson", rewritten + lines(steps(120_001, 120_005)));
    expect(await sampled.ingest({strict: true})).toMatchObject({replaced: 1, grown: 0});
    sampled.write("a.ndjson", long + lines(steps(120_001, 120_009)));
    expect(await sampled.ingest()).toMatchObject({replaced: 0, grown: 1});
  });

  it("while they are read are read once more", async () => {
    const inputs = new Inputs({"a.ndjson": before});
    let times = 0;
    const progress = (_done: number, _total: number, label: string): void => {
      if (label.startsWith("parsing") && ++times === 1) inputs.write("a.ndjson", changed[0]![1]);
    };
    await inputs.ingest({progress});
    expect(times).toBe(2);
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.ndjson": changed[0]![1]}));
    const always = (_done: number, _total: number, label: string): void => {
      if (label.startsWith("parsing")) inputs.write("a.ndjson", lines(steps(1, 30 - ++times)));
    };
    inputs.write("a.ndjson", before);
    await expect(inputs.ingest({progress: always})).rejects.toThrow(/found it rewritten, 3 times: ingest again/);
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.ndjson": changed[0]![1]}));
  });

  it("only at their end while they are read are taken as they were", async () => {
    const inputs = new Inputs({"a.ndjson": before});
    const progress = (_done: number, _total: number, label: string): void => {
      if (label.startsWith("parsing")) appendFileSync(inputs.file("a.ndjson"), lines(steps(301, 303)));
    };
    expect(await inputs.ingest({progress})).toMatchObject({lines: 300});
    expect(await inputs.ingest()).toMatchObject({lines: 303, grown: 1, read: {lines: 3}});
  });
});

describe("files that are as they were", () => {
  const bytesRead = (): number => Number(/^rchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))![1]);
  const size = 24 * 1024 * 1024;

  it.runIf(process.platform === "linux")("cost a stat, and a digest only where that proves nothing", async () => {
    const inputs = new Inputs({"noise.bin": Buffer.alloc(size, "x")});
    const cost = async (): Promise<number> => {
      const before = bytesRead();
      expect(await inputs.ingest()).toMatchObject({unchanged: 1, added: 0, replaced: 0});
      return bytesRead() - before;
    };
    for (let round = 0; round < 2; round++) {
      await inputs.ingest();
      await wait(2100);
      await inputs.ingest();
      expect(await cost()).toBeLessThan(size / 4);
      utimesSync(inputs.file("noise.bin"), new Date(0), new Date(0));
      expect(await cost()).toBeGreaterThan(size);
    }
    const before = bytesRead();
    await inputs.ingest({strict: true});
    expect(bytesRead() - before).toBeGreaterThan(size);
  });
});

describe("sources whose files are gone", () => {
  it.each([
    ["at once", 0],
    ["known by a stat", 2100]
  ])("stay until they are pruned, and hand on their facts: %s", async (_name, milliseconds) => {
    const log = lines(steps(1, 5));
    const inputs = new Inputs({"a.ndjson": log, "b.ndjson": log});
    await wait(milliseconds);
    await inputs.ingest();
    rmSync(inputs.file("a.ndjson"));
    expect(await inputs.ingest()).toMatchObject({sources: 2, removed: 0, unchanged: 2});
    expect(await inputs.ingest({prune: true})).toMatchObject({sources: 1, removed: 1, replaced: 1});
    expect(await inputs.digests()).toEqual(await cleanDigests({"b.ndjson": log}));
  });

  it("leave where they would have to be read", async () => {
    const log = lines(steps(1, 5));
    const inputs = new Inputs({"a.ndjson": log, "b.ndjson": log});
    await inputs.ingest();
    rmSync(inputs.file("b.ndjson"));
    inputs.write("a.ndjson", lines(steps(1, 2)));
    expect(await inputs.ingest()).toMatchObject({sources: 1, removed: 1});
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.ndjson": lines(steps(1, 2))}));
  });

  it("are other ones where they have another name", async () => {
    const inputs = new Inputs({"a.ndjson": lines(steps(1, 5))});
    await inputs.ingest();
    renameSync(inputs.file("a.ndjson"), inputs.file("c.ndjson"));
    await inputs.ingest({prune: true});
    expect(await inputs.digests()).toEqual(await cleanDigests({"c.ndjson": lines(steps(1, 5))}));
  });

  it("count as rewritten where only their end is gone", async () => {
    const inputs = new Inputs({"a.ndjson": lines(steps(1, 5))});
    await inputs.ingest();
    truncateSync(inputs.file("a.ndjson"), 40);
    expect(await inputs.ingest()).toMatchObject({replaced: 1, pending: 1});
  });
});
