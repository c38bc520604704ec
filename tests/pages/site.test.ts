import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serve, type RunningServer} from "../../loaders/site/serve.ts";
import {closeBrowser, withPage} from "../browser.ts";
import {EvidenceTrail} from "./evidence-trail.ts";
import {writeHostileLogs} from "./hostile.ts";
import {faultsOf, keyboardFaults, looseDigits, shownValues} from "./look.ts";

const root = join(import.meta.dirname, "../..");
const work = mkdtempSync(join(tmpdir(), "colophon-pages-"));
const shots = process.env.COLOPHON_SHOTS;

/** Report name → the folder it is built from. */
const inputs: Record<string, () => string> = {
  example: () => join(root, "data"),
  empty: () => folder("nothing"),
  hostile: () => {
    const logs = folder("hostile");
    writeHostileLogs(logs);
    return logs;
  }
};
const schemes = ["light", "dark"] as const;
const widths = [1440, 390];
const pages = readdirSync(join(root, "src"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => name.replace(/\.md$/, ""))
  .sort();

function folder(name: string): string {
  mkdirSync(join(work, name), {recursive: true});
  return join(work, name);
}

/** Builds as a user does: in a folder of their own, with the compiled command. */
function build(name: string, input: string): string {
  const project = folder(`project-${name}`);
  execFileSync(process.execPath, [join(root, ".build/loaders/cli.js"), "build", "--input", input, "--out", "dist"], {
    cwd: project,
    stdio: ["ignore", "ignore", "pipe"]
  });
  return join(project, "dist");
}

afterAll(async () => {
  await closeBrowser();
  rmSync(work, {recursive: true, force: true});
});

describe.each(Object.keys(inputs))("the %s report", (name) => {
  let site: string;
  let server: RunningServer;
  const trail = () => new EvidenceTrail(site);
  /** Detail pages are looked at with something to show. */
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    site = build(name, inputs[name]!());
    server = await serve({folder: site, port: 0});
    await withPage(`${server.url}runs`, async ({page}) => {
      const run = await page.evaluate(
        () => document.querySelector<HTMLAnchorElement>("a[href*='run?']")?.getAttribute("href") ?? ""
      );
      if (run) addresses.set("run", run.replace(/^\.\//, ""));
    });
    await withPage(`${server.url}data-quality`, async ({page}) => {
      const source = await page.evaluate(
        () => document.querySelector<HTMLAnchorElement>(".value[href*='source?']")?.getAttribute("href") ?? ""
      );
      if (source) addresses.set("source", source.replace(/^\.\//, ""));
    });
  });
  afterAll(async () => server?.close());

  describe.each(pages)("%s", (path) => {
    const url = () => server.url + (addresses.get(path) ?? (path === "index" ? "" : path));

    it.each(schemes.flatMap((scheme) => widths.map((width) => [scheme, width] as const)))(
      "looks right in %s at %i px",
      async (colorScheme, width) => {
        await withPage(
          url(),
          async ({page, errors, outside}) => {
            if (shots)
              await page.screenshot({path: join(shots, `${name}-${path}-${colorScheme}-${width}.png`), fullPage: true});
            expect(errors).toEqual([]);
            expect(outside).toEqual([]);
            expect(await faultsOf(page)).toEqual([]);
            expect(await page.evaluate(() => "pwned" in window)).toBe(false);
          },
          {colorScheme, viewport: {width, height: 900}}
        );
      }
    );

    it("leads every number back to its evidence", async () => {
      await withPage(url(), async ({page}) => {
        const values = await shownValues(page);
        const follow = trail();
        expect(
          values
            .map((value) => follow.fault(value))
            .filter(Boolean)
            .slice(0, 20)
        ).toEqual([]);
        expect(await looseDigits(page)).toEqual([]);
      });
    });

    it.runIf(name === "example")("is reached by the keyboard", async () => {
      await withPage(url(), async ({page}) => expect(await keyboardFaults(page, 300)).toEqual([]));
    });
  });

  it.runIf(name === "example")("shows numbers that were followed to lines, ledgers and recomputed", async () => {
    const follow = trail();
    for (const path of pages)
      await withPage(server.url + (addresses.get(path) ?? (path === "index" ? "" : path)), async ({page}) =>
        (await shownValues(page)).forEach((value) => follow.fault(value))
      );
    expect(follow.followed.line).toBeGreaterThan(200);
    expect(follow.followed.ledger).toBeGreaterThan(20);
    expect(follow.followed.recomputed).toBeGreaterThan(20);
  });
});
