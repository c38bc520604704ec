import {describe, expect, it} from "vitest";
import {decodeSelection, encodeSelection} from "../../src/components/run-settings.ts";

const known = ["a.1", "b.1", "c.1", "d.1"];
const own = ["a.1", "b.1"];

describe("encodeSelection(selected, known, own)", () => {
  it.each([
    ["the page's own choice is not written", ["a.1", "b.1"], []],
    ["all runs are one word", known, ["all"]],
    ["no run is another", [], ["none"]],
    ["anything else is its ids", ["c.1"], ["c.1"]]
  ])("%s", (_, selected, expected) => {
    expect(encodeSelection(selected, known, own)).toEqual(expected);
  });

  it("comes back as it was", () => {
    for (const selected of [[], ["c.1"], ["b.1", "d.1"], known])
      expect(decodeSelection(encodeSelection(selected, known, own), known) ?? own).toEqual(selected);
  });
});

describe("decodeSelection(asked, known)", () => {
  it("is null where the address asks for nothing, or only for runs that are not there", () => {
    expect(decodeSelection([], known)).toBeNull();
    expect(decodeSelection(["gone.1"], known)).toBeNull();
  });

  it("leaves out runs that are not there and keeps the order of the report", () => {
    expect(decodeSelection(["d.1", "gone.1", "b.1"], known)).toEqual(["b.1", "d.1"]);
  });
});
