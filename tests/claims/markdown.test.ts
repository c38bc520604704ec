import {createMarkdownIt, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import {describe, expect, it} from "vitest";
import {claimFences, prepareClaimPage} from "../../loaders/claims/markdown.ts";

const query = "query: SELECT 1 AS value\nexpect: = 1";
const quiet = `\`\`\`claim a\n${query}\n\`\`\`\n`;
const spoken = `\`\`\`claim b\nstatement: It is {value}.\n${query}\n\`\`\`\n`;
const md = createMarkdownIt({markdownIt: claimFences});
const rendered = (markdown: string) => parseMarkdown(markdown, {md, path: "/index"});
const appended = (path: string, markdown: string) => prepareClaimPage({path, markdown}).slice(markdown.length);

describe("claimFences(parser), in Framework's Markdown", () => {
  it("leaves a block for a claim with a statement", () => {
    expect(rendered(spoken).body).toBe('<div class="claim-block" data-claim="b"></div>\n');
  });

  it("leaves nothing of one without", () => expect(rendered(quiet).body).toBe(""));

  it("leaves other code and broken claims as they are", () => {
    expect(rendered("```sh\nls\n```").body).toContain("ls");
    expect(rendered("```claim a\nexpect: = 1\n```").body).toContain("expect: = 1");
    expect(rendered("```js\n1 + 1\n```").code).toHaveLength(1);
  });

  it("reads a statement with longer fences in it", () => {
    expect(rendered("~~~claim c\nstatement: a ``` b\nquery: SELECT 1\nexpect: = 1\n~~~").body).toContain(
      'data-claim="c"'
    );
  });
});

describe("prepareClaimPage(page)", () => {
  it.each([
    ["index.md", "./components/claim-registry.js"],
    ["notes/a.md", "../components/claim-registry.js"],
    ["notes/deep/a.md", "../../components/claim-registry.js"]
  ])("brings claim into scope on %s", (path, registry) => {
    expect(appended(path, 'It is ${claim("a")}.\n')).toBe(
      `\n\`\`\`js\nimport {claimsOnPage} from "${registry}";\nconst claim = claimsOnPage(["a"]);\n\`\`\`\n`
    );
  });

  it("fills claim blocks", () => {
    expect(appended("index.md", spoken)).toBe(
      '\n```js\nimport {fillClaimBlocks} from "./components/claim-registry.js";\nfillClaimBlocks(document, ["b"]);\n```\n'
    );
  });

  it("numbers claims in reading order, each once", () => {
    expect(appended("index.md", `\${claim("c")} \${claim("a")}\n\n${spoken}\n\${claim("a")}\n`)).toContain(
      'claimsOnPage(["c","a","b"])'
    );
  });

  it("leaves a page that needs neither", () => {
    for (const markdown of [
      "# None\n",
      quiet,
      '```js\nimport {claim} from "./components/claim-registry.js";\n```\n\n${claim("a")}\n'
    ])
      expect(prepareClaimPage({path: "index.md", markdown})).toBe(markdown);
  });

  it("ends the last line before it appends", () => {
    expect(prepareClaimPage({path: "index.md", markdown: '${claim("a")}'})).toMatch(/^\$\{claim\("a"\)\}\n\n```js\n/);
  });

  it("gives Framework a page whose cells find claim", () => {
    const {code, body} = rendered(
      prepareClaimPage({path: "index.md", markdown: `---\ntitle: A\n---\n\nIt is \${claim("a")}.\n\n${spoken}`})
    );
    expect(body).not.toContain("observablehq--error");
    expect(code.map(({node}) => node.references.map(({name}) => name))).toEqual([["claim"], []]);
    expect(code[1]?.node.declarations?.map(({name}) => name)).toEqual(["claimsOnPage", "fillClaimBlocks", "claim"]);
  });

  it.each([
    ["a fence", '${claim("a")}\n\n```sh\nls\n', 3],
    ["a comment", '${claim("a")}\n\n<!-- open\n', 3]
  ])("refuses a page that ends inside %s", (_, markdown, line) => {
    expect(() => prepareClaimPage({path: "index.md", markdown})).toThrow(
      `index.md:${line}: expected every block of the page to be closed`
    );
  });
});
