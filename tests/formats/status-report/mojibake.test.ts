import {describe, expect, it} from "vitest";
import {mendMacRoman} from "../../../loaders/formats/status-report/mojibake.ts";

/** Each case as it was written and as it stands after UTF-8 was read as Mac Roman. */
const damaged = [
  ["–", "‚Äì"],
  ["’", "‚Äô"],
  ["✅ done", "‚úÖ done"],
  ["⚠️", "‚ö†Ô∏è"],
  ["📍", "\uF8FFüìç"],
  ["café", "caf√©"]
] as const;

describe("mendMacRoman(text)", () => {
  it.each(damaged)("restores %s", (written, found) => expect(mendMacRoman(found)).toBe(written));

  it("restores the byte that Apple gave to the euro", () => expect(mendMacRoman("€Ä")).toBe("\u06C0"));

  it.each(["plain ASCII", "a genuine café", "genuine – and ‚Äì", "📍 and ‚Äì", "lost to ? signs", ""])(
    "leaves %s alone",
    (text) => expect(mendMacRoman(text)).toBeNull()
  );

  it("makes no control characters", () => expect(mendMacRoman("¬Ä")).toBeNull());
});
