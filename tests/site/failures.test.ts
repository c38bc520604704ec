import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {smallProject, type SmallProject} from "./small-project.ts";

async function problemsOf(project: SmallProject): Promise<string[]> {
  const failure = (await project.build().catch((error: unknown) => error)) as {details?: string[]; message: string};
  return failure.details?.length ? failure.details : [failure.message];
}

const broken = `---
title: Broken
---
# Broken

Text \${1 +} here
and \${2 *} there.

\`\`\`js
const x = ;
\`\`\`

\`\`\`js
import * as vega from "vega";
import {a} from "https://cdn.example.org/x.js";
display(vega);
\`\`\`

[gone](./nothing), [head](#nohead), [here](#broken)

<div>\${ 3 + }</div>

\`\`\`js
FileAttachment("missing.csv").csv()
\`\`\`

\`\`\`js
FileAttachment("bad.json").json()
FileAttachment("empty.csv").csv()
\`\`\`

<img src="https://example.org/a.png">

\`\`\`js
penguins
\`\`\`

\`\`\`sql
select 1
\`\`\`
`;

describe("buildSite", () => {
  it("names the file and line of everything that would not work", async () => {
    const project = smallProject({
      "src/index.md": broken,
      "src/bad.json.sh": "echo the sensor is away >&2\nexit 3\n",
      "src/empty.csv.sh": "true\n"
    });
    const problems = await problemsOf(project);
    for (const expected of [
      "src/index.md:6: this cell does not parse",
      "src/index.md:7: this cell does not parse",
      "src/index.md:9: this cell does not parse: SyntaxError: Unexpected token",
      "src/index.md:21: this cell does not parse",
      "src/index.md:14: imports vega, which does not resolve: import a package as npm:vega",
      "src/index.md:15: imports https://cdn.example.org/x.js from outside the report",
      "src/index.md:19: links to ./nothing, which is not in the site",
      "src/index.md:19: links to #nohead",
      "src/index.md:24: expected a file or a data loader for missing.csv, found none",
      "src/bad.json.sh: the data loader ended with code 3: the sensor is away",
      "src/empty.csv.sh: the data loader wrote nothing",
      "src/index.md:32: <img> loads https://example.org/a.png from outside the report",
      "src/index.md:35: penguins is a sample data set from the network",
      "src/index.md:38: DuckDBClient and sql need `duckdb: true`"
    ])
      expect(problems).toContainEqual(expect.stringContaining(expected));
    expect(problems).toHaveLength(14);
    expect(existsSync(project.out)).toBe(false);
  }, 60_000);

  it.each([
    [
      "a package that is not installed",
      'import {x} from "npm:left-pad";',
      "src/index.md:4: imports npm:left-pad, which is not installed: run npm install left-pad"
    ],
    [
      "a version that is not installed",
      'import {x} from "npm:htl@0.2";',
      "src/index.md:4: imports npm:htl in a version or a file that the installed 1.0.0 does not have"
    ]
  ])(
    "names %s",
    async (_, code, expected) => {
      expect(await problemsOf(smallProject({"src/index.md": `# Page\n\n\`\`\`js\n${code}\n\`\`\`\n`}))).toEqual([
        expect.stringContaining(expected)
      ]);
    },
    60_000
  );

  it("replaces no folder that it did not write", async () => {
    const project = smallProject({"src/index.md": "# Page"});
    mkdirSync(project.out);
    writeFileSync(join(project.out, "thesis.tex"), "mine");
    expect(await problemsOf(project)).toEqual([expect.stringContaining("no build of colophon wrote")]);
  });
});

describe("loadConfig", () => {
  it("runs the project's TypeScript and names the file of a wrong one", async () => {
    const project = smallProject({
      "src/index.md": "# Page",
      "title.ts": 'export const title: string = "From TypeScript";',
      "observablehq.config.ts":
        'import {colophon} from "colophon";\nimport {title} from "./title.ts";\nexport default colophon({title});\n'
    });
    expect((await project.stage()).config).toContain("observablehq.config.js");
    project.write(
      "observablehq.config.ts",
      'import {colophon} from "colophon";\nexport default colophon({titel: "x"} as never);\n'
    );
    await expect(project.stage()).rejects.toThrow(
      /observablehq\.config\.ts: colophon\(options\): expected one of .*found "titel"/
    );
  });
});
