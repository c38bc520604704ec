import {createHash} from "node:crypto";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {packageRoot} from "../warehouse/package-root.ts";
import type {BuiltSite} from "./build.ts";
import {siteMarker} from "../files/discover.ts";
import {measureSite} from "./output.ts";
import {framework} from "./packages.ts";
import {listFiles} from "./site-page.ts";
import type {Stage} from "./stage.ts";

interface BuildNote {
  key: string;
  site: BuiltSite;
}

/** Parts of Framework's cache that follow from the rest: libraries (one digest stands for them), its bundled client. */
const derived = /^\.observablehq\/cache\/(_npm|_observablehq)\//;

/**
 * A digest of everything that a build is a function of: staged files, outputs of data loaders, libraries,
 * configuration, the tool's own code. Taken after a build, when the outputs of all data loaders are there.
 */
export function buildKey({root, config}: Stage): string {
  const hash = createHash("sha256").update(framework.version);
  const own = join(packageRoot, ".build", "loaders");
  const [, module] = /import config from "file:\/\/([^"?]*)/.exec(readFileSync(config, "utf8")) ?? [];
  for (const file of [config, ...(module ? [decodeURIComponent(module)] : [])]) hash.update(readFileSync(file));
  for (const path of listFiles(own).filter((name) => name.endsWith(".js")))
    hash.update(path).update(readFileSync(join(own, path)));
  for (const path of listFiles(root).filter((name) => !derived.test(name))) {
    hash.update(path).update(
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest()
    );
  }
  return hash.digest("hex");
}

/** The site in `out`, if the last build of this stage put it there, nothing changed since, and it is still whole. */
export function findSameSite(stage: Stage, out: string): BuiltSite | undefined {
  const note = join(stage.into, "built.json");
  if (!existsSync(note) || !existsSync(join(out, siteMarker))) return undefined;
  const {key, site} = JSON.parse(readFileSync(note, "utf8")) as BuildNote;
  return key === buildKey(stage) && measureSite(out).digest === site.digest ? site : undefined;
}

export function noteBuild(stage: Stage, site: BuiltSite): void {
  const note: BuildNote = {key: buildKey(stage), site};
  writeFileSync(join(stage.into, "built.json"), JSON.stringify(note));
}
