import {existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {stage} from "../../loaders/site/stage.ts";
import {loadConfig} from "../../loaders/site/config.ts";
import {sharedLibraries, smallProject, type SmallProject} from "./small-project.ts";

function cachedOutput(root: string, path: string): string {
  const file = join(root, ".observablehq", "cache", path);
  mkdirSync(join(file, ".."), {recursive: true});
  writeFileSync(file, "kept");
  return file;
}

async function stageBoth(project: SmallProject): Promise<string> {
  const work = join(project.folder, ".colophon");
  const config = await loadConfig(project.folder, work, {title: "Both"});
  const pagesFrom = ["src", "own"].map((name) => join(project.folder, name));
  const staged = await stage({
    pagesFrom,
    into: join(work, "both"),
    config,
    project: project.folder,
    libraries: sharedLibraries,
    dataKey: "one"
  });
  return staged.root;
}

describe("stage", () => {
  it("lets a later folder's file stand for an earlier one's", async () => {
    const root = await stageBoth(
      smallProject({"src/index.md": "# Theirs", "src/runs.md": "# Runs", "own/index.md": "# Ours"})
    );
    expect(readFileSync(join(root, "index.md"), "utf8")).toBe("# Ours");
    expect(existsSync(join(root, "runs.md"))).toBe(true);
  });

  it("writes only what changed and removes what went", async () => {
    const project = smallProject({"src/index.md": "# One", "src/gone.md": "# Gone"});
    const first = await project.stage();
    const before = statSync(join(first.root, "style.css")).mtimeMs;
    project.write("src/index.md", "# Two");
    const {rmSync} = await import("node:fs");
    rmSync(join(project.folder, "src", "gone.md"));
    const second = await project.stage();
    expect(second.changed.sort()).toEqual(["gone.md", "index.md"]);
    expect(existsSync(join(second.root, "gone.md"))).toBe(false);
    expect(statSync(join(second.root, "style.css")).mtimeMs).toBe(before);
  });

  it("drops the outputs of data loaders that no longer hold", async () => {
    const project = smallProject({
      "src/a.parquet.sql": "SELECT 1",
      "src/b.parquet.sql": "SELECT 2",
      "src/c.json.js": "1",
      "src/index.md": "# x"
    });
    const {root} = await project.stage();
    const outputs = ["a.parquet", "b.parquet", "c.json"].map((path) => cachedOutput(root, path));
    const left = () => outputs.map((file) => existsSync(file));
    project.write("src/a.parquet.sql", "SELECT 3");
    await project.stage();
    expect(left()).toEqual([false, true, true]);
    project.write("src/helper.js", "export const one = 1");
    await project.stage();
    expect(left()).toEqual([false, true, false]);
    await project.stage({dataKey: "two"});
    expect(left()).toEqual([false, false, false]);
  });

  it("keeps what others put into the staged root", async () => {
    const project = smallProject({"src/index.md": "# x"});
    const {root} = await project.stage();
    for (const path of ["evidence/s1/0.json", "data/privacy.json"]) {
      mkdirSync(join(root, path, ".."), {recursive: true});
      writeFileSync(join(root, path), "{}");
    }
    await project.stage();
    expect(existsSync(join(root, "evidence/s1/0.json"))).toBe(true);
    expect(existsSync(join(root, "data/privacy.json"))).toBe(true);
  });
});
