import {spawnSync} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {findSameSite} from "../../loaders/site/build-key.ts";
import {readStage} from "../../loaders/site/stage.ts";
import {serve, type RunningServer} from "../../loaders/site/serve.ts";
import {packageRoot} from "../../loaders/warehouse/package-root.ts";
import {closeBrowser, withPage} from "../browser.ts";
import {exampleFiles, hostile} from "./every-name.ts";
import {copyProject, projectIn, type SmallProject} from "./small-project.ts";

const unshare = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];

/** Builds in a process of its own: other time zone, language and home, and no network where the system allows to cut it. */
function buildApart(
  {folder}: SmallProject,
  libraries: string,
  env: NodeJS.ProcessEnv
): {digest: string; pages: number} {
  const module = (name: string) =>
    JSON.stringify(pathToFileURL(join(packageRoot, ".build", "loaders", "site", name)).href);
  const script = `
    import {mkdirSync, writeFileSync} from "node:fs";
    import {loadConfig} from ${module("config.js")};
    import {stage} from ${module("stage.js")};
    import {buildSite} from ${module("build.js")};
    const project = ${JSON.stringify(folder)};
    const config = await loadConfig(project, project + "/.colophon", {title: "Small report"});
    const staged = await stage({pagesFrom: [project + "/src"], into: project + "/.colophon/stage", config, project,
      libraries: ${JSON.stringify(libraries)}, dataKey: "one", report: {digest: "7f3a91c0ffee", files: 3}});
    mkdirSync(staged.root + "/evidence/s1", {recursive: true});
    writeFileSync(staged.root + "/evidence/s1/0.json", '{"units": {}}');
    console.log(JSON.stringify(await buildSite({stage: staged, out: project + "/dist"})));`;
  const [command = "", ...args] = [...unshare, process.execPath, "--input-type=module", "-e", script];
  const {status, stdout, stderr} = spawnSync(command, args, {
    cwd: tmpdir(),
    encoding: "utf8",
    env: {PATH: process.env.PATH, ...env}
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as {digest: string; pages: number};
}

let top: string;
let first: SmallProject;
let server: RunningServer;
let cold: {digest: string; pages: number};

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), "colophon-offline-"));
  first = projectIn(join(top, "first"), await exampleFiles(top));
  cold = buildApart(first, join(top, "libraries"), {
    TZ: "Asia/Kathmandu",
    LANG: "de_DE.UTF-8",
    LC_ALL: "de_DE.UTF-8",
    HOME: join(top, "no-home")
  });
  server = await serve({folder: first.out, port: 0, base: "/reports/small"});
}, 120_000);

afterAll(async () => {
  await closeBrowser();
  await server.close();
  rmSync(top, {recursive: true, force: true});
});

const text = (selector: string) => (root: {textContent(selector: string): Promise<string | null>}) =>
  root.textContent(selector);

describe("a site built without a network", () => {
  it.runIf(unshare.length > 0)("is built where there is no network at all", () => {
    expect(cold.pages).toBe(5);
  });

  it("runs every implicit name, npm: imports and file formats under its policy, below a sub-path", async () => {
    await withPage(`${server.url}`, async ({page, errors, outside}) => {
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
      expect(await text("#inputs")(page)).toBe("FORM");
      expect(await text("#plot")(page)).toBe("svg");
      expect(await text("#svg")(page)).toBe("circle");
      expect(await text("#d3")(page)).toBe("2");
      expect(await text("#aq")(page)).toBe("2");
      expect(await text("#npm")(page)).toBe("functionfunction");
      expect(await text("#vl")(page)).toBe("1 2");
      expect(JSON.parse((await text("#files")(page)) ?? "")).toEqual([
        2,
        [
          {a: 1, b: "x"},
          {a: 2, b: null}
        ],
        [{n: 7, name: "seven", gap: null}]
      ]);
      expect(await page.locator("nav.site a[aria-current=page]").textContent()).toBe("Overview");
      expect(await text("nav.site .report")(page)).toBe("report 7f3a91c · 3 files");
    });
  }, 60_000);

  it("ships the evidence under its own path, and the fonts", async () => {
    expect(await (await fetch(`${server.url}evidence/s1/0.json`)).json()).toEqual({units: {}});
    await withPage(server.url, async ({page}) => {
      const faces = "document.fonts.load('16px Inter').then((faces) => faces.map((face) => face.status))";
      expect(await page.evaluate(faces)).toEqual(["loaded"]);
    });
  }, 60_000);

  it("bundles the packages that the project has installed", async () => {
    await withPage(`${server.url}own`, async ({page, errors}) => {
      expect(errors).toEqual([]);
      expect(await text("#own")(page)).toBe("esm rect 42");
    });
  }, 60_000);

  it("runs DuckDB in a page that declares it, without its extensions", async () => {
    await withPage(`${server.url}database`, async ({page, errors, outside}) => {
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
      expect(await text("#database")(page)).toBe("1 2 1 1 2 42");
    });
  }, 60_000);

  it("says in the cell what a report does not ship", async () => {
    await withPage(`${server.url}absent`, async ({page, outside}) => {
      const shown = await page.locator(".observablehq--error").allTextContents();
      expect(shown).toEqual([
        expect.stringContaining("lodash is not part of an offline report"),
        expect.stringContaining("mermaid is not part of an offline report")
      ]);
      expect(outside).toEqual([]);
    });
  }, 60_000);

  it("shows hostile text as text", async () => {
    await withPage(`${server.url}hostile`, async ({page, errors}) => {
      expect(errors).toEqual([]);
      expect(await text("main pre")(page)).toBe(hostile);
      expect(await page.evaluate("window.ran")).toBeUndefined();
      expect(await page.title()).toContain("</title><script>");
    });
  }, 60_000);

  it("lets no script of another hash run", async () => {
    await withPage(server.url, async ({page}) => {
      await page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 5'}))"
      );
      expect(await page.evaluate("window.ran")).toBeUndefined();
      await expect(
        page.evaluate(
          "new Promise((resolve, reject) => setTimeout(() => { try { resolve(Function('return 1')()) } catch (error) { reject(error) } }))"
        )
      ).rejects.toThrow(/unsafe-eval|EvalError/);
    });
  }, 60_000);

  it("says from disk that it needs to be served", async () => {
    await withPage(pathToFileURL(join(first.out, "index.html")).href, async ({page}) => {
      expect(await page.locator("p.from-disk-note").first().isVisible()).toBe(true);
      expect(await page.locator("p.from-disk-note").first().textContent()).toContain("npx colophon serve dist");
    });
    await withPage(server.url, async ({page}) => {
      expect(await page.locator("p.from-disk-note").first().isVisible()).toBe(false);
    });
  }, 60_000);
});

describe("the digest of a site", () => {
  it("is the same in another folder, with other times, zone, language, home and a warm library cache", async () => {
    const second = copyProject(first, join(top, "a", "deeper", "second"));
    for (const name of readdirSync(join(second.folder, "src"))) utimesSync(join(second.folder, "src", name), 1e9, 1e9);
    const libraries = join(top, "libraries");
    const env = {TZ: "America/Lima", LANG: "tr_TR.UTF-8", HOME: top};
    expect(buildApart(second, libraries, env)).toEqual(cold);
    const before = statSync(second.out).ino;
    expect(buildApart(second, libraries, {})).toEqual(cold);
    expect(statSync(second.out).ino).toBe(before);
    const staged = readStage(join(second.folder, ".colophon", "stage"));
    writeFileSync(join(second.out, "index.html"), "changed by hand");
    expect(staged && findSameSite(staged, second.out)).toBeUndefined();
  }, 120_000);

  it("bundles no library twice", () => {
    expect(readdirSync(join(top, "libraries"))).toHaveLength(1);
  });
});
