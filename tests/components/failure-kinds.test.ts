import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {absentFailures, failureKinds} from "../../src/components/failure-kinds.ts";

const sql = (name: string): string =>
  readFileSync(new URL(`../../src/data/${name}.parquet.sql`, import.meta.url), "utf8");

describe("failureKinds", () => {
  it.each(["failures", "failure_examples"])("has every kind of %s.parquet.sql, and no other", (name) => {
    const kinds = [...sql(name).matchAll(/SELECT '([a-z ]+)'/g)].map(([, kind]) => kind);
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(failureKinds).sort());
  });

  it("comes in the order of the query", () => {
    const order = /list_position\(\[([^\]]+)\]/
      .exec(sql("failures"))?.[1]
      ?.match(/[a-z ]+(?=')/g)
      ?.filter((word) => word.trim());
    expect(order).toEqual(Object.keys(failureKinds));
  });
});

describe("absentFailures(found)", () => {
  it("names what was looked for and not found", () => {
    const all = Object.keys(failureKinds);
    expect(absentFailures(all.filter((kind) => kind !== "aborted" && kind !== "rejected"))).toBe(
      "aborted runs and rejected units"
    );
    expect(absentFailures(all)).toBe("");
  });
});
