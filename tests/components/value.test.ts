import {describe, expect, it} from "vitest";
import {rawText, sourceHref, timeText} from "../../src/components/value.ts";

describe("sourceHref(evidence)", () => {
  it("keeps a place readable", () => expect(sourceHref("1f3a9c:204")).toBe("./source?at=1f3a9c:204"));
  it.each(["=9f31c2", "1f3a9c#units_rejected", "a b&c"])("survives the address: %s", (evidence) => {
    const address = new URL(sourceHref(evidence), "http://report/runs");
    expect(address.searchParams.get("at")).toBe(evidence);
  });
});

describe("rawText(v)", () => {
  it.each([0.1 + 0.2, 1e21, -0, NaN, Infinity, 5e-324])("reads back as %d", (v) => expect(Number(rawText(v))).toBe(v));
  it("keeps words", () => expect(rawText("partial")).toBe("partial"));
});

describe("timeText(v, clock)", () => {
  it.each<[string | Date, boolean | undefined, string | null]>([
    ["2025-10-05", undefined, "5\u00a0Oct\u00a02025"],
    ["2025-10-05T14:03:09Z", undefined, "5\u00a0Oct\u00a02025 14:03:09"],
    ["2025-10-05 14:03", undefined, "5\u00a0Oct\u00a02025 14:03"],
    ["2025-10-05T14:03:09Z", false, "5\u00a0Oct\u00a02025"],
    [new Date("2025-10-05T00:00:00Z"), undefined, "5\u00a0Oct\u00a02025"],
    [new Date("2025-10-05T00:00:01Z"), undefined, "5\u00a0Oct\u00a02025 00:00:01"],
    ["2025-13-05", undefined, null],
    ["yesterday", undefined, null],
    [new Date(NaN), undefined, null]
  ])("%s", (v, clock, text) => expect(timeText(v, clock)).toBe(text));
});
