import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {closeBrowser, withPage, type Visit} from "../browser.ts";
import {keyboardFaults, pointFaults} from "./keyboard.ts";
import {faultsOf, injections, looseDigits, shownValues} from "./look.ts";

const style = "body{margin:0;color:#000;background:#fff;font:16px sans-serif}";
const good = "<h1>All is well</h1>";

let base = "";
const server = createServer(({url = ""}, response) => {
  const content = decodeURIComponent(url.slice(url.indexOf("?") + 1));
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`<!doctype html><style>${style}</style><main id="observablehq-main">${content}</main>`);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await closeBrowser();
  server.close();
});

/** A page of its own with `content` in its main part. */
function onPage<T>(content: string, look: (page: Visit["page"]) => Promise<T>): Promise<T> {
  const settled = () => Promise.resolve();
  return withPage(`${base}?${encodeURIComponent(content)}`, ({page}) => look(page), {settled});
}

const svg = (inside: string, attributes = 'role="img" aria-label="loss"') =>
  `<svg width="200" height="80" ${attributes}>${inside}</svg>`;
const plot = (inside: string, attributes = 'aria-label="loss by step"') =>
  `<div class="plot" ${attributes}><div class="canvas">${svg(inside)}</div></div>`;
const marks = '<g class="mark-line role-mark"><path d="M0,0L90,40"></path></g>';

describe("faultsOf(page)", () => {
  it.each([
    ["plain words", "<p>Nine runs completed.</p>"],
    ["a wide table in a box of its own", '<div style="overflow-x:auto"><p style="width:3000px">wide</p></div>'],
    ["a chart", plot(marks)],
    ["a decoration", svg("<path d='M0,0L9,9'/>", 'aria-hidden="true"')],
    ["labels side by side", svg('<text x="0" y="20">a</text><text x="0" y="60">b</text>')],
    ["controls with names", '<button>sort</button><label>Filter <input></label><a href="#x">x</a>'],
    ["what is folded", '<details><summary>more</summary><p style="color:#eee">pale</p></details>']
  ])("lets %s be", async (_, content) => expect(await onPage(good + content, faultsOf)).toEqual([]));

  it.each([
    ["a page that scrolls", '<p style="width:3000px">wide</p>', /scrolls sideways: 3000 px/],
    [
      "text beyond the page",
      '<div style="overflow:clip"><p style="position:relative;left:2000px">far</p></div>',
      /beyond the page/
    ],
    ["small text", '<p style="font-size:10px">small</p>', /text of 10.0 px/],
    [
      "text that a picture shrinks",
      svg("<text y='9'>a</text>", "role=img aria-label=a viewBox='0 0 400 160'"),
      /text of 8/
    ],
    ["pale text", '<p style="color:#999">pale</p>', /contrast 2.8/],
    ["pale text on a colour", '<p style="background:#036;color:#468">pale</p>', /contrast/],
    ["labels on each other", svg('<text x="0" y="20">alpha</text><text x="9" y="24">beta</text>'), /overlap: "alpha"/],
    ["a picture without a name", svg("<path d='M0,0L9,9'/>", ""), /a picture without a name/],
    ["a chart without a name", plot(marks, ""), /a chart without a name/],
    [
      "a chart without marks",
      plot('<g class="mark-rule role-axis-grid"><line x2="9"></line></g>'),
      /without marks: loss by/
    ],
    ["a chart with an empty mark", plot('<g class="role-mark"><path d=""></path></g>'), /without marks/],
    ["a button without a name", '<button style="width:30px"></button>', /a control without a name: <button/],
    ["a field without a name", "<input>", /a control without a name: <input/],
    ["a link in a button", '<button>sort <a href="#x">x</a></button>', /a control inside another/],
    ["one id twice", '<p id="a">a</p><p id="a">b</p>', /two elements are "a"/],
    ["a second heading", "<h1>Again</h1>", /expected one heading, found 2/],
    ["a broken cell", '<div class="observablehq--error">TypeError: x</div>', /a broken cell: TypeError/],
    ["a cell that never finished", "<observablehq-loading></observablehq-loading>", /never finished/]
  ])("catches %s", async (_, content, message) => {
    expect((await onPage(good + content, faultsOf)).join("\n")).toMatch(message);
  });

  it("catches an empty heading", async () =>
    expect(await onPage("<h1> </h1>", faultsOf)).toEqual(["the heading is empty"]));
});

describe("injections(page)", () => {
  it.each([
    ["text", "<p>&lt;img src=x onerror=alert(1)&gt; javascript:alert(1)</p>"],
    ["links within the report", '<a href="./runs">runs</a>']
  ])("lets %s be", async (_, content) => {
    expect(await onPage(content, injections)).toEqual([]);
  });

  it.each([
    ["an image", "<img alt=x>", /an element of the text: <img/],
    ["a handler", "<p onclick='1'>x</p>", /a handler/],
    ["an address that runs", '<a href="javascript:void 0">x</a>', /an address outside/],
    ["an address elsewhere", '<a href="https://example.org/">x</a>', /an address outside/],
    ["a script that ran", "<script>window.pwned = 1</script>", /a script ran/]
  ])("catches %s", async (_, content, message) => {
    expect((await onPage(content, injections)).join("\n")).toMatch(message);
  });
});

describe("looseDigits(page)", () => {
  it("catches digits outside values, names, times, and controls", async () => {
    const content =
      '<p>loss <a class="value">0.25</a> of <span class="name">seed-3</span> on <time>5 Oct</time>, <button>9</button></p>';
    expect(await onPage(`${content}<p class="sub">over 12 runs</p>`, looseDigits)).toEqual(["p.sub: over 12 runs"]);
  });
});

describe("shownValues(page)", () => {
  it("reads values and leaves those that are missing", async () => {
    const value = '<a class="value" href="./source?at=a:1" data-raw="0.25" data-evidence="a:1" title="t">0.25</a>';
    expect(await onPage(`${value}<span class="value missing">–</span>`, shownValues)).toEqual([
      {raw: "0.25", text: "0.25", title: "t", evidence: "a:1", href: "./source?at=a:1"}
    ]);
  });
});

describe("keyboardFaults(page)", () => {
  it.each([
    ["controls in order", '<a href="#a">a</a><button>b</button><label>c <input></label>', []],
    ["a closed fold", "<details><summary>more</summary><button>b</button></details>", []],
    ["no control", "<p>words</p>", [/no controls/]],
    ["focus that cannot be seen", "<style>button{outline:0!important}</style><button>b</button>", [/cannot be seen/]],
    [
      "a trap",
      '<a href="#a" onfocus="this.blur()">a</a><button onfocus="document.links[0].focus()">b</button><button>c</button>',
      [/never reaches: <button>c/]
    ]
  ])("judges %s", async (_, content, expected) => {
    const found = await onPage(content, keyboardFaults);
    expected.forEach((message) => expect(found.join("\n")).toMatch(message));
    if (expected.length === 0) expect(found).toEqual([]);
  });
});

describe("pointFaults(page)", () => {
  it("catches a chart that the arrow keys do not read", async () => {
    const silent = `<div class="plot" tabindex="0" aria-label="loss">${svg(marks)}<div class="tip"></div></div>`;
    expect(await onPage(silent, pointFaults)).toEqual(['the arrow keys show "", "": loss']);
  });
});
