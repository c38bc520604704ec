import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {isOwnHeader, pageHeader, type ColophonConfig} from "../index.ts";
import type {ReportFacts} from "./header.ts";
import type {NavLink} from "./navigation.ts";

/** Folders of the staged root whose files are served and built as they are, under their own paths. */
export const staticFolders = ["evidence", "fonts"];

/** What the stage adds to the user's configuration. Paths are relative to the folder of the generated file. */
export interface StagedFacts {
  root: string;
  output: string;
  links: NavLink[];
  report: ReportFacts | undefined;
}

type StagedConfig = Omit<ColophonConfig, "root"> & {
  root: string;
  output: string;
  dynamicPaths: () => Generator<string>;
};

/** Framework's configuration for a staged copy of the pages; the generated `observablehq.config.js` calls it. */
export function stagedConfig(config: ColophonConfig, {root, output, links, report}: StagedFacts): StagedConfig {
  const header = pageHeader({title: config.title, links: config.colophon.pages ?? links, report});
  return {
    ...config,
    root,
    output,
    header: isOwnHeader(config.header) ? header : config.header,
    dynamicPaths: () => staticPaths(root)
  };
}

function* staticPaths(root: string): Generator<string> {
  for (const folder of staticFolders) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), {recursive: true, withFileTypes: true}).filter((entry) =>
      entry.isFile()
    );
    const paths = files.map(({parentPath, name}) => `${parentPath.slice(root.length)}/${name}`);
    yield* paths.map((path) => path.replaceAll("\\", "/")).sort();
  }
}
