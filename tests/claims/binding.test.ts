import {describe, expect, it} from "vitest";
import {readBindings} from "../../loaders/claims/binding.ts";
import {findComments} from "../../loaders/claims/comment.ts";

const read = (markdown: string) => readBindings({path: "README.md", markdown});
const messages = (markdown: string) => read(markdown).problems.map(({message}) => message);
const one = "<!-- claim a -->5.2×<!-- /claim -->";

describe("findComments(markdown)", () => {
  const texts = (markdown: string) => findComments(markdown).map(({text}) => text.trim());

  it.each([
    [
      "in text, tables, lists, quotes and HTML",
      "a <!-- 1 -->\n\n| a |\n| - |\n| <!-- 2 --> |\n\n- <!-- 3 -->\n\n> <!-- 4 -->\n\n<p>\n<!-- 5 --> `<!-- 6 -->`\n</p>",
      ["1", "2", "3", "4", "5", "6"]
    ],
    [
      "at the margin",
      "<!-- 1 -->\ntext\n<!-- 2\n\nwith a blank line -->\n# <!-- 3 -->",
      ["1", "2\n\nwith a blank line", "3"]
    ],
    ["behind code that is not closed", "a ` b <!-- 1 --> c\n\nd ` <!-- 2 -->", ["1", "2"]],
    ["with backticks inside", "a <!-- ` --> <!-- 2 ` -->", ["`", "2 `"]]
  ])("finds those %s", (_, markdown, expected) => {
    expect(texts(markdown)).toEqual(expected);
    expect(texts(markdown.replaceAll("\n", "\r\n"))).toEqual(expected.map((text) => text.replaceAll("\n", "\r\n")));
  });

  it.each([
    ["fences", "```md\n<!-- 1 -->\n```\n\n- a\n\n  ~~~\n  <!-- 2 -->\n  ~~~"],
    ["indented code", "a\n\n    <!-- 1 -->"],
    ["code spans", "`<!-- 1 -->` and ``a ` <!-- 2 -->``"],
    ["front matter", "---\ntitle: <!-- 1 -->\n---\n\nText"],
    ["text behind a backslash", "\\<!-- 1 -->"]
  ])("leaves those in %s", (_, markdown) => expect(texts(markdown)).toEqual([]));

  it("gives their places in the text as it stands", () => {
    const markdown = "\uFEFFone\r\ntwo 😀 <!-- 1 -->x\r\n\r\n<!-- 2 -->";
    const places = findComments(markdown).map(({line, start, end}) => [line, markdown.slice(start, end)]);
    expect(places).toEqual([
      [2, "<!-- 1 -->"],
      [4, "<!-- 2 -->"]
    ]);
  });

  it.each(["`".repeat(200_000), "<!--".repeat(50_000), `${"`a``b```c".repeat(20_000)}<!--`, "\\".repeat(200_001)])(
    "takes no longer than the text is long",
    (markdown) => {
      const started = performance.now();
      findComments(`x ${markdown} <!--`);
      expect(performance.now() - started).toBeLessThan(5000);
    }
  );
});

describe("readBindings(document)", () => {
  it("reads numbers with their places and definitions", () => {
    const markdown = `# Speed\n\nIt is ${one} as fast.\n\n<!-- claim-definition a\nquery: |\n  SELECT 5.2 AS value\n\nexpect: >= 4 x\n-->\n`;
    const {numbers, definitions, problems} = read(markdown);
    expect(problems).toEqual([]);
    expect(numbers).toMatchObject([{page: "README.md", line: 3, id: "a", written: {value: 5.2, unit: "×"}}]);
    expect(markdown.slice(numbers[0]!.from, numbers[0]!.to)).toBe("5.2×");
    expect(definitions).toMatchObject([
      {id: "a", line: 5, claim: {query: "SELECT 5.2 AS value", expectation: {relation: ">=", target: 4, unit: "x"}}}
    ]);
  });

  it("reads CRLF", () => {
    const markdown = "<!-- claim-definition a\r\nquery: |\r\n  SELECT 1 AS value\r\nexpect: = 1\r\n-->\r\n";
    expect(read(markdown).definitions[0]?.claim).toMatchObject({
      query: "SELECT 1 AS value",
      expectation: {text: "= 1"}
    });
  });

  it("leaves other comments", () => {
    expect(
      read("<!-- claims are fun --> <!-- TODO --> <!-- unclaimed -->\n\n`<!-- claim a -->5<!-- /claim -->`")
    ).toEqual({
      numbers: [],
      definitions: [],
      problems: []
    });
  });

  it.each([
    [
      "no id",
      "<!-- claim -->5<!-- /claim -->",
      "README.md:1: expected one id of letters, digits, - and _ behind claim, found none: write <!-- claim id -->"
    ],
    [
      "two ids",
      "<!-- claim a b -->5<!-- /claim -->",
      'README.md:1: expected one id of letters, digits, - and _ behind claim, found "a b"'
    ],
    [
      "no number",
      "\n<!-- claim a --> <!-- /claim -->",
      'README.md:2: expected one number with its unit between the comments of claim "a", found nothing: write it as 5.2×'
    ],
    [
      "words",
      "<!-- claim a -->5 or 6<!-- /claim -->",
      'expected one number with its unit between the comments of claim "a", found "5 or 6"'
    ],
    [
      "no end",
      "<!-- claim a -->5",
      "README.md:1: expected <!-- /claim --> behind it, found none: put the number between"
    ],
    ["an end in code", "It is <!-- claim a -->5`<!-- /claim -->`", "README.md:1: expected <!-- /claim --> behind it"],
    [
      "no beginning",
      "5<!-- /claim -->",
      "README.md:1: expected <!-- claim id --> before it, found <!-- /claim -->: add or remove one"
    ],
    ["one within another", `<!-- claim b -->${one}`, "README.md:1: expected <!-- /claim --> behind it"],
    [
      "a comment without end",
      "Text\n<!-- claim a",
      "README.md:2: expected the comment claim to end in its block, found no --> there"
    ],
    [
      "a definition cut by a blank line",
      "One\ntext <!-- claim-definition a\n\nquery: SELECT 1 -->",
      "README.md:2: expected the comment claim-definition to end in its block"
    ],
    [
      "a definition without id",
      "<!-- claim-definition\nexpect: = 1\n-->",
      "README.md:1: expected one id of letters, digits, - and _ behind claim-definition, found none: begin the comment with <!-- claim-definition"
    ],
    [
      "a definition's faulty body",
      "Text\n\n<!-- claim-definition a\nquery: SELECT 1\nexpect: about 1\n-->",
      'README.md:5: expected an expectation, found "about 1"'
    ]
  ])("names %s", (_, markdown, message) => expect(messages(markdown)).toEqual([expect.stringContaining(message)]));
});
