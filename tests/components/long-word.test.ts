import {describe, expect, it} from "vitest";
import {cutLongWords} from "../../src/components/long-word.ts";

describe("cutLongWords(text)", () => {
  it("cuts a word without a place to break", () =>
    expect(cutLongWords(`of ${"ab".repeat(60)} steps`)).toBe(`of ${"ab".repeat(24)}… steps`));
  it("leaves a digest whole", () => expect(cutLongWords("0".repeat(64))).toBe("0".repeat(64)));
  it("leaves a path whole that can break at its slashes", () => {
    const path = "runs/2026/".repeat(20);
    expect(cutLongWords(path)).toBe(path);
  });
  it("cuts between characters, not inside them", () =>
    expect(cutLongWords("😀".repeat(90))).toBe(`${"😀".repeat(48)}…`));
});
