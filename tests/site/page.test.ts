import {describe, expect, it} from "vitest";
import {contentPolicy, finishPage} from "../../loaders/site/csp.ts";
import {readFrontMatter} from "../../loaders/site/frontmatter.ts";
import {renderHeader} from "../../loaders/site/header.ts";
import {navigation} from "../../loaders/site/navigation.ts";
import {parseNpmSpecifier} from "../../loaders/site/npm-specifier.ts";

describe("contentPolicy(scripts, allowances)", () => {
  const none = {arquero: false, duckdb: false};

  it("names each inline script by its hash and nothing else", () => {
    const policy = contentPolicy(["a()", "a()", "b()"], none);
    expect(policy.match(/'sha256-/g)).toHaveLength(2);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy).toContain("base-uri 'none'");
  });

  it.each([
    [{arquero: true, duckdb: false}, "'unsafe-eval'", "'wasm-unsafe-eval'"],
    [{arquero: false, duckdb: true}, "'wasm-unsafe-eval'", " 'unsafe-eval'"]
  ])("allows what %o declares", (allowances, more, less) => {
    expect(contentPolicy([], allowances)).toContain(more);
    expect(contentPolicy([], allowances)).not.toContain(less);
  });
});

describe("finishPage(html, allowances)", () => {
  const page = (code: string) =>
    `<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">\n<script type="module">${code}</script>\n</head>\n<body>\n<main></main></body>\n</html>`;

  it("leaves a page's code as it is, whatever that holds", () => {
    const code = 'const text = "<html><body></head>\\n<body><!--policy--><meta charset=\\"utf-8\\">$&";';
    const finished = finishPage(page(code), {arquero: false, duckdb: false});
    expect(finished).toContain(`<script type="module">${code}</script>`);
    expect(finished.match(/Content-Security-Policy/g)).toHaveLength(1);
    expect(finished).toContain('<html lang="en">');
    expect(finished).toMatch(/<body>\n<p class="from-disk-note"/);
  });

  it("says what it expected of Framework's page", () => {
    expect(() => finishPage("<p>other</p>", {arquero: false, duckdb: false})).toThrow(/expected <html> in the page/);
  });
});

describe("readFrontMatter(text)", () => {
  it.each([
    ["# Page", {duckdb: false, nav: true, lines: 0}],
    ["---\ntitle: A\nduckdb: true\n---\n# Page", {title: "A", duckdb: true, lines: 4}],
    ["---\r\nnav: false\r\n---\r\n# Page", {nav: false, lines: 3}],
    ["---\n---\n# Page", {lines: 2}],
    ["text\n---\nduckdb: true\n---\n", {duckdb: false, lines: 0}]
  ])("reads %j", (text, expected) => {
    expect(readFrontMatter(text)).toMatchObject(expected);
  });
});

describe("navigation(pages)", () => {
  it("keeps the report's order, then the user's pages by path, without detail pages", () => {
    const pages = ["/notes", "/runs", "/index", "/run", "/source", "/a/b"].map((path): [string, string] => [
      path,
      `# Title of ${path}`
    ]);
    expect(navigation(new Map([...pages, ["/secret", "---\nnav: false\n---\n"]])).map(({name}) => name)).toEqual([
      "Overview",
      "Runs",
      "Title of /a/b",
      "Title of /notes"
    ]);
  });
});

describe("renderHeader(facts, path)", () => {
  const links = [{name: 'R&D "<b>"', path: "/runs"}];

  it("escapes names and marks the page that a detail page belongs to", () => {
    const html = renderHeader({title: "<script>", links}, "/run");
    expect(html).not.toMatch(/<script>|<b>/);
    expect(html).toContain('<a href="/runs" aria-current="page">R&#38;D &#34;&#60;b&#62;&#34;</a>');
  });

  it("shows the number of files as a value where it has evidence", () => {
    const html = renderHeader(
      {title: "t", links: [], report: {digest: "abcdef0123", files: 1200, evidence: "=e1"}},
      "/index"
    );
    expect(html).toContain('class="value" href="/source?at=%3De1" data-raw="1200" data-evidence="=e1">1,200 files</a>');
  });
});

describe("parseNpmSpecifier(specifier)", () => {
  it.each([
    ["d3", {name: "d3", file: "_esm.js", entry: "d3", asset: false}],
    ["d3@7", {name: "d3", range: "7", file: "_esm.js"}],
    ["@uwdata/flechette@2/src/index.js", {name: "@uwdata/flechette", range: "2", file: "src/index.js", asset: false}],
    ["react-dom", {file: "client._esm.js", entry: "react-dom/client"}],
    ["react/jsx-runtime", {file: "jsx-runtime._esm.js", entry: "react/jsx-runtime"}],
    ["mermaid", {file: "dist/mermaid.esm.min.mjs._esm.js", entry: "mermaid/dist/mermaid.esm.min.mjs"}],
    ["katex/dist/katex.min.css", {file: "dist/katex.min.css", asset: true}]
  ])("takes %s apart as Framework does", (specifier, expected) => {
    expect(parseNpmSpecifier(specifier)).toMatchObject(expected);
  });
});
