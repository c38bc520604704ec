import {describe, expect, it} from "vitest";
import {citedRaw, placeName} from "../../src/components/source-page.ts";

const names = new Map([
  ["aa11", {path: "logs/a.ndjson", unit_kind: "line"}],
  ["bb22", {path: "reports/audit.md", unit_kind: "node"}]
]);

describe("placeName(at, names)", () => {
  it.each([
    ["aa11:12", "logs/a.ndjson:12"],
    ["bb22:7", "reports/audit.md, node 7"],
    ["aa11#path", "logs/a.ndjson"],
    ["aa11#units_parsed", "logs/a.ndjson, units parsed"],
    ["cc33:1", null],
    ["nonsense", null]
  ])("%s", (at, name) => expect(placeName(at, names)).toBe(name));
});

describe("citedRaw(query, hash)", () => {
  it.each([
    ["?at=aa11:1&raw=0.5", "", "0.5"],
    ["?at=aa11:1", "#v=0.25", "0.25"],
    ["?at=aa11:1&raw=1", "#v=2", "1"],
    ["?at=aa11:1", "", null]
  ])("%s%s", (query, hash, raw) => expect(citedRaw(query, hash)).toBe(raw));
});
