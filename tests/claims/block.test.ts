import {describe, expect, it} from "vitest";
import {claimInfo, findClaims} from "../../loaders/claims/block.ts";

const page = (markdown: string) => ({path: "speed.md", markdown});
const messages = (markdown: string) => findClaims(page(markdown)).problems.map(({message}) => message);
/** A page whose claim block has this body. */
const block = (body: string, id = "a") => `# Speed\n\n\`\`\`claim ${id}\n${body}\n\`\`\`\n`;

describe("claimInfo(info)", () => {
  it.each([
    ["claim dell-bert", "dell-bert"],
    ["claim  a ", "a"],
    ["claim", ""],
    ["claims a", null],
    ["js", null],
    ["", null]
  ])("reads %j", (info, id) => expect(claimInfo(info)).toBe(id));
});

describe("findClaims(page)", () => {
  it("reads statement, query and expectation", () => {
    const {claims, ids, problems} = findClaims(
      page(
        block(
          'statement: Dell\'s BERT takes {value}.\nquery: |\n  SELECT median_minutes AS value\n  FROM time_to_train\nexpect: "= 38.51 ± 0.1 % min"',
          "dell-bert"
        )
      )
    );
    expect(problems).toEqual([]);
    expect(ids).toEqual(["dell-bert"]);
    expect(claims).toEqual([
      {
        id: "dell-bert",
        page: "speed.md",
        line: 3,
        statement: "Dell's BERT takes {value}.",
        query: "SELECT median_minutes AS value\nFROM time_to_train",
        file: null,
        where: {},
        column: "value",
        expectation: {
          text: "= 38.51 ± 0.1 % min",
          relation: "=",
          target: 38.51,
          unit: "min",
          tolerance: {amount: 0.1, unit: "share"},
          of: null
        }
      }
    ]);
  });

  it("reads a file with the row and column that hold the value", () => {
    const [claim] = findClaims(
      page(block("file: data/t.parquet.sql\nwhere: {group: bert, runs: 10}\ncolumn: median_minutes\nexpect: = 14"))
    ).claims;
    expect(claim).toMatchObject({
      query: null,
      file: "data/t.parquet.sql",
      where: {group: "bert", runs: 10},
      column: "median_minutes",
      statement: null
    });
  });

  it.each([">= 4 x", ">= 4 x # at least", "> 0", ">=4x", '">= 4 x"', "'> 0'", "<= 30 ms", "= 14", "at most 2 of 10"])(
    "takes the expectation %s with and without quotes",
    (text) => {
      const {claims, problems} = findClaims(page(block(`query: SELECT 1 AS value\nexpect: ${text}`)));
      expect(problems).toEqual([]);
      expect(claims[0]?.expectation.text).toBe(text.replace(/ #.*|["']/g, ""));
    }
  );

  it("counts lines from the front matter on", () => {
    expect(
      findClaims(page(`---\ntitle: Speed\n---\n\n${block("query: SELECT 1 AS value\nexpect: = 1")}`)).claims[0]?.line
    ).toBe(7);
  });

  it("leaves claims in comments, in other code and in indented code", () => {
    const claim = block("query: SELECT 1 AS value\nexpect: = 1");
    expect(
      findClaims(page(`<!--\n${claim}-->\n\n~~~~md\n${claim}~~~~\n\n    \`\`\`claim x\n    expect: = 1\n    \`\`\`\n`))
    ).toEqual({claims: [], ids: [], problems: []});
  });

  it.each([
    [
      "no id",
      "```claim\nexpect: = 1\n```",
      "speed.md:1: expected one id of letters, digits, - and _ behind claim, found none: begin the block with ```claim train-time, then lines such as statement:, query: and expect:"
    ],
    [
      "two ids",
      "```claim a b\nexpect: = 1\n```",
      'speed.md:1: expected one id of letters, digits, - and _ behind claim, found "a b": begin the block with'
    ],
    [
      "a list around it",
      "- x\n\n  ```claim a\n  expect: = 1\n  ```",
      'speed.md:3: expected claim "a" at the left margin, found a list or a quote around it: move the block out of it'
    ],
    [
      "an empty body",
      block(""),
      "speed.md:3: expected keys and values, found nothing: write statement:, query:, file:, where:, column:, expect: on lines of their own"
    ],
    ["a text for a body", block("SELECT 1"), "speed.md:3: expected keys and values, found string"],
    [
      "bad YAML",
      block("query: SELECT 1\nstatement: it is: 1\nexpect: = 1"),
      'speed.md:5: expected YAML, found "Nested mappings are not allowed in compact mappings": indent the query under `query: |` and quote texts with colons'
    ],
    [
      "a key twice",
      block("query: SELECT 1\nquery: SELECT 2\nexpect: = 1"),
      'speed.md:5: expected YAML, found "Map keys must be unique"'
    ],
    [
      "an unknown key",
      block("query: SELECT 1\nexpects: = 1"),
      'speed.md:5: expected one of statement, query, file, where, column, expect, found "expects": correct or remove the key'
    ],
    [
      "no query",
      block("statement: x\nexpect: = 1"),
      "speed.md:3: expected either query or file, found neither: give one SELECT under `query: |`, or name a .sql file"
    ],
    [
      "query and file",
      block("query: SELECT 1\nfile: a.sql\nexpect: = 1"),
      "speed.md:5: expected either query or file, found both"
    ],
    [
      "an empty query",
      block("query:\nexpect: = 1"),
      "speed.md:4: expected a text for query, found null: write it, or remove the key"
    ],
    [
      "a condition as text",
      block("file: a.sql\nwhere: x = 1\nexpect: = 1"),
      'speed.md:5: expected columns and values, beside a file, found "x = 1": write `where: {column: value}`, or a condition in the query itself'
    ],
    [
      "where beside a query",
      block("query: SELECT 1\nwhere: {x: 1}\nexpect: = 1"),
      "speed.md:5: expected columns and values, beside a file"
    ],
    [
      "no expectation",
      block("query: SELECT 1"),
      'speed.md:3: expected an expectation, found none: write expect: ">= 4 x"'
    ],
    [
      "a bare number",
      block("query: SELECT 1\nexpect: 14"),
      "speed.md:5: expected an expectation, found 14: write expect:"
    ],
    [
      "a vague expectation",
      block("query: SELECT 1\nexpect: about 14"),
      'speed.md:5: expected an expectation, found "about 14": write expect:'
    ]
  ])("names %s by page and line", (_, markdown, message) => {
    expect(messages(markdown)).toEqual([expect.stringContaining(message)]);
  });
});
