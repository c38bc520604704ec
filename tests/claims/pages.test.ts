import {describe, expect, it} from "vitest";
import {readCode} from "../../loaders/claims/cell.ts";
import {decideBound, evaluateClaims} from "../../loaders/claims/evaluate.ts";
import {readClaims, readDocument} from "../../loaders/claims/pages.ts";

const block = (id: string, more = "query: SELECT 1 AS value") => `\`\`\`claim ${id}\n${more}\nexpect: = 1\n\`\`\`\n`;
const read = (pages: Record<string, string>, files: Record<string, string> = {}) =>
  readClaims(
    Object.entries(pages).map(([path, markdown]) => ({path, markdown})),
    (path) => files[path] ?? null
  );
const messages = (...given: Parameters<typeof read>) => read(...given).problems.map(({message}) => message);

describe("readCode(page)", () => {
  const uses = (markdown: string) => readCode({path: "a.md", markdown}).uses.map(({id, line}) => [id, line]);

  it.each([
    ["inline", 'It takes ${claim("a")}.', [["a", 1]]],
    [
      "inline over lines",
      "One\ntwo `x`\n${claim('a')} and\n${claim(`b`)}",
      [
        ["a", 3],
        ["b", 4]
      ]
    ],
    [
      "in a heading and a table",
      '# ${claim("a")}\n\n| x |\n| - |\n| ${claim("b")} |\n',
      [
        ["a", 1],
        ["b", 5]
      ]
    ],
    ["in HTML", '<div>\n<p>${claim("a")}</p>\n\n</div>', [["a", 2]]],
    ["in a cell", '```js\nconst x = 1;\ndisplay(claim("a"));\n```', [["a", 3]]],
    [
      "in TypeScript and HTML cells",
      '```ts\nconst x: Node = claim("a");\n```\n```html\n<p>${claim("b")}</p>\n```',
      [
        ["a", 2],
        ["b", 5]
      ]
    ],
    ["behind front matter", '---\ntitle: A\n---\n${claim("a")}', [["a", 4]]],
    ["with an expression", '${claim("a" + n)}', [[null, 1]]]
  ])("finds a claim %s", (_, markdown, found) => expect(uses(markdown)).toEqual(found));

  it.each([
    ["code", '`${claim("a")}`'],
    ["a cell that does not run", '```js run=false\nclaim("a")\n```'],
    ["a comment", '```js\n// claim("a")\n```\n<!-- ${claim("b")} -->'],
    ["a text", "```js\nconst x = 'claim(\"a\")';\n```"],
    ["another function", '```js\nx.claim("a"); exclaim("b");\n```'],
    ["an escaped dollar", '\\${claim("a")}'],
    ["a broken cell", '```js\nclaim("a"\n```']
  ])("finds none in %s", (_, markdown) => expect(uses(markdown)).toEqual([]));

  it.each([
    ['${claim("a")}', true],
    ['${claim("a")}\n\n```js\nimport {claim} from "./components/claim-registry.js";\n```', false],
    ['```js\nfunction claim(x) { return x; }\n```\n\n${claim("a")}', false],
    ["no claim", false]
  ])("knows whether %j needs claim", (markdown, needs) =>
    expect(readCode({path: "a.md", markdown}).needsClaim).toBe(needs)
  );
});

describe("readClaims(pages, readQuery)", () => {
  it("joins claims and uses over pages", () => {
    const {claims, uses, problems} = read({
      "index.md": `${block("a")}\n\${claim("b")}`,
      "notes/b.md": `${block("b")}\n\${claim("a")}`
    });
    expect(problems).toEqual([]);
    expect(claims.map(({id, page, line}) => [id, page, line])).toEqual([
      ["a", "index.md", 1],
      ["b", "notes/b.md", 1]
    ]);
    expect(uses).toEqual([
      {id: "b", page: "index.md", line: 6},
      {id: "a", page: "notes/b.md", line: 6}
    ]);
  });

  it("reads query files relative to the page", () => {
    const {claims, problems} = read(
      {"notes/b.md": block("b", "file: ../data/t.parquet.sql")},
      {"data/t.parquet.sql": "SELECT 2 AS value"}
    );
    expect(problems).toEqual([]);
    expect(claims[0]?.query).toBe("SELECT 2 AS value");
  });

  it.each([
    [
      "a missing file",
      {"a.md": block("a", "file: data/t.sql")},
      [
        'a.md:1: expected a query file for claim "a", found no data/t.sql: name it relative to the page, as FileAttachment does'
      ]
    ],
    [
      "an id twice on a page",
      {"a.md": `${block("a")}\n${block("a")}`},
      ['a.md:6: expected one claim "a", found another at a.md:1: give one of them an id of its own']
    ],
    [
      "an id on two pages",
      {"a.md": block("a"), "b.md": block("a")},
      ['b.md:1: expected one claim "a", found another at a.md:1: give one of them an id of its own']
    ],
    [
      "an unknown id",
      {"a.md": 'x\n\n${claim("speed")}'},
      ['a.md:3: expected a claim block "speed", found none on any page: define it with ```claim speed']
    ],
    [
      "a misspelt id",
      {"a.md": `${block("train-time")}\n\${claim("train-tme")}`},
      ['a.md:6: expected a claim block "train-tme", found none on any page: did you mean "train-time"?']
    ],
    [
      "a computed id",
      {"a.md": "${claim(x)}"},
      ['a.md:1: expected claim("id"), found an id that is computed: write it in quotes, so that the build can check it']
    ],
    [
      "a broken block once",
      {"a.md": '```claim a\nexpect: = 1\n```\n\n${claim("a")}'},
      ["a.md:1: expected either query or file, found neither: give one SELECT under `query: |`, or name a .sql file"]
    ]
  ])("names %s", (_, pages, expected) => {
    expect(messages(pages as Record<string, string>)).toEqual(expected);
  });
});

const number = (id: string, text = "1") => `<!-- claim ${id} -->${text}<!-- /claim -->`;
const definition = (id: string, more = "query: SELECT 1 AS value") =>
  `<!-- claim-definition ${id}\n${more}\nexpect: = 1\n-->\n`;

describe("readClaims(pages) with numbers in comments", () => {
  it("gives each its claim, of any page", () => {
    const {numbers, problems} = read({"a.md": block("a"), "b.md": `It is ${number("a")}.`});
    expect(problems).toEqual([]);
    expect(numbers).toMatchObject([{page: "b.md", line: 1, id: "a", claim: {id: "a", page: "a.md"}}]);
  });

  it.each([
    [
      "a claim that is nowhere",
      {"a.md": block("train-time"), "b.md": number("train-tine")},
      ['b.md:1: expected a claim block "train-tine", found none on any page: did you mean "train-time"?']
    ],
    [
      "a definition in a comment",
      {"a.md": definition("a")},
      ['a.md:1: expected a page\'s claims in claim blocks, found claim-definition "a": write it as ```claim a']
    ]
  ])("names %s", (_, pages, expected) => expect(messages(pages as Record<string, string>)).toEqual(expected));
});

describe("readDocument(document, shared, readQuery)", () => {
  const shared = read({"notes/a.md": block("a") + block("b", "statement: Broken.")});
  const readme = (markdown: string, files: Record<string, string> = {}) =>
    readDocument({path: "docs/README.md", markdown}, shared, (path) => files[path] ?? null);

  it("takes claims of pages and of its own comments", () => {
    const markdown = `${number("a")} ${number("c")}\n\n${definition("c", "file: c.sql")}`;
    const {claims, numbers, problems} = readme(markdown, {"docs/c.sql": "SELECT 2 AS value"});
    expect(problems).toEqual([]);
    expect(claims).toMatchObject([{id: "c", page: "docs/README.md", line: 3, query: "SELECT 2 AS value"}]);
    expect(numbers.map(({claim}) => claim)).toEqual([shared.claims[0], claims[0]]);
  });

  it("says nothing anew of a claim that cannot be read where it is defined", () => {
    expect(readme(number("b"))).toEqual({claims: [], numbers: [], problems: []});
  });

  it.each([
    [
      "a claim that is nowhere",
      number("speed"),
      'docs/README.md:1: expected a claim block "speed", found none on any page: define it with <!-- claim-definition speed'
    ],
    [
      "an id of a page",
      definition("a"),
      'docs/README.md:1: expected one claim "a", found another at notes/a.md:1: give one of them an id of its own'
    ],
    [
      "an id twice",
      definition("c") + definition("c"),
      'docs/README.md:5: expected one claim "c", found another at docs/README.md:1'
    ],
    [
      "a missing query file",
      definition("c", "file: c.sql"),
      'docs/README.md:1: expected a query file for claim "c", found no docs/c.sql'
    ]
  ])("names %s", (_, markdown, message) =>
    expect(readme(markdown).problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)])
  );

  it.each([
    [1, "1", "pass", "found 1"],
    [1, "1.5", "fail", "found 1"],
    [2, "2", "fail", 'claim "a" expects = 1: found 2; state a tolerance (±) if rounding is meant']
  ])("a number stands with its claim", async (value, text, verdict, why) => {
    const {numbers} = readme(number("a", text));
    const [record] = await evaluateClaims([numbers[0]!.claim], () =>
      Promise.resolve({columns: ["value", "evidence"], rows: [{value, evidence: "s:1"}]})
    );
    expect(decideBound(numbers[0]!, record!)).toEqual({verdict, why});
  });
});
