import {describe, expect, it} from "vitest";
import {unitsPerShard} from "../../loaders/evidence/shards.ts";
import {expressionPath, findEvidence, parseAddress, shardPath} from "../../src/components/evidence-files.ts";
import type {Load} from "../../src/components/evidence-files.ts";
import {differenceOf} from "../../src/components/value.ts";

const facts = {path: "logs/a.ndjson", sha256: null, bytes: 10, format: "mllog", unit_kind: "line"};
const units = {"201": {line: 201, start: 0, end: 5, text: "hello", cut: false}};
const tree = {fn: "count", n: 1, of: [["aa11:201", null]]};
const files: Record<string, unknown> = {
  "evidence/aa11/source.json": facts,
  "evidence/aa11/1.json": units,
  "evidence/x/9f.json": {"9f31c2": tree},
  "evidence/x/0c.json": {"0c11d4": tree}
};
const load = (async (path: string) => files[path] ?? null) as Load;
const find = (at: string | null) => findEvidence(parseAddress(at), new Set(["aa11"]), load);

describe("parseAddress(at)", () => {
  it.each([
    [null, "none"],
    ["", "none"],
    ["aa11:12", "place"],
    ["aa11#units", "place"],
    ["=9f31c2", "derived"],
    ["=9f31c2-0c11d4", "derived"],
    ["=9f31c2-", "unreadable"],
    ["=../../x", "unreadable"],
    ["<script>", "unreadable"],
    ["../secret:1", "unreadable"]
  ])("%s is %s", (at, kind) => expect(parseAddress(at).kind).toBe(kind));
});

describe("shardPath(source, unit)", () => {
  it("names the file that the build writes", () => {
    expect(shardPath("aa11", 3 * unitsPerShard - 1)).toBe("evidence/aa11/2.json");
    expect(shardPath("aa11", 3 * unitsPerShard)).toBe("evidence/aa11/3.json");
    expect(expressionPath("9f31c2")).toBe("evidence/x/9f.json");
  });
});

describe("findEvidence(address, known)", () => {
  it("finds a unit with its neighbours", async () => {
    expect(await find("aa11:201")).toEqual({kind: "place", at: "aa11:201", facts, units});
  });

  it("finds the ledger for a field", async () => {
    expect(await find("aa11#bytes")).toMatchObject({kind: "place", facts, units: {}});
  });

  it("finds a derived value", async () => {
    expect(await find("=9f31c2")).toEqual({kind: "derived", at: "=9f31c2", tree});
  });

  it("takes one derived value away from another", async () => {
    const at = differenceOf("=9f31c2", "=0c11d4") ?? "";
    expect(await find(at)).toEqual({kind: "derived", at, tree: {fn: "difference", n: 2, of: [tree, tree]}});
    expect(differenceOf("=9f31c2", "aa11:201")).toBeNull();
  });

  it.each(["bb22:1", "=9f0000", "=770000", "=9f31c2-0c0000", "nonsense"])("says why %s shows nothing", async (at) => {
    expect(await find(at)).toMatchObject({
      kind: "missing",
      at,
      why: expect.stringMatching(/^(This report|That is no place)/)
    });
  });

  it("asks for no file of a source that the report does not have", async () => {
    const asked: string[] = [];
    await findEvidence(parseAddress("bb22:1"), new Set(["aa11"]), async (path) => (asked.push(path), null));
    expect(asked).toEqual([]);
  });
});
