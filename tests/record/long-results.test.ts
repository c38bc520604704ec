import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {testNdjson} from "../../loaders/formats/test-ndjson.ts";
import {resultRows, unended, withSuite} from "../long/results.ts";
import type {EndedTest, Origin} from "../long/results.ts";
import {sourceOf} from "../tiling.ts";

const origin: Origin = {
  ...{commit: "4f1c0de", dirty: false, source_digest: "00ff", device: "cpu-a"},
  environment: {node: "20.11.0", os: "linux 6"}
};
const ended = (more: Partial<EndedTest> = {}): EndedTest => ({
  ...{suite: "properties", name: "fuse", state: "passed", milliseconds: 1234.56, error: null},
  meta: {cases: 10_000, seed: 2, backends: ["js", "cpu"]},
  ...more
});

describe("resultRows(tests, origin)", () => {
  it("are in the order of suite and name, whatever order they ended in", () => {
    const tests = [ended(), ended({suite: "a", name: "z"}), ended({name: "a"})];
    const names = resultRows(tests, origin).map(({name}) => name);
    expect(names).toEqual(["z", "a", "fuse"]);
    expect(resultRows(tests.toReversed(), origin)).toEqual(resultRows(tests, origin));
  });
  it("are what the test log's parser reads, all of it", () => {
    const tests = [
      ended(),
      ended({name: "no", state: "failed", error: "a\nb"}),
      ended({name: "of", state: "skipped", meta: {}})
    ];
    const text = resultRows(tests, origin)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join("");
    expect(recognise("x", headOf(Buffer.from(text))).format).toBe(testNdjson);
    const results = [...testNdjson.parse(sourceOf("x", text))].filter((row) => row.table === "test_result");
    expect(results.map((row) => ("values" in row ? row.values : null))).toMatchObject([
      {name: "fuse", status: "passed", cases: 10_000, seconds: 1.235, seed: 2, backends: "js, cpu", commit: "4f1c0de"},
      {name: "no", status: "failed", message: "a", device: "cpu-a", dirty: false, source_digest: "00ff"},
      {name: "of", status: "skipped", cases: null, seconds: null, environment: '{"node":"20.11.0","os":"linux 6"}'}
    ]);
  });
  it("are refused for a test that has not ended", () =>
    expect(() => resultRows([ended({state: "pending"})], origin)).toThrow("properties: fuse has not ended"));
});

describe("unended(tests, filtered)", () => {
  it.each([
    ["all", ["passed", "failed", "skipped"], false, null],
    ["none", [], false, "no test of it was run"],
    ["tests of a name", ["passed", "skipped"], true, "only the tests of a name were run"],
    ["a run that was stopped", ["passed", "pending"], false, "it was stopped"]
  ] as const)("%s", (_, states, filtered, why) =>
    expect(
      unended(
        states.map((state) => ({state})),
        filtered
      )
    ).toBe(why)
  );
});

describe("withSuite(before, suite, rows, suites)", () => {
  const row = (suite: string, name: string) => ({suite, name});
  it("replaces the rows of the suite, keeps the others, leaves out what is no more", () =>
    expect(
      withSuite(
        [row("a", "x"), row("b", "old"), row("gone", "y"), row("c", "z")],
        "b",
        [row("b", "new")],
        ["a", "b", "c"]
      )
    ).toEqual([row("a", "x"), row("b", "new"), row("c", "z")]));
});
