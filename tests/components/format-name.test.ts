import {describe, expect, it} from "vitest";
import {formats} from "../../loaders/formats/index.ts";
import {formatName, formatWords, listed} from "../../src/components/format-name.ts";

describe("formatWords", () => {
  it("names every format that can be read, and no other", () => {
    expect(Object.keys(formatWords).sort()).toEqual(formats.map(({name}) => name).sort());
  });
});

describe("formatName(format)", () => {
  it("leaves a format of the configuration its own name", () => {
    expect(formatName("acme-log")).toBe("acme-log");
  });
});

describe("listed(words)", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"]
  ])("%j", (words, text) => expect(listed(words)).toBe(text));
});
