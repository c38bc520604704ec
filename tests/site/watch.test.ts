import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {onTestFinished, describe, expect, it} from "vitest";
import {Watch} from "../../loaders/site/watch.ts";

function place(): {top: string; logs: string; log: string} {
  const top = mkdtempSync(join(tmpdir(), "colophon-watch-"));
  onTestFinished(() => rmSync(top, {recursive: true, force: true}));
  const logs = join(top, "logs");
  mkdirSync(join(logs, "deep/er"), {recursive: true});
  const log = join(logs, "deep/er/a.ndjson");
  writeFileSync(log, "{}\n");
  return {top, logs, log};
}

function watching(paths: string[]): Watch {
  const watch = new Watch(paths);
  onTestFinished(() => watch.close());
  return watch;
}

const within = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);
const patience = 8000;

describe("Watch.change(signal)", () => {
  const happenings: [string, (at: ReturnType<typeof place>) => void][] = [
    ["a line is appended", ({log}) => appendFileSync(log, "{}\n")],
    ["a file is new", ({logs}) => writeFileSync(join(logs, "b.ndjson"), "")],
    ["a file is gone", ({log}) => rmSync(log)],
    [
      "a file is replaced by another of the same size",
      ({logs, log}) => {
        writeFileSync(join(logs, "next"), "[]\n");
        renameSync(join(logs, "next"), log);
      }
    ],
    [
      "a content changes and its time is set back",
      ({log}) => {
        writeFileSync(log, "[]\n");
        utimesSync(log, new Date(0), new Date(0));
      }
    ]
  ];

  it.each(happenings)("resolves when %s", async (_name, happen) => {
    const at = place();
    const watch = watching([at.logs]);
    const change = watch.change(within(patience));
    await wait(50);
    happen(at);
    expect(await change).toBe(true);
  });

  it("follows folders that are new, and a file by its name", async () => {
    const at = place();
    const watch = watching([at.log]);
    mkdirSync(join(at.logs, "other"));
    appendFileSync(at.log, "{}\n");
    expect(await watch.change(within(patience))).toBe(true);
    const folder = watching([at.logs]);
    mkdirSync(join(at.logs, "new/er"), {recursive: true});
    writeFileSync(join(at.logs, "new/er/b.ndjson"), "");
    expect(await folder.change(within(patience))).toBe(true);
    appendFileSync(join(at.logs, "new/er/b.ndjson"), "{}\n");
    expect(await folder.change(within(patience))).toBe(true);
  });

  it("finds what the system does not tell: a link's file elsewhere", async () => {
    const at = place();
    const elsewhere = join(at.top, "elsewhere.ndjson");
    writeFileSync(elsewhere, "");
    symlinkSync(elsewhere, join(at.logs, "linked.ndjson"));
    const watch = watching([at.logs]);
    appendFileSync(elsewhere, "{}\n");
    expect(await watch.change(within(patience))).toBe(true);
  });

  it("stays quiet where nothing changes, and in folders that hold work", async () => {
    const at = place();
    mkdirSync(join(at.logs, ".colophon"));
    const watch = watching([at.logs]);
    writeFileSync(join(at.logs, ".colophon/w"), "");
    const before = process.cpuUsage();
    expect(await watch.change(within(3000))).toBe(false);
    const {user, system} = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(600);
  });

  it("takes the next look for a change where it is told to", async () => {
    const watch = watching([place().logs]);
    watch.forget();
    expect(await watch.change(within(patience))).toBe(true);
    expect(await watch.change(within(1200))).toBe(false);
  });
});
