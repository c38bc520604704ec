import {describe, expect, it} from "vitest";
import {shortPath} from "../../src/components/audit-cell.ts";
import {cutAt} from "../../src/components/excerpt.ts";

describe("cutAt(text, limit)", () => {
  it.each([
    ["short", 10, 5],
    ["one two three", 8, 7],
    ["averyveryverylongword and more", 10, 10]
  ])("%s at %i", (text, limit, at) => expect(cutAt(text, limit)).toBe(at));
});

describe("shortPath(path, limit)", () => {
  it.each([
    ["reports/audit.md", "audit.md"],
    ["audit.md", "audit.md"],
    ["a/2025-10-06-an-audit-with-a-long-name.md", "2025-10…name.md"]
  ])("%s", (path, name) => expect(shortPath(path, 15)).toBe(name));
});
