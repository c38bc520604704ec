import {describe, expect, it} from "vitest";
import {keySets} from "../../src/components/quality-drift.ts";

const row = (path: string, keys: string, first_line = 1) => ({path, keys, n: keys.split(", ").length, first_line});

describe("keySets(rows)", () => {
  it("puts files with the same keys together, in the order they came", () => {
    const sets = keySets([row("a", "type"), row("b", "lr, seed"), row("c", "type"), row("a", "type", 9)]);
    expect(sets.map(({keys, n, file_count}) => [keys, n, file_count])).toEqual([
      ["type", 1, 2],
      ["lr, seed", 2, 1]
    ]);
  });

  it("keeps every row with its lines", () => {
    const [set] = keySets([row("a", "type"), row("a", "type", 9), row("c", "type")]);
    expect(set?.files.map(({path, first_line}) => [path, first_line])).toEqual([
      ["a", 1],
      ["a", 9],
      ["c", 1]
    ]);
  });
});
