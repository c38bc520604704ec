import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {onTestFinished} from "vitest";
import {buildSite, type BuiltSite} from "../../loaders/site/build.ts";
import {loadConfig} from "../../loaders/site/config.ts";
import {stage, type Stage} from "../../loaders/site/stage.ts";

/** Bundled once for all tests of a run; a test that must start cold names a folder of its own. */
export const sharedLibraries = join(tmpdir(), "colophon-test-libraries");

export interface SmallProject {
  folder: string;
  out: string;
  /** Writes a file of the project. */
  write(path: string, text: string | Uint8Array): void;
  stage(options?: {libraries?: string; dataKey?: string}): Promise<Stage>;
  build(options?: {libraries?: string}): Promise<BuiltSite>;
}

/** A folder of its own with these files; removed when the test ends. `at` nests it deeper. */
export function smallProject(files: Record<string, string | Uint8Array>, at = "."): SmallProject {
  const top = mkdtempSync(join(tmpdir(), "colophon-site-"));
  onTestFinished(() => rmSync(top, {recursive: true, force: true}));
  return projectIn(join(top, at), files);
}

export function projectIn(folder: string, files: Record<string, string | Uint8Array>): SmallProject {
  const work = join(folder, ".colophon");
  const project: SmallProject = {
    folder,
    out: join(folder, "dist"),
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), text);
    },
    async stage({libraries = sharedLibraries, dataKey = "one"} = {}) {
      return stage({
        pagesFrom: [join(folder, "src")],
        into: join(work, "stage"),
        config: await loadConfig(folder, work, {title: "Small report"}),
        project: folder,
        libraries,
        dataKey,
        report: {digest: "7f3a91c0ffee", files: 3}
      });
    },
    build: async (options) => buildSite({stage: await project.stage(options), out: project.out})
  };
  for (const [path, text] of Object.entries({"src/style.css": "body{margin:0}", ...files})) project.write(path, text);
  return project;
}

export function copyProject(from: SmallProject, to: string): SmallProject {
  mkdirSync(to, {recursive: true});
  const left = [from.out, join(from.folder, ".colophon")];
  cpSync(from.folder, to, {recursive: true, filter: (path) => !left.includes(path)});
  return projectIn(to, {});
}
