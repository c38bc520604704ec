import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serve, type RunningServer} from "../../loaders/site/serve.ts";
import {closeBrowser, withPage} from "../browser.ts";
import {settled} from "./look.ts";
import {buildReport, reports} from "./report.ts";

const work = mkdtempSync(join(tmpdir(), "colophon-kernels-"));
let server: RunningServer;

beforeAll(async () => {
  server = await serve({folder: buildReport(reports.empty!, join(work, "empty")), port: 0});
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  rmSync(work, {recursive: true, force: true});
});

const group = (page: Page, name: string) => page.locator(".live", {has: page.getByRole("group", {name, exact: true})});
const title = async (page: Page, name: string): Promise<string> => group(page, name).locator("p.title").innerText();
/** Marks of the drawing, as they lie. */
const drawing = (page: Page, name: string): Promise<string> => group(page, name).locator(".canvas svg").innerHTML();

async function press(page: Page, name: string, label: string, key: string): Promise<void> {
  await group(page, name).getByLabel(label).focus();
  await page.keyboard.press(key);
  await settled(page);
}

describe("the Kernels page", () => {
  it.each([
    ["Clocks of the example", "source rate", "source=15"],
    ["Rates of the example", "slow clock", "slow=11"],
    ["The second write", "second write after the first", "gap=5"],
    ["Length of the log", "samples", "samples=6"],
    ["Streams of the example", "common clock", "clock=9"],
    ["Cells of the cloud", "edge of a cell", "edge=0.55"]
  ])("%s: %s computes the figure anew and goes into the address", async (name, label, query) => {
    await withPage(
      `${server.url}kernels`,
      async ({page, errors}) => {
        const before = await drawing(page, name);
        await press(page, name, label, "ArrowRight");
        const after = await drawing(page, name);
        expect(after).not.toBe(before);
        expect(new URL(page.url()).search).toBe(`?${query}`);
        expect(
          await group(page, name)
            .getByLabel(label)
            .evaluate((node) => node === document.activeElement)
        ).toBe(true);
        await page.reload({waitUntil: "load"});
        await settled(page);
        expect(await drawing(page, name)).toBe(after);
        expect(errors).toEqual([]);
      },
      {settled}
    );
  });

  it("draws the last state of a slider that is dragged fast", async () => {
    await withPage(
      `${server.url}kernels`,
      async ({page}) => {
        await group(page, "Streams of the example").getByLabel("common clock").focus();
        for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
        await settled(page);
        expect(await title(page, "Streams of the example")).toMatch(
          /^One call gives 26 rows of 4 columns from 3 streams/
        );
      },
      {settled}
    );
  });

  it("shows a refusal in the operation's words", async () => {
    await withPage(
      `${server.url}kernels?samples=1`,
      async ({page}) => {
        expect(await title(page, "Length of the log")).toContain("linear refuses");
        expect(await group(page, "Length of the log").locator("p.sub code").innerText()).toContain(
          "linear needs two distinct ones"
        );
      },
      {settled}
    );
  });

  it("says that nothing is recorded, and what would bring it", async () => {
    const said = await mainText(server, "kernels");
    expect(said).toContain("no measurement of them is recorded");
    expect(said).toContain("No CUDA evidence recorded");
    expect(said).toContain("colophon bench --backend cuda");
    expect(await mainText(server, "benchmarks")).not.toContain("No CUDA evidence");
  });

  it("of a log of cuda shows its evidence and says of none that it is missing", async () => {
    const recorded = readFileSync(join(import.meta.dirname, "../../data/benchmarks/js-ops.ndjson"), "utf8");
    const log = recorded.split("\n").slice(0, 17).join("\n");
    const prepare = (folder: string): string[] => {
      mkdirSync(join(folder, "logs"));
      writeFileSync(join(folder, "logs", "bench.ndjson"), log.replaceAll('"backend":"js"', '"backend":"cuda"'));
      return ["--input", "logs"];
    };
    const own = await serve({folder: buildReport({prepare, pages: [], least: {}}, join(work, "cuda")), port: 0});
    try {
      const [kernels, benchmarks] = [await mainText(own, "kernels"), await mainText(own, "benchmarks")];
      expect(kernels).toContain("seventeen on CUDA");
      for (const said of [kernels, benchmarks]) expect(said).not.toContain("No CUDA evidence recorded");
    } finally {
      await own.close();
    }
  });
});

function mainText({url}: RunningServer, path: string): Promise<string> {
  return withPage(`${url}${path}`, ({page}) => page.locator("#observablehq-main").innerText(), {settled});
}
