import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {testNdjson} from "../../loaders/formats/test-ndjson.ts";
import {partialRun, resultRows} from "../long/results.ts";
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
    const names = resultRows(tests, origin).map((row) => (row as EndedTest).name);
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

describe("partialRun(ran, all, filtered, stopped)", () => {
  it.each([
    ["all", ["a", "b"], false, false, null],
    ["a file less", ["a"], false, false, "it left out b"],
    ["tests of a name", ["a", "b"], true, false, "it ran only the tests of a name"],
    ["a run that was stopped", ["a", "b"], false, true, "it was stopped"]
  ])("%s", (_, ran, filtered, stopped, why) => expect(partialRun(ran, ["a", "b"], filtered, stopped)).toBe(why));
});
