import {mkdirSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serve, type RunningServer} from "../../loaders/site/serve.ts";
import {closeBrowser, openPage, withPage, type Visit} from "../browser.ts";
import {EvidenceTrail} from "./evidence-trail.ts";
import {keyboardFaults, pointFaults} from "./keyboard.ts";
import {chartCount, faultsOf, injections, looseDigits, openAll, settled, shownValues, type ShownValue} from "./look.ts";
import {buildReport, builtPages, reports} from "./report.ts";

const work = mkdtempSync(join(tmpdir(), "colophon-pages-"));
const shots = process.env.COLOPHON_SHOTS;
const schemes = ["light", "dark"] as const;
const wide = 1440;
const widths = [wide, 390];

afterAll(async () => {
  await closeBrowser();
  rmSync(work, {recursive: true, force: true});
});

/** What the Source page is opened with: a line, a ledger, a derived value, one derived value less another. */
const kinds: Record<string, (value: ShownValue) => boolean> = {
  line: ({evidence, raw}) => Boolean(evidence?.includes(":")) && raw !== "",
  ledger: ({evidence}) => Boolean(evidence?.includes("#")),
  derived: ({evidence}) => Boolean(evidence?.startsWith("=")),
  difference: ({evidence}) => /^=\w+-\w+$/.test(evidence ?? "")
};

/** What else the page of runs shows: the same runs as bands, as differences from one, and all of them as density. */
const views: Record<string, string> = {
  "runs as bands": "runs?show=band&logy=1&metric=train%2Floss",
  "runs as differences": "runs?show=difference",
  "runs as density": "runs?show=density&metric=train%2Floss"
};

describe.each(Object.entries(reports))("the %s report", (name, report) => {
  const {pages, least} = report;
  let site: string;
  let server: RunningServer;
  let trail: EvidenceTrail;
  /** Where a page has something to show: a run, a line. */
  const addresses = new Map<string, string>(Object.entries(views));
  const urlOf = (page: string) => server.url + (addresses.get(page) ?? (page === "index" ? "" : page));

  beforeAll(async () => {
    site = buildReport(report, join(work, name));
    server = await serve({folder: site, port: 0});
    trail = new EvidenceTrail(site);
    const links = await withPage(urlOf("runs"), ({page}) => linksTo(page, "./run?"), {settled});
    const longest = links.sort((a, b) => b.text.length - a.text.length)[0];
    if (longest) addresses.set("run", longest.href);
    const values: ShownValue[] = [];
    for (const page of ["run", "runs as differences"])
      values.push(...(await withPage(urlOf(page), (visit) => shownValues(visit.page), {settled})));
    for (const [kind, is] of Object.entries(kinds)) {
      const value = values.find(is);
      if (value) addresses.set(`source of a ${kind}`, `${value.href}#v=${encodeURIComponent(value.raw)}`);
    }
    if (shots) mkdirSync(shots, {recursive: true});
  });
  afterAll(async () => server?.close());

  it("has the pages that are looked at here", () => expect(builtPages(site)).toEqual([...pages].sort()));

  const shown = [...Object.keys(views), ...Object.keys(kinds).map((kind) => `source of a ${kind}`)];
  const looked = [...pages, ...(name === "empty" ? [] : shown)];
  describe.each(looked)("%s", (path) => {
    let visit: Visit & {close: () => Promise<void>};
    let page: Visit["page"];
    beforeAll(async () => {
      visit = await openPage(urlOf(path), {viewport: {width: wide, height: 900}, settled});
      page = visit.page;
    });
    afterAll(async () => visit?.close());

    const resize = async (width: number): Promise<void> => {
      await page.setViewportSize({width, height: 900});
      await settled(page);
    };

    it.each(widths.flatMap((width) => schemes.map((scheme) => [width, scheme] as const)))(
      "looks right at %i px in %s",
      async (width, colorScheme) => {
        await page.emulateMedia({colorScheme});
        await resize(width);
        if (shots)
          await page.screenshot({path: join(shots, `${name}-${path}-${width}-${colorScheme}.png`), fullPage: true});
        expect(await faultsOf(page)).toEqual([]);
      }
    );

    it.runIf(name === "example")("is reached by the keyboard", async () => {
      await resize(wide);
      expect(await keyboardFaults(page)).toEqual([]);
    });

    it.runIf(name !== "empty")("shows the points of its charts by the arrow keys", async () => {
      await resize(wide);
      expect(await pointFaults(page)).toEqual([]);
    });

    it.each(widths)("looks right at %i px with all that is folded opened", async (width) => {
      await resize(width);
      await openAll(page);
      expect(await faultsOf(page)).toEqual([]);
    });

    it.runIf(name === "hostile" && path === "index")("comes to rest at any width", async () => {
      for (const width of widths) {
        for (let at = width; at > width - 40; at -= 2) await resize(at);
        await openAll(page);
      }
    });

    it.each(widths)("leads every number back to its evidence at %i px", async (width) => {
      await resize(width);
      const values = await shownValues(page);
      expect(values.map((value) => trail.fault(value)).filter((fault) => fault !== null)).toEqual([]);
      expect(await looseDigits(page)).toEqual([]);
      expect(values.length).toBeGreaterThanOrEqual(least[path]?.values ?? 0);
      expect(await chartCount(page)).toBeGreaterThanOrEqual(least[path]?.charts ?? 0);
    });

    it("runs nothing of its inputs and asks nobody else", async () => {
      expect(await injections(page)).toEqual([]);
      expect(visit.errors).toEqual([]);
      expect(visit.outside).toEqual([]);
    });
  });

  it.runIf(name === "example")("says that no CUDA evidence is recorded", async () => {
    for (const path of ["kernels", "benchmarks"]) {
      const said = await withPage(urlOf(path), ({page}) => page.locator("#observablehq-main").innerText(), {settled});
      expect(said).toContain("No CUDA evidence recorded");
      if (path === "kernels") expect(said).toContain("none on CUDA");
    }
  });

  it.runIf(name !== "empty")("marks a cited value in its line", async () => {
    await withPage(
      urlOf("source of a line"),
      async ({page}) => {
        const raw = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("v") ?? "";
        expect(raw).not.toBe("");
        expect(await page.locator(".source-line.cited mark").allTextContents()).toContain(raw);
      },
      {settled}
    );
  });
});

async function linksTo(page: Visit["page"], address: string): Promise<{href: string; text: string}[]> {
  return page.evaluate(
    (start) =>
      [...document.querySelectorAll<HTMLAnchorElement>(`a[href^="${start}"]`)].map((link) => ({
        href: link.getAttribute("href") ?? "",
        text: link.textContent ?? ""
      })),
    address
  );
}
