import {chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {exitCodes} from "../../loaders/failure.ts";
import {colophonHere, emptyPlace, removePlaces, type Answer} from "./cli.ts";

afterAll(removePlaces);

const steps = [8, 6, 4].map((loss, i) => `${JSON.stringify({step: i + 1, loss})}\n`).join("");
const log = `${JSON.stringify({type: "run", run_id: "a", seed: 1})}\n${steps}`;
const query = (value: string) => `query: |
  SELECT ${value}, last_evidence AS evidence FROM metric_summary WHERE metric = 'loss' ORDER BY value`;
const block = (id: string, expected: string, value = "last AS value") =>
  `\`\`\`claim ${id}\n${query(value)}\nexpect: "${expected}"\n\`\`\`\n`;
const definition = (id: string, expected: string, value = "last AS value") =>
  `<!-- claim-definition ${id}\n${query(value)}\nexpect: "${expected}"\n-->\n`;
const bound = (id: string, text: string) => `<!-- claim ${id} -->${text}<!-- /claim -->`;

/** A project whose log ends at a loss of 4. */
function project(files: Record<string, string>, more = ""): string {
  const folder = emptyPlace();
  const config = `import {colophon} from "colophon";\nexport default colophon({title: "T", inputs: ["logs"]${more}});\n`;
  for (const [path, text] of Object.entries({"logs/a.ndjson": log, "observablehq.config.ts": config, ...files})) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Failing {
  kind: string;
  id: string;
  message: string;
  fix: string | null;
}

async function check(cwd: string, ...args: string[]): Promise<Answer & {failures: Failing[]}> {
  const answer = await colophonHere(["check", "--json", ...args], cwd);
  return {...answer, failures: (answer.json?.failures ?? []) as Failing[]};
}

const readme = ', claims: ["README.md"]';

describe.concurrent("colophon check", () => {
  it("decides claims of pages and numbers of the configured documents and those named", async () => {
    const cwd = project(
      {
        "src/notes/a.md": `# A\n\n${block("loss", "<= 5")}\n${bound("loss", "4")} and ${bound("loss", "at most 4.0")}.`,
        "README.md": `It ends at **${bound("loss", "4.00")}**, ${bound("half", "2 ms")}.\n\n${definition("half", "< 3 ms", "last / 2 AS value")}`,
        "docs/more.md": `${bound("loss", "4")}`
      },
      readme
    );
    const {status, stderr, json} = await check(cwd, "docs/more.md", "README.md", "src/notes/a.md");
    expect(json).toEqual({
      verdicts: {pass: 7, fail: 0, undecided: 0, "no-evidence": 0, "not-applicable": 0},
      failures: [],
      warnings: [],
      fixed: []
    });
    expect(stderr).toContain("claims and bound numbers: 7 pass");
    expect(status).toBe(exitCodes.good);
  });

  it("names page and line, expected, found, evidence and what to do, and writes reports", async () => {
    const cwd = project(
      {
        "src/a.md": `# A\n\n${block("loss", "<= 3")}`,
        "README.md": `One\n\n${bound("loss", "4")}\n${bound("half", "2.3 ms")}\n\n${definition("half", "< 3 ms", "last / 2 AS value")}`
      },
      readme
    );
    const {status, stderr, failures, json} = await check(cwd, "--junit", "out/check.xml", "--sarif", "check.sarif");
    const messages = [
      'README.md:3: number "loss": fail: expected 4, claim "loss" expects <= 3: found 4 (logs/a.ndjson:4): correct its claim first',
      'README.md:4: number "half": fail: expected 2.3 ms, found 2 ms (logs/a.ndjson:4): run colophon check --fix, or write 2.0 ms',
      'src/a.md:3: claim "loss": fail: expected <= 3, found 4 (logs/a.ndjson:4): correct the statement with its expectation, or what it rests on'
    ];
    expect(failures.map(({message}) => message)).toEqual(messages);
    expect(failures.map(({fix}) => fix)).toEqual([null, "2.0 ms", null]);
    expect(json?.verdicts).toMatchObject({pass: 1, fail: 3});
    for (const message of messages) expect(stderr).toContain(message);
    expect(status).toBe(exitCodes.failed);
    expect(readFileSync(join(cwd, "out/check.xml"), "utf8")).toContain('tests="4" failures="3" errors="0"');
    expect(
      (JSON.parse(readFileSync(join(cwd, "check.sarif"), "utf8")) as {runs: {results: object[]}[]}).runs[0]!.results
    ).toHaveLength(3);
  });

  it.each([
    [
      "a query that does not run",
      block("a", "= 4", "nope AS value"),
      /a\.md:1: claim "a": undecided: .*its query: expected .*nope.*: correct the query/
    ],
    [
      "a block that cannot be read",
      "```claim a\nexpect: = 1\n```",
      /a\.md:1: claim: undecided: expected either query or file, found neither/
    ],
    [
      "a claim without evidence",
      block("a", "= 4", "last AS value, NULL AS evidence").replace(", last_evidence AS evidence", ""),
      /a\.md:1: claim "a": no-evidence: .*: read what it rests on/
    ],
    ["an unknown id", bound("a", "4"), /a\.md:1: claim: undecided: expected a claim block "a", found none/],
    [
      "a number in another unit",
      `${block("a", "= 4 ms")}\n${bound("a", "4")}`,
      /a\.md:7: number "a": undecided: .*write the unit between the comments/
    ]
  ])("fails on %s", async (_, page, message) => {
    const {status, failures} = await check(project({"src/a.md": page}));
    expect(failures.map((failing) => failing.message)).toEqual([expect.stringMatching(message)]);
    expect(status).toBe(exitCodes.failed);
  });

  it("refuses unbound numbers in prose where the project does", async () => {
    const files = {"src/a.md": "# A\n\nIt takes 5 ms."};
    expect((await check(project(files))).status).toBe(exitCodes.good);
    const {failures, status} = await check(project(files, ', prose: "strict"'));
    expect(failures).toMatchObject([{kind: "prose", verdict: "no-evidence", file: "src/a.md", line: 3}]);
    expect(status).toBe(exitCodes.failed);
  });

  it("decides a README alone, on a warehouse as it is", async () => {
    const cwd = emptyPlace();
    mkdirSync(join(cwd, "logs"));
    writeFileSync(join(cwd, "logs/a.ndjson"), log);
    writeFileSync(join(cwd, "README.md"), `${bound("loss", "4")}\n\n${definition("loss", "<= 5")}`);
    expect((await colophonHere(["ingest", "logs", "--warehouse", "w"], cwd)).status).toBe(exitCodes.good);
    writeFileSync(join(cwd, "logs/a.ndjson"), "");
    const {status, json} = await check(cwd, "README.md", "--warehouse", "w");
    expect(json?.verdicts).toMatchObject({pass: 2, fail: 0});
    expect(status).toBe(exitCodes.good);
  });
});

const finalLoss = `-- title: Every run ends below a training loss of one
-- standard: Our group
-- item: final-loss
-- severity: error
-- remedy: train longer, or say why not

SELECT r.subject, CASE WHEN m.last < 1 THEN 'pass' ELSE 'fail' END AS verdict, 'its last training loss' AS why,
  m.last AS value, m.last_evidence AS evidence
FROM run_subject r JOIN metric_summary m USING (run_id) WHERE m.metric = 'loss'
ORDER BY subject
`;

describe.concurrent("colophon check of checklists", () => {
  it("holds a project to no standard that it does not name", async () => {
    const {status, stderr} = await check(project({}));
    expect(stderr).toContain("rules: none");
    expect(status).toBe(exitCodes.good);
  });

  it("holds it to those it names", async () => {
    const {status, failures} = await check(project({}, ', standards: ["NeurIPS"]'));
    expect(failures.map(({kind, id}) => [kind, id.split(":")[0]])).toContainEqual(["rule", "NeurIPS"]);
    expect(new Set(failures.map(({kind}) => kind))).toEqual(new Set(["rule"]));
    expect(status).toBe(exitCodes.failed);
  });

  it("refuses a standard that nobody wrote", async () => {
    const {status, stderr} = await check(project({}, ', standards: ["ISO 9001"]'));
    expect(stderr).toMatch(/expected standards in .* to be of .*NeurIPS.*, found "ISO 9001"/);
    expect(status).toBe(exitCodes.usage);
  });

  it("holds it to rules of its own", async () => {
    const {status, stderr, failures} = await check(project({"rules/final-loss.sql": finalLoss}));
    expect(failures).toMatchObject([{kind: "rule", id: "Our group: final-loss"}]);
    expect(stderr).toMatch(
      /rules\/final-loss\.sql:1: rule "Our group: final-loss" of a: fail: expected Every run ends .*, found 4: its last training loss \(.*logs\/a\.ndjson:4\): train longer/
    );
    expect(stderr).toContain("rules: 1 fail");
    expect(status).toBe(exitCodes.failed);
  });
});

describe.concurrent("colophon check --fix", () => {
  /** CRLF, a byte order mark, spaces at line ends and no line end at the end. */
  const around = (first: string, second: string) =>
    `\uFEFF# Speed \t\r\n\r\nIt is **${bound("loss", first)}**, not 4.9;  \r\nin code: \`${bound("loss", "9.9")}\`.\r\n\r\n| a |\r\n|---|\r\n| ${bound("loss", second)} |\r\n\r\n${definition("loss", "<= 5").replaceAll("\n", "\r\n")}end`;

  it("rewrites the numbers that drifted and not one byte more", async () => {
    const cwd = project({"README.md": around("4.9", "at most 3.25")}, readme);
    chmodSync(join(cwd, "README.md"), 0o640);
    const {status, json, stderr} = await check(cwd, "--fix");
    expect(readFileSync(join(cwd, "README.md"))).toEqual(Buffer.from(around("4.0", "at most 4.00")));
    expect(statSync(join(cwd, "README.md")).mode & 0o777).toBe(0o640);
    expect(json).toMatchObject({
      verdicts: {pass: 3, fail: 0},
      failures: [],
      fixed: [
        {file: "README.md", line: 3, id: "loss", from: "4.9", to: "4.0"},
        {file: "README.md", line: 8, id: "loss", from: "at most 3.25", to: "at most 4.00"}
      ]
    });
    expect(stderr).toContain("README.md:3: 4.9 is now 4.0");
    expect(status).toBe(exitCodes.good);
    expect((await check(cwd)).status).toBe(exitCodes.good);
  });

  it("leaves a file as it is where nothing drifted", async () => {
    const cwd = project({"README.md": around("4.0", "4")}, readme);
    const before = statSync(join(cwd, "README.md"));
    expect((await check(cwd, "--fix")).status).toBe(exitCodes.good);
    const after = statSync(join(cwd, "README.md"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it("never mends a claim that is false, nor its numbers", async () => {
    const text = `${bound("loss", "4.9")}\n\n${definition("loss", "<= 3")}`;
    const cwd = project({"README.md": text}, readme);
    const {status, failures, json} = await check(cwd, "--fix");
    expect(failures.map(({kind}) => kind)).toEqual(["number", "claim"]);
    expect(json?.fixed).toEqual([]);
    expect(readFileSync(join(cwd, "README.md"), "utf8")).toBe(text);
    expect(status).toBe(exitCodes.failed);
  });

  it("mends what it can beside what it cannot, pages included, through a link", async () => {
    const cwd = project(
      {
        "src/a.md": `${bound("loss", "5")}\n\n${block("loss", "<= 5")}`,
        "real.md": `${bound("loss", "5")} ${bound("other", "5")}\n\n${definition("other", "<= 3")}`
      },
      readme
    );
    symlinkSync("real.md", join(cwd, "README.md"));
    const {status, json} = await check(cwd, "--fix");
    expect(json).toMatchObject({verdicts: {pass: 3, fail: 2}});
    expect(readFileSync(join(cwd, "src/a.md"), "utf8")).toContain(bound("loss", "4"));
    expect(readFileSync(join(cwd, "real.md"), "utf8")).toContain(`${bound("loss", "4")} ${bound("other", "5")}`);
    expect(lstatSync(join(cwd, "README.md")).isSymbolicLink()).toBe(true);
    expect(status).toBe(exitCodes.failed);
  });
});

describe.concurrent("colophon build", () => {
  it("fails on a number in a page's comments that is not what its claim found", async () => {
    const cwd = project({"src/a.md": `# A\n\nIt is ${bound("loss", "5")}.\n\n${block("loss", "<= 5")}`});
    const {status, stderr} = await colophonHere(["build"], cwd);
    expect(stderr).toContain('a.md:3: the number of claim "loss" is 5: fail, found 4');
    expect(status).toBe(exitCodes.failed);
  });
});
