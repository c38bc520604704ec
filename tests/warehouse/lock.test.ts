import {spawn} from "node:child_process";
import {existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {LockHeld, withLock} from "../../loaders/warehouse/lock.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-lock-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

let count = 0;
const place = (): string => join(folder, String(++count));
const holder = (more: object): string =>
  JSON.stringify({pid: process.ppid, host: hostname(), since: "2025-10-05T12:00:00.000Z", began: null, ...more});
const past = new Date(Date.now() - 60_000);

/** A number that no process has any more. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((ended) => child.once("close", ended));
  return child.pid!;
}

describe("withLock(warehouse, work)", () => {
  it("says who it is while it works and leaves nothing behind, also where the work fails", async () => {
    const warehouse = place();
    const found = await withLock(
      warehouse,
      async () => JSON.parse(readFileSync(`${warehouse}.lock`, "utf8")) as object
    );
    expect(found).toMatchObject({pid: process.pid, host: hostname(), since: expect.stringMatching(/^20\d\d-.*Z$/)});
    await expect(withLock(warehouse, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(`${warehouse}.lock`)).toBe(false);
  });

  it("lets one work at a time", async () => {
    const warehouse = place();
    let working = 0;
    const results = await Promise.all(
      Array.from({length: 5}, () =>
        withLock(warehouse, async () => {
          const at = ++working;
          await new Promise((later) => setTimeout(later, 20));
          working -= 1;
          return at;
        })
      )
    );
    expect(results).toEqual([1, 1, 1, 1, 1]);
  });

  it.each([
    ["of this host", {}, new RegExp(`found process ${process.ppid} since 2025-10-05T12:00:00.000Z holding`)],
    ["of another host", {host: "node-7", pid: 1}, /found process 1 on node-7 since 2025-10-05T12:00:00.000Z holding/]
  ])("says who holds it: a process %s", async (_name, more, words) => {
    const warehouse = place();
    writeFileSync(`${warehouse}.lock`, holder(more));
    const refused = withLock(warehouse, async () => undefined);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toBeInstanceOf(LockHeld);
    expect(existsSync(`${warehouse}.lock`)).toBe(true);
  });

  it("takes the lock of a process that is gone, or whose number another process has now", async () => {
    for (const more of [{pid: await goneProcess()}, {began: "1"}]) {
      const warehouse = place();
      writeFileSync(`${warehouse}.lock`, holder(more));
      expect(await withLock(warehouse, async () => "mine")).toBe("mine");
    }
  });

  it.each([
    ["that nobody signed", ""],
    ["of an older version", "4194999"],
    ["that is no JSON", "{"]
  ])("takes a lock %s once it is old", async (_name, text) => {
    const warehouse = place();
    writeFileSync(`${warehouse}.lock`, text);
    utimesSync(`${warehouse}.lock`, past, past);
    expect(await withLock(warehouse, async () => "mine")).toBe("mine");
  });

  it("does not wait for ever for one who died while it removed a lock", async () => {
    const warehouse = place();
    writeFileSync(`${warehouse}.lock`, holder({pid: await goneProcess()}));
    writeFileSync(`${warehouse}.lock.turn`, "");
    utimesSync(`${warehouse}.lock.turn`, past, past);
    expect(await withLock(warehouse, async () => "mine")).toBe("mine");
  });
});
