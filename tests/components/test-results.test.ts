import {describe, expect, it} from "vitest";
import {testOrigins} from "../../src/components/test-results.ts";
import type {TestResult} from "../../src/components/test-results.ts";

const result = (more: Partial<TestResult> = {}): TestResult =>
  ({suite: "properties", name: "fuse", verdict: "pass", sources: "same", dirty: false, ...more}) as TestResult;

describe("testOrigins(results)", () => {
  it.each<[string, Partial<TestResult>[], string[]]>([
    ["nothing where the benchmarks are of the same sources", [{}, {}], []],
    [
      "that all are stale",
      [{sources: "other"}, {sources: "other"}],
      ["These results are stale: they are of other sources than the benchmarks here."]
    ],
    [
      "that some are stale",
      [{}, {sources: "other"}],
      ["Some of these results are stale: they are of other sources than the benchmarks here."]
    ],
    [
      "that nobody knows",
      [{sources: null}],
      ["These results cannot be held against the benchmarks: one of them does not say of which sources it is."]
    ],
    ["that sources were changed", [{dirty: true}, {}], ["The sources held changes that were not committed."]]
  ])("says %s", (_, rows, words) => expect(testOrigins(rows.map(result))).toEqual(words));
});
