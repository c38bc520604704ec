import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {getPackage} from "./packages.ts";

/** Variable fonts, Latin subset. `family` is the name that a style sheet uses. */
const faces = [
  {family: "Source Serif 4", from: "source-serif-4", style: "normal", weight: "200 900"},
  {family: "Source Serif 4", from: "source-serif-4", style: "italic", weight: "200 900"},
  {family: "Inter", from: "inter", style: "normal", weight: "100 900"},
  {family: "JetBrains Mono", from: "jetbrains-mono", style: "normal", weight: "100 800"}
];

const latin =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

export interface StagedFile {
  /** Relative to the staged root. */
  path: string;
  contents: Buffer;
}

/** The font files, named by their content, and `fonts.css` that declares them relative to where the build puts it (`_file/`). */
export function fontFiles(): StagedFile[] {
  const files: StagedFile[] = [];
  const rules = faces.map(({family, from, style, weight}) => {
    const contents = readFileSync(
      join(getPackage(`@fontsource-variable/${from}`).folder, "files", `${from}-latin-wght-${style}.woff2`)
    );
    const path = `fonts/${from}-${style}.${createHash("sha256").update(contents).digest("hex").slice(0, 8)}.woff2`;
    files.push({path, contents});
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;src:url("../${path}") format("woff2");unicode-range:${latin}}\n`;
  });
  return [...files, {path: "fonts.css", contents: Buffer.from(rules.join(""))}];
}
