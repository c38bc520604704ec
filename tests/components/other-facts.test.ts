import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {otherParts} from "../../src/components/other-facts.ts";

describe("otherParts", () => {
  it.each(["other_facts", "other_fact_counts"])("has every part of %s.parquet.sql, and no other", (name) => {
    const sql = readFileSync(new URL(`../../src/data/${name}.parquet.sql`, import.meta.url), "utf8");
    const parts = [...sql.matchAll(/SELECT '([a-z ]+)'/g)].map(([, part]) => part);
    expect(parts.sort()).toEqual(Object.keys(otherParts).sort());
  });
});
