import {describe, expect, it} from "vitest";
import {formats} from "../../loaders/formats/index.ts";
import {formatFamilies, formatName, formatWords, listed} from "../../src/components/format-name.ts";

describe("formatWords", () => {
  it("names every format that can be read, and no other", () => {
    expect(Object.keys(formatWords).sort()).toEqual(formats.map(({name}) => name).sort());
  });
});

describe("formatFamilies", () => {
  it("holds every format once", () => {
    const names = formatFamilies.flatMap((family) => Object.keys(family.formats));
    expect(names).toHaveLength(new Set(names).size);
    expect(names).toHaveLength(formats.length);
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
