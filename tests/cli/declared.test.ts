import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {exitCodes} from "../../loaders/failure.ts";
import {colophon, emptyPlace, removePlaces} from "./cli.ts";

afterAll(removePlaces);

const config = (formats: string) =>
  `import {colophon} from "colophon";\nexport default colophon({\n  title: "t",\n  inputs: ["logs"],\n${formats}\n});\n`;

function placeOf(files: Record<string, string>): string {
  const cwd = emptyPlace();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(cwd, name, ".."), {recursive: true});
    writeFileSync(join(cwd, name), content);
  }
  return cwd;
}

const log = [..."abcdef"].map((_, n) => `[worker] it ${n} | loss=${(n / 4).toFixed(2)} | took 1${n}ms\n`).join("");

describe("colophon ingest of a format that nobody knows", () => {
  it("prints a declaration that reads the file once it is pasted", async () => {
    const cwd = placeOf({"logs/odd name.out": `hello\n${log}`, "observablehq.config.ts": config("")});
    const first = await colophon(["ingest"], {cwd});
    expect(first.status).toBe(exitCodes.good);
    expect(first.stderr).toContain(
      "logs/odd name.out: text without a line format that is known here (looks like text)"
    );
    const declaration = /^ {2}formats: \[\n {4}\{.*\},\n {2}\]$/m.exec(first.stderr)?.[0];
    expect(declaration).toBeDefined();
    writeFileSync(join(cwd, "observablehq.config.ts"), config(declaration!));
    const second = await colophon(["ingest", "--json"], {cwd});
    expect(second.json).toMatchObject({formats: {"declared:odd-name": 1}, parsed: 6, ignored: 1, unrecognised: []});
    const sql =
      "SELECT name, count(*)::INT AS n, max(step)::INT AS step, max(value) AS value, any_value(unit_name) AS unit FROM metric GROUP BY name ORDER BY name";
    const {stdout} = await colophon(["query", sql, "--format", "json"], {cwd});
    expect(JSON.parse(stdout)).toEqual([
      {name: "loss", n: 6, step: 5, value: 1.25, unit: null},
      {name: "took", n: 6, step: 5, value: 15, unit: "ms"}
    ]);
  });

  it("says which declaration is wrong, and where", async () => {
    const cwd = placeOf({"logs/a.log": log, "observablehq.config.ts": config('formats: [{name: "a", match: "*"}]')});
    const {status, stderr} = await colophon(["ingest"], {cwd});
    expect(status).toBe(exitCodes.usage);
    expect(stderr).toContain('expected formats "a": either line or columns');
    expect(stderr).toContain("observablehq.config.ts");
  });

  it("ends with a clear word where an expression would never end", async () => {
    const formats = 'formats: [{name: "slow", match: "*", line: /^(?<loss>(\\d+)+)x$/}]';
    const cwd = placeOf({"logs/a.log": `${"1".repeat(64)}y\n`, "observablehq.config.ts": config(formats)});
    const {status, stderr} = await colophon(["ingest"], {cwd});
    expect(status).toBe(exitCodes.usage);
    expect(stderr).toContain("of declared:slow to be matched within 5 s, found it still busy at logs/a.log:1");
  });
});
