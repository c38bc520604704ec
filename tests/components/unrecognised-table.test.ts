import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {remedies} from "../../src/components/unrecognised-table.ts";

describe("remedies", () => {
  it("has one for every guess of loaders/formats, and no other", () => {
    const source = readFileSync(new URL("../../loaders/formats/guess.ts", import.meta.url), "utf8");
    const guesses = [...source.matchAll(/(?:guess: |xml\()"([^"]+)"/g)].map(([, guess]) => guess);
    expect(guesses.length).toBeGreaterThan(15);
    expect(Object.keys(remedies).sort()).toEqual([...new Set(guesses)].sort());
  });
});
