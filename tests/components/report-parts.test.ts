import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {countParts, partKinds} from "../../src/components/report-parts.ts";
import type {ReportPart} from "../../src/components/report-parts.ts";

const part = (name: string): ReportPart => ({
  part: name,
  title: null,
  status: null,
  status_raw: null,
  text: null,
  evidence: "a:1",
  date: null,
  path: "a.md"
});

describe("partKinds", () => {
  it("has every part of report_parts.parquet.sql, and no other", () => {
    const sql = readFileSync(new URL("../../src/data/report_parts.parquet.sql", import.meta.url), "utf8");
    const parts = [...sql.matchAll(/SELECT '([a-z ]+)'/g)].map(([, name]) => name);
    expect(parts.sort()).toEqual(Object.keys(partKinds).sort());
  });
});

describe("countParts(rows)", () => {
  it("counts in the order of the page and leaves out what nobody wrote", () => {
    expect(countParts([part("patch"), part("gate"), part("gate")])).toEqual([
      {part: "gate", n: 2},
      {part: "patch", n: 1}
    ]);
  });
});
