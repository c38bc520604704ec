import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {PageTable} from "../../loaders/evidence/page-query.ts";
import {noGuard} from "../../loaders/evidence/page-query.ts";
import {Failure} from "../../loaders/failure.ts";
import {decideRules} from "../../loaders/rules/checklist.ts";
import {readRules} from "../../loaders/rules/rule-files.ts";
import {decideRule} from "../../loaders/rules/rule-verdict.ts";
import {parseRule, type Rule} from "../../loaders/rules/rule.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {root, rules} from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-rule-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const head = `-- title: Every run has a name
-- standard: Ours
-- item: names
-- severity: error
-- remedy: name each run,
--   and keep the name
`;
const body =
  "\nSELECT name AS subject, 'pass' AS verdict, 'named' AS why, NULL AS evidence FROM run\nORDER BY subject\n";

describe("parseRule(text, path)", () => {
  it("reads the head and the query", () =>
    expect(parseRule(head + body, "rules/names.sql")).toMatchObject({
      title: "Every run has a name",
      standard: "Ours",
      item: "names",
      severity: "error",
      remedy: "name each run, and keep the name",
      section: null,
      sql: head + body.trimEnd() + "\n"
    }));

  it("reads an item that nothing decides", () => expect(parseRule(head, "rules/names.sql").sql).toBeNull());

  it.each([
    [
      "an unknown key",
      head.replace("-- item", "-- itme"),
      "rules/names.sql:3: expected one of the keys title, standard"
    ],
    [
      "a line that is no key",
      head.replace("-- item: names", "-- names"),
      'rules/names.sql:3: expected "-- key: words", found "-- names"'
    ],
    ["a key twice", head + head, "rules/names.sql:7: expected the key title once"],
    [
      "a missing key",
      head.replace(/-- item.*\n/, ""),
      "rules/names.sql:1: expected -- item: … in the head, found none"
    ],
    ["another severity", head.replace("error", "fatal"), 'a severity of error, warning, note, found "fatal"'],
    [
      "an item of words",
      head.replace("names", "All names"),
      'an item of lower-case words joined by hyphens, found "All names"'
    ],
    [
      "no order",
      head + body.replace("ORDER BY subject", ""),
      "rules/names.sql:8: expected a SELECT that ends in ORDER BY subject"
    ]
  ])("refuses %s with its place", (_, text, message) => {
    expect(() => parseRule(text, "rules/names.sql")).toThrow(Failure);
    expect(() => parseRule(text, "rules/names.sql")).toThrow(message);
  });
});

describe("readRules(folders, root)", () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), {recursive: true});
    writeFileSync(join(folder, path), text);
  };

  it("adds the rules of a project to those that come along, and lets them take their place", () => {
    write("built-in/a/names.sql", head + body);
    write("own/deep/er/names.sql", head.replace("error", "note") + body);
    write("own/other.sql", head.replace("item: names", "item: others") + body);
    const found = readRules([join(folder, "built-in"), join(folder, "own"), join(folder, "none")], folder);
    expect(found.map(({path, severity}) => [path, severity])).toEqual([
      ["own/deep/er/names.sql", "note"],
      ["own/other.sql", "error"]
    ]);
  });

  it("refuses two rules of one folder for one item", () => {
    write("twice/a.sql", head + body);
    write("twice/b.sql", head + body);
    expect(() => readRules([join(folder, "twice")], folder)).toThrow(
      'twice/b.sql:1: expected an item that no other rule of "Ours" has, found "names" of twice/a.sql'
    );
  });
});

describe("decideRule(rule, query)", () => {
  const rule = parseRule(head + body, "rules/names.sql");
  const answer = async (row: Record<string, string | number | null>, given = rule) => {
    const names = Object.keys(row);
    const table: PageTable = {
      names,
      types: names.map(() => "VARCHAR"),
      columns: Object.values(row).map((cell) => [cell]),
      rows: 1,
      expressions: new Map(),
      places: new Map()
    };
    const [decided] = await decideRule(given, () => Promise.resolve(table));
    return decided!;
  };
  const good = {subject: "a", verdict: "fail", why: "because", value: 2, evidence: "0123456789ab:1"};

  it("takes a row as it is", async () => expect(await answer(good)).toMatchObject({...good, points: 0}));

  it.each([
    [
      "another verdict",
      {...good, verdict: "ok"},
      'a verdict of pass, fail, undecided, no-evidence, not-applicable for "a"'
    ],
    ["a verdict without evidence", {...good, evidence: null}, 'evidence beside fail for "a", found none'],
    ["a row without reason", {...good, why: null}, 'words in why for "a"'],
    ["a row without subject", {...good, subject: null}, "a subject in every row"],
    [
      "an unknown column",
      {...good, reason: "x"},
      'columns of subject, verdict, why, value, evidence, points, found "reason"'
    ]
  ])("says of %s that the rule decides nothing", async (_, row, why) => {
    const decided = await answer(row);
    expect(decided).toMatchObject({verdict: "undecided", broken: true});
    expect(decided.why).toContain(why);
  });

  it("asks a scored rule for points", async () =>
    expect((await answer(good, {...rule, section: "data"})).why).toContain("expected a column points"));

  it("is not applicable without rows", async () => {
    const table = {
      names: Object.keys(good),
      types: [],
      columns: [],
      rows: 0,
      expressions: new Map(),
      places: new Map()
    };
    expect(await decideRule(rule, () => Promise.resolve(table))).toMatchObject([
      {subject: "", verdict: "not-applicable"}
    ]);
  });
});

describe("rules on a warehouse", () => {
  const warehouseOf = async (files: Record<string, string>) => {
    const input = mkdtempSync(join(folder, "input-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(input, name), text);
    const warehouse = join(mkdtempSync(join(folder, "warehouse-")), "warehouse.duckdb");
    await ingest({inputs: [input], warehouse});
    return warehouse;
  };
  const decideOn = async (warehouse: string, given: Rule[]) => {
    const reader = await Reader.open(warehouse);
    try {
      return (await decideRules(given, reader, noGuard)).verdicts;
    } finally {
      reader.close();
    }
  };

  let emptyWarehouse = "";
  beforeAll(async () => {
    emptyWarehouse = await warehouseOf({});
  });

  it("decide nothing where nothing was read", async () => {
    const found = await decideOn(emptyWarehouse, rules);
    expect(found.filter(({broken}) => broken)).toEqual([]);
    expect([...new Set(found.map(({verdict}) => verdict))].sort()).toEqual(["no-evidence", "not-applicable"]);
  });

  it.each([
    ["write", "COPY (SELECT 1) TO '/tmp/colophon-rule.csv'"],
    ["read files", "SELECT content AS subject FROM read_text('/etc/hostname') ORDER BY subject"],
    ["run two statements", "SELECT 1 AS subject; SELECT 1 AS subject ORDER BY subject"]
  ])("cannot %s", async (_, sql) => {
    const [row] = await decideOn(emptyWarehouse, [{...parseRule(head + body, "rules/names.sql"), sql}]);
    expect(row).toMatchObject({verdict: "undecided", broken: true});
    expect(row!.why).toContain("rules/names.sql: expected one SELECT");
  });

  it("include the one that the README writes", async () => {
    const [, sql = ""] = /```sql\n(-- title[^`]*)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    const log = ['{"type":"run","run_id":"good"}', '{"step":1,"train":{"loss":0.5}}', ""].join("\n");
    const given = [parseRule(sql, "README.md")];
    const found = await decideOn(await warehouseOf({"a.ndjson": log}), given);
    expect(found).toMatchObject([{subject: "good", verdict: "pass", value: 0.5}]);
  });

  it("tell runs of one name apart", async () => {
    const log = '{"type":"run","run_id":"same"}\n{"step":1,"loss":2}\n{"step":2,"loss":';
    const finite = rules.filter(({item}) => item === "finite");
    const two = await warehouseOf({"a.ndjson": `${log}1}\n`, "b.ndjson": `${log}1.5}\n`});
    const subjects = (await decideOn(two, finite)).map(({subject}) => subject);
    expect(subjects.map((subject) => subject.replace(/ \(.*\)$/, " (…)"))).toEqual(["same (…)", "same (…)"]);
  });
});
