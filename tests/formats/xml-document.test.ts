import {describe, expect, it} from "vitest";
import {documentUnits} from "../../loaders/formats/document-units.ts";
import {textAt, xmlUnits, type XmlElement} from "../../loaders/formats/xml-document.ts";
import type {Place, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const record = (element: XmlElement, at: Place): Row[] => [
  {table: "record", at, values: {kind: "item", name: element.attributes.get("n") ?? "", text: textAt(element)}}
];

/** One line per row: outcome with its text and reason, or the fact. */
function read(text: string): string[] {
  const bytes = Buffer.from(text);
  const rows = [
    ...xmlUnits(sourceOf("a.xml", bytes), (element, ancestors) => {
      if (element.name === "item") return {unit: "element", facts: record};
      if (element.name === "group") return {unit: "start tag", facts: record};
      return element.name === "noise" && ancestors.length > 0 ? {unit: "ignored", rule: "noise"} : null;
    })
  ];
  assertTiles(rows, bytes.length);
  return rows.map((row) => {
    if (row.table === "repair") return `  ${row.kind}: ${row.before}`;
    if (row.table !== "unit") return `  ${String(row.values.name)}=${String(row.values.text)}`;
    const {start, end, line} = row.at;
    const why = row.reason ?? row.rule ?? "";
    return `${line} ${row.outcome} ${bytes.subarray(start, end).toString("utf8").replaceAll("\n", "¶")} ${why}`.trim();
  });
}

describe("xmlUnits(source, pick)", () => {
  it("gives elements with their lines and bytes, start tags on their own, and sets others aside", () => {
    expect(read('<a>\n<group n="é"><item n="1">x</item>\n<noise><item/></noise></group></a>')).toEqual([
      "1 ignored <a>¶ markup before the elements",
      '2 parsed <group n="é">',
      "  é=undefined",
      '2 parsed <item n="1">x</item>',
      "  1=x",
      "2 ignored ¶ markup between the elements",
      "3 ignored <noise><item/></noise> noise",
      "3 ignored </group></a> markup between the elements"
    ]);
  });

  it("resolves the five entities and character references, and keeps any other reference as it stands", () => {
    const declared = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yy">]>';
    expect(read(`${declared}<a><item n="&lt;&#65;&#x42;">&amp;&x;&y;&#27;</item></a>`).slice(1)).toEqual([
      'parsed <item n="&lt;&#65;&#x42;">&amp;&x;&y;&#27;</item>'.replace(/^/, "1 "),
      "  entity not resolved: &x;",
      "  entity not resolved: &y;",
      "  entity not resolved: &#27;",
      "  <AB=&&x;&y;&#27;",
      "1 ignored </a> markup between the elements"
    ]);
  });

  it("joins character data and CDATA, and mends a byte order mark", () => {
    expect(read("\ufeff<a><item n='1'>x<![CDATA[<&]]>y</item></a>")).toEqual([
      "1 parsed \ufeff<a>",
      "  byte order mark: U+FEFF",
      "1 parsed <item n='1'>x<![CDATA[<&]]>y</item>",
      "  1=x<&y",
      "1 ignored </a> markup between the elements"
    ]);
  });

  it.each([
    ["inside an element", "<a><item n='1'/><item n='2'>te"],
    ["inside a tag", "<a><item n='1'/><item n="],
    ["inside a comment", "<a><item n='1'/><!-- com"]
  ])("leaves the tail pending where the text ends %s", (_where, text) => {
    expect(read(text).slice(1)).toEqual(["1 parsed <item n='1'/>", "  1=undefined", `1 pending ${text.slice(16)}`]);
  });

  it.each([
    ["<a><item/></b>", "</b>", "unexpected close tag"],
    ["<a><item/>a & b</a>", "a & b</a>", "invalid character in entity name"],
    ["<a><item/><x b=1/></a>", "<x b=1/></a>", "unquoted attribute value"]
  ])("keeps what stood before the fault of %s", (text, rest, reason) => {
    expect(read(text).slice(1)).toEqual([
      "1 parsed <item/>",
      "  =undefined",
      `1 rejected ${rest} not XML from here on: ${reason}`
    ]);
  });

  it("rejects what stands behind the root", () => {
    expect(read("<a><item/></a> <b/>").slice(3)).toEqual([
      "1 ignored </a>  markup between the elements",
      "1 rejected <b/> not XML from here on: expected one root element, found <b> behind it"
    ]);
  });

  it("tells the mends of a document with its root where nothing stands before it", () => {
    const source = sourceOf("a.xml", Buffer.from([...Buffer.from('<a n="'), 0xff, ...Buffer.from('"/>')]));
    const rows = [...xmlUnits(source, () => ({unit: "element", facts: record}))];
    expect(rows.map(({table}) => table)).toEqual(["unit", "repair", "record"]);
  });

  it("rejects nesting without bounds, and reads a long attribute", () => {
    expect(read("<a>".repeat(513)).at(-1)).toContain("expected at most 512 levels, found <a> below");
    expect(read(`<a><item n="${"x".repeat(200_000)}"/></a>`)[2]).toHaveLength(200_000 + "  =undefined".length);
  });
});

describe("documentUnits(source, read) where the text ends early", () => {
  it("leaves an unfinished part and what stands before it pending", () => {
    const text = '[{"n": 1}, {"n": 2}, {"n": ';
    const rows = [
      ...documentUnits(sourceOf("a.json", text), ({root}) => ({
        picks: root.items.map(({start, end}) => ({start, end, facts: () => []}))
      }))
    ];
    assertTiles(rows, text.length);
    expect(rows.map((row) => row.table === "unit" && `${row.outcome} ${text.slice(row.at.start, row.at.end)}`)).toEqual(
      ["ignored [", 'parsed {"n": 1}', "ignored , ", 'parsed {"n": 2}', 'pending , {"n": ']
    );
  });
});
