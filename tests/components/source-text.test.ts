import {describe, expect, it} from "vitest";
import {findValue, markValue} from "../../src/components/source-text.ts";

const found = (text: string, raw: string): string[] =>
  findValue(text, raw).map(([start, end]) => text.slice(start, end));

describe("findValue(text, raw)", () => {
  it.each([
    ['{"loss":0.50,"step":5}', "0.5", ["0.50"]],
    ['{"step":5,"loss":1.5}', "5", ["5"]],
    ["loss=1e-05 lr=0.00001", "0.00001", ["1e-05", "0.00001"]],
    ["n: 129,360 lines", "129360", ["129,360"]],
    ["loss: NaN", "NaN", ["NaN"]],
    ["x: -Infinity", "-Infinity", ["-Infinity"]],
    ["| Data | Partially |", "Partially", ["Partially"]],
    ["Partially and Partial", "Partial", ["Partial"]],
    ["v15 and x5y", "5", []],
    ["nothing here", "0.5", []],
    ["anything", "", []]
  ])("%s holds %s", (text, raw, expected) => expect(found(text, raw)).toEqual(expected));
});

describe("markValue(text, raw)", () => {
  it("cuts the text without losing any", () => {
    const parts = markValue("a 1 b 1 c", "1");
    expect(parts.map((part) => part.text).join("")).toBe("a 1 b 1 c");
    expect(parts.filter((part) => part.cited)).toHaveLength(2);
  });
  it("marks nothing without a value", () => expect(markValue("a 1", null)).toEqual([{text: "a 1", cited: false}]));
});
