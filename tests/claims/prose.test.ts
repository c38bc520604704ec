import {describe, expect, it} from "vitest";
import {findUnboundNumbers, proseProblems} from "../../loaders/claims/prose.ts";

const numbers = (markdown: string) => findUnboundNumbers({path: "a.md", markdown}).map(({text}) => text);

describe("findUnboundNumbers(page)", () => {
  it.each([
    ["a time", "It takes 38.5 min, 30ms or 2 hours.", ["38.5 min", "30ms", "2 hours"]],
    ["a factor", "It is 5.2× or 4x faster, 1.3 x at worst.", ["5.2×", "4x", "1.3 x"]],
    ["a share", "Accuracy rose by 2.5 % to 93%.", ["2.5 %", "93%"]],
    ["a score", "11 of 28 pass, 3/5 finish, 4 of the 9 stay.", ["11 of 28", "3/5", "4 of the 9"]],
    ["bytes and rates", "It writes 1,024 MiB at 1.5 GB/s or 3e4 tokens/s.", ["1,024 MiB", "1.5 GB/s", "3e4 tokens/s"]],
    ["emphasis inside", "It takes **38.5** min.", ["38.5 min"]],
    ["a no-break space", "It takes 38.5&nbsp;min and 4\u00a0×.", ["38.5 min", "4 ×"]],
    ["a hyphen", "A 10-minute run.", ["10-minute"]],
    ["a heading and a table", "# In 5 ms\n\n| a |\n| - |\n| 6 ms |\n", ["5 ms", "6 ms"]],
    ["a list and a quote", "- in 5 ms\n\n> in 6 ms\n", ["5 ms", "6 ms"]],
    ["the title", "---\ntitle: In 5 ms\ntoc: false\n---\n\nText.", ["5 ms"]],
    ["HTML", "<p>It takes <b>5</b> ms\n&times; 3 &times;</p>", ["5 ms", "3 ×"]],
    ["an alternative text", "![in 5 ms](a.png)", ["5 ms"]],
    ["a link's words", "[5 ms](https://example.org/7ms)", ["5 ms"]],
    ["a number beside a claim", '${claim("a")} against 5 ms', ["5 ms"]]
  ])("lists %s", (_, markdown, found) => expect(numbers(markdown)).toEqual(found));

  it.each([
    ["code", "`5 ms`\n\n```sh\nsleep 5 s\n```\n\n    6 ms\n"],
    ["claims", '```claim a\nstatement: In 5 ms.\n```\n\n${claim("5 ms")} and <!-- claim a -->5.2×<!-- /claim -->.'],
    ["claims in HTML", "<p>\n<!-- claim a -->5.2×<!-- /claim -->\n</p>"],
    [
      "values, names and times",
      '<a class="value number" href="x">5 ms</a> <span class=name>7 GB</span> <time>5 min</time>'
    ],
    ["code in HTML", "<div><code>5 ms</code><pre>\n6 ms\n</pre></div>"],
    ["comments", "<!-- 5 ms -->\n\nText <!-- 6 ms --> more."],
    ["dates", "On 2025-10-05, 5 Oct 2025, 10/05/2025 and at 14:30."],
    [
      "plain numbers and names",
      "Seed 42, 14 capabilities, Llama-3 of 8, version 1.2 and CUDA 12.4, H100, fp16, the 1990s."
    ],
    ["links' targets", "[x](https://example.org/5ms 'y') and <https://example.org/a/5/6> and https://example.org/3/4"],
    ["dimensions", "A 3 × 3 kernel and 2x4 tiles."],
    ["paths and ids", "runs/3/5 and v2.5/s and sha-5s"],
    ["attributes", '<p title="5 ms">Text</p>'],
    ["units of words", "5 seeds, 10 msgs, 3 minds"]
  ])("leaves %s", (_, markdown) => expect(numbers(markdown)).toEqual([]));

  it("gives page and line", () => {
    const markdown = "---\ntitle: A\n---\n\nOne\ntwo in 5 ms\nand 6 ms.\n\n<div>\n  7 ms\n</div>\n";
    expect(findUnboundNumbers({path: "a.md", markdown})).toEqual([
      {page: "a.md", line: 6, text: "5 ms"},
      {page: "a.md", line: 7, text: "6 ms"},
      {page: "a.md", line: 10, text: "7 ms"}
    ]);
  });
});

describe("proseProblems(unbound)", () => {
  it("says what to do", () => {
    expect(proseProblems([{page: "a.md", line: 6, text: "5 ms"}])).toMatchObject([
      {
        page: "a.md",
        line: 6,
        message:
          'a.md:6: expected every number in prose bound to a claim, found "5 ms": define a claim and write ${claim("id")} in its place, or put it in code marks where it is a name'
      }
    ]);
  });
});
