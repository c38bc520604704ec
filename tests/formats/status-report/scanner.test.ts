import {describe, expect, it} from "vitest";
import {scan} from "../../../loaders/formats/status-report/scanner.ts";
import {readTextLines} from "../../../loaders/formats/status-report/text-line.ts";
import {sourceOf} from "../../tiling.ts";

/** Kinds of a document's nodes without blank runs, each with its first words. */
function kinds(text: string): string[] {
  const nodes = scan(readTextLines(sourceOf("report.md", text)));
  return nodes.filter(({kind}) => kind !== "blank").map(({kind, text}) => `${kind}: ${text.split("\n")[0]}`);
}

describe("scan(lines)", () => {
  it("gives each list item and table row a node of its own", () =>
    expect(kinds("- a\n  goes on\n  - b\n\n| h |\n|---|\n| r |\n")).toEqual([
      "item: a",
      "item: b",
      "table header: | h |",
      "table delimiter: |---|",
      "table row: | r |"
    ]));

  it("takes a numbered line over dashes for a heading, and a bullet over dashes for an item and a rule", () => {
    expect(kinds("7. Deferred items\n-----\n")).toEqual(["heading: 7. Deferred items"]);
    expect(kinds("- item\n---\n")).toEqual(["item: item", "rule: ---"]);
  });

  it("takes a heading with a row of = under it for one heading", () =>
    expect(kinds("# Title\n=====\ntext\n")).toEqual(["heading: Title", "paragraph: text"]));

  it("takes a bold numbered section title for a heading, any other bold item for an item", () =>
    expect(kinds("1. **Repo Map**\n   - a\n\n1. **Rigor:**\n2. **Repo Map** is short\n")).toEqual([
      "heading: Repo Map",
      "item: a",
      "item: **Rigor:**",
      "item: **Repo Map** is short"
    ]));

  it("goes on with a list after a label at any number", () =>
    expect(kinds("**Later:**\n4. four\n5. five\n")).toEqual(["paragraph: **Later:**", "item: four", "item: five"]));

  it("keeps wrapped prose in one paragraph", () =>
    expect(kinds("sold in\n2024. Then\nmore\n")).toEqual(["paragraph: sold in"]));

  it("reads front matter of either kind, and a first rule as a rule", () => {
    expect(kinds("@--\ntext\n--\n\n# T\n")).toEqual(["front matter: text", "heading: T"]);
    expect(kinds("---\ntitle: T\n---\n")).toEqual(["front matter: title: T"]);
    expect(kinds("---\n\ntext\n")).toEqual(["rule: ---", "paragraph: text"]);
  });

  it("reads comments over several lines", () =>
    expect(kinds("<!-- a\nb -->\ntext\n")).toEqual(["comment: a", "paragraph: text"]));
});

describe("fences", () => {
  it("end at a bare fence", () => expect(kinds("```\na\n```\n```\nb\n```\n")).toEqual(["code: a", "code: b"]));

  it.each(["\n## Next\n", "- **Why**: x\n", "- *Why*: x\n", "**Why:** x\n", "```text\nb\n```\n", ""])(
    "end at ```text before %j",
    (after) => expect(kinds(`\`\`\`diff\na\n\`\`\`text\n${after}`)[0]).toBe("code: a")
  );

  it("hold a nested block", () =>
    expect(kinds("```diff\n+a\n```python\nb\n```\n+c\n```\ntext\n")).toEqual(["code: +a", "paragraph: text"]));

  it("hold shorter fences and fences of another character", () => {
    expect(kinds("````\n```\n## a\n```\n````\ntext\n")).toEqual(["code: ```", "paragraph: text"]);
    expect(kinds("~~~\n```\n~~~\ntext\n")).toEqual(["code: ```", "paragraph: text"]);
  });

  it("that never end stop before the next section", () =>
    expect(kinds("```\na\n\n## Next\n")).toEqual(["code: a", "heading: Next"]));

  it("in a code span are none", () => expect(kinds("```a``` b\n")).toEqual(["paragraph: ```a``` b"]));
});
