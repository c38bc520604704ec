import {execFile, spawn, type ChildProcess} from "node:child_process";
import {appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {availableParallelism, loadavg, tmpdir} from "node:os";
import {join} from "node:path";
import {promisify} from "node:util";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {closeBrowser, withPage, type Visit} from "../browser.ts";

const cli = join(import.meta.dirname, "../../.build/loaders/cli.js");
const project = mkdtempSync(join(tmpdir(), "colophon-preview-"));
const logs = join(project, "logs");
const warehouse = join(project, "warehouse.duckdb");
const run = promisify(execFile);
const rounds = 5;

let preview: ChildProcess;
let url: string;
let said = "";

beforeAll(async () => {
  mkdirSync(logs);
  writeFileSync(
    join(logs, "a.ndjson"),
    `${JSON.stringify({type: "run", run_id: "a", seed: 1})}\n${JSON.stringify({step: 1, loss: 1})}\n`
  );
  const args = [cli, "preview", "--input", "logs", "--warehouse", warehouse, "--port", "0", "--json"];
  preview = spawn(process.execPath, args, {cwd: project, stdio: ["ignore", "pipe", "pipe"]});
  preview.stderr!.on("data", (text) => (said += String(text)));
  url = await new Promise<string>((resolve, reject) => {
    let out = "";
    preview.stdout!.on("data", (text) => {
      out += String(text);
      if (out.includes("\n")) resolve((JSON.parse(out) as {url: string}).url);
    });
    preview.once("exit", () => reject(new Error(`preview ended: ${said}`)));
  });
});

afterAll(async () => {
  preview?.kill();
  await closeBrowser();
  rmSync(project, {recursive: true, force: true});
});

interface Counts {
  overview: number;
  ledgers: number;
  errors: string[];
}

/** The page is reloaded whenever the data changed, so that its requests may never end: its counts are what is waited for. */
const countsShown = async (page: Page): Promise<void> =>
  void (await page.waitForFunction(
    () =>
      !document.querySelector("observablehq-loading") &&
      document.querySelector("h1 .value") &&
      document.querySelector(".value[data-evidence$='#units']")
  ));

/** Units read as the headline says, and as the ledgers in the table add up to; read at one instant. */
async function countsOnPages(): Promise<Counts> {
  const look = async ({page, errors}: Visit): Promise<Counts> => {
    const counts = await page
      .evaluate(() => {
        const total = (selector: string) =>
          [...document.querySelectorAll<HTMLElement>(selector)].reduce(
            (sum, node) => sum + Number(node.dataset.raw),
            0
          );
        return {overview: total("h1 .value"), ledgers: total(".value[data-evidence$='#units']")};
      })
      .catch((error: unknown) => {
        // The preview reloads the page when the data changed: what was open is no longer there to be read.
        if (String(error).includes("context was destroyed")) return null;
        throw error;
      });
    return counts ? {...counts, errors} : countsOnPages();
  };
  return withPage(`${url}data-quality`, look, {settled: countsShown});
}

describe("colophon preview", () => {
  it("shows whole updates while ingest runs in a loop, and meets no lock", async () => {
    expect((await countsOnPages()).errors).toEqual([]);
    let ingesting = true;
    const ingests: string[] = [];
    const loop = (async () => {
      for (let step = 2; step < 2 + rounds; step++) {
        appendFileSync(join(logs, "a.ndjson"), `${JSON.stringify({step, loss: 1 / step})}\n`);
        ingests.push(
          (await run(process.execPath, [cli, "ingest", "logs", "--warehouse", warehouse, "--json"], {cwd: project}))
            .stderr
        );
      }
      ingesting = false;
    })();
    while (ingesting) {
      const {overview, ledgers, errors} = await countsOnPages();
      expect(errors, said).toEqual([]);
      expect(overview).toBe(ledgers);
    }
    await loop;
    await expect.poll(async () => (await countsOnPages()).ledgers, {timeout: 60_000, interval: 1000}).toBe(2 + rounds);
    expect(said + ingests.join("")).not.toMatch(/\b(?:un)?lock|only writer|bug in colophon/i);
  }, 180_000);

  it("shows a line that is appended to a log within seconds, on the page that is open", async () => {
    await withPage(`${url}data-quality`, async ({page}) => {
      const shown = page.locator("h1 .value").first();
      const before = Number(await shown.getAttribute("data-raw"));
      const appended = performance.now();
      appendFileSync(join(logs, "a.ndjson"), `${JSON.stringify({step: 100, loss: 0.5})}\n`);
      await page.waitForFunction(
        (units) => document.querySelector<HTMLElement>("h1 .value")?.dataset.raw === String(units),
        before + 1,
        {timeout: 90_000, polling: 200}
      );
      // A machine that does as much again beside this needs as much longer.
      const others = Math.max(1, loadavg()[0]! / availableParallelism());
      expect((performance.now() - appended) / others).toBeLessThan(10_000);
    });
  }, 180_000);
});
