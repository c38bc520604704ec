import {describe, expect, it} from "vitest";
import {readYamlMapping, yamlParams, yamlText, yamlUnits} from "../../loaders/formats/yaml-document.ts";
import type {Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const entry = (text: string) => readYamlMapping(text).entries[0]!;
const units = (text: string | Buffer): Row[] => [
  ...yamlUnits(sourceOf("a.yaml", text), (at, {key, node}) => yamlParams("r", at, key, node))
];
const params = (text: string) =>
  units(text).flatMap((row) =>
    row.table === "param" ? [`${String(row.values.key)}=${String(row.values.value)}`] : []
  );

describe("readYamlMapping(text)", () => {
  it.each([
    ["a: 0.10", {kind: "number", value: 0.1, raw: "0.10"}],
    ["a: 1.0e-05", {kind: "number", value: 1e-5, raw: "1.0e-05"}],
    ["a: 3", {kind: "number", value: 3, raw: null}],
    ["a: 9223372036854775807", {kind: "number", value: 9223372036854775807n, raw: null}],
    ["a: .nan", {kind: "number", value: NaN, raw: ".nan"}],
    ["a: -.inf", {kind: "number", value: -Infinity, raw: "-.inf"}],
    ["a: true", {kind: "boolean", value: true}],
    ["a: null", {kind: "null", value: null}],
    ["a:", {kind: "null", value: null}],
    ["a: '7'", {kind: "string", value: "7"}],
    ["a: 2026-01-02", {kind: "string", value: "2026-01-02"}]
  ])("reads %s", (text, node) => expect(entry(`${text}\n`).node).toMatchObject(node));

  it("gives the place of a value", () => {
    const text = "# head\nfirst: 1\nname: 'two words'  # said\n";
    const {node, start} = readYamlMapping(text).entries[1]!;
    expect([text.slice(start, node.start), text.slice(node.start, node.end)]).toEqual(["name: ", "'two words'"]);
  });

  it("reads tags of Python as what they stand on, and says so", () => {
    const {node, mends} = entry("size: !!python/tuple\n- 3\n- 4\n");
    expect(yamlText(node)).toBe("[3,4]");
    expect(mends.map(({kind}) => kind)).toEqual(["YAML tag"]);
  });

  it("follows aliases, but not into a flood", () => {
    expect(params("base: &b {lr: 1}\ncopy: *b\n")).toEqual(["base/lr=1", "copy/lr=1"]);
    const rows = ["a: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 9; i++)
      rows.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(",")}]`
      );
    expect(readYamlMapping(`${rows.join("\n")}\n`).fault?.reason).toContain("aliases unfold to more than");
  });
});

describe("yamlUnits(source, facts)", () => {
  it("reads a mapping in braces as one unit, an empty one as none", () => {
    expect(params("{lr: 1, model: {width: 2}}\n")).toEqual(["lr=1", "model/width=2"]);
    expect(units("{lr: 1, b: 2}\n").filter(({table}) => table === "unit")).toHaveLength(1);
    expect(units("{}\n")).toMatchObject([{outcome: "ignored"}]);
  });

  it.each([
    ["a line without a key", "a: {b: 1}\nlr\nc: 3\n", ["a/b=1"]],
    ["a wrong indent", "a: 1\n  b: 2\nc: 3\n", []],
    ["a tab", "a:\n  b: 1\n\tc: 2\n", []],
    ["an open quote", 'a: 1\nb: "x\nc: 3\n', ["a=1"]]
  ])("keeps what stands before %s", (_title, text, kept) => {
    const rows = units(text);
    assertTiles(rows, text.length);
    expect(params(text)).toEqual(kept);
    expect(rows.some((row) => row.table === "unit" && row.outcome === "rejected")).toBe(true);
  });

  it("makes each top-level entry a unit", () => {
    const text = "# a comment\n---\nlr: 0.10\nmodel:\n  width: 64\n  layers: [1, 2]\n# the end\n";
    const rows = units(text);
    assertTiles(rows, text.length);
    expect(rows.flatMap((row) => (row.table === "unit" ? [[row.at.line, row.outcome, row.rule]] : []))).toEqual([
      [1, "ignored", "comment or blank lines"],
      [3, "parsed", undefined],
      [4, "parsed", undefined]
    ]);
    expect(params(text)).toEqual(["lr=0.10", "model/width=64", "model/layers=[1,2]"]);
  });

  it("keeps what stands before a fault and rejects the rest", () => {
    const text = "lr: 1\nbad: [1, 2\nlast: 3\n";
    const rows = units(text);
    assertTiles(rows, text.length);
    expect(params(text)).toEqual(["lr=1"]);
    expect(rows.at(-1)).toMatchObject({outcome: "rejected", reason: expect.stringContaining("not YAML from here on")});
  });

  it.each([
    ["a list", "- 1\n- 2\n"],
    ["one word", "word\n"],
    ["nothing", "# only this\n"]
  ])("rejects %s in place of a mapping", (found, text) => {
    const rows = units(text);
    assertTiles(rows, text.length);
    expect(rows.at(-1)).toMatchObject({outcome: "rejected"});
    expect(JSON.stringify(rows)).toContain("expected a mapping");
    expect(found).not.toBe("");
  });

  it("names duplicate keys, the last of which counts", () => {
    const rows = units("m:\n  a: 1\n  a: 2\n");
    expect(rows.filter(({table}) => table === "repair")).toMatchObject([{kind: "duplicate key", before: "m/a: 1"}]);
  });

  it("tiles whatever a byte becomes", () => {
    const bytes = Buffer.from("a: &x [1, {b: 'c'}]\n? k\n: !!t v\nd: *x\n---\ne: 1\n");
    for (let i = 0; i < bytes.length; i++)
      for (const byte of [0, 0x22, 0x2a, 0x3a, 0x5b, 0x7b, 0x0a, 0xff]) {
        const changed = Buffer.from(bytes);
        changed[i] = byte;
        assertTiles(units(changed), changed.length);
      }
  });
});
