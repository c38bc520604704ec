import {describe, expect, it} from "vitest";
import {differences, identityFacts} from "../../src/components/run-differences.ts";
import type {RunFact, RunIdentity} from "../../src/components/run-differences.ts";

const fact = (run_id: string, kind: string, key: string, value: string | null): RunFact => ({
  run_id,
  kind,
  key,
  value,
  value_evidence: `${run_id}:1`
});
const keysOf = (facts: RunFact[], runs = ["a", "b"]): string[] =>
  differences(runs, facts).differing.map(({key}) => key);

describe("differences(runs, facts)", () => {
  it("keeps only what differs and counts what does not", () => {
    const found = differences(
      ["a", "b"],
      [
        fact("a", "parameter", "lr", "0.1"),
        fact("b", "parameter", "lr", "0.2"),
        fact("a", "parameter", "batch", "32"),
        fact("b", "parameter", "batch", "32")
      ]
    );
    expect(found.same).toBe(1);
    expect(found.differing).toHaveLength(1);
    expect(found.differing[0]).toMatchObject({kind: "parameter", key: "lr", contradicts: true});
    expect(found.differing[0]?.cells.map(([f]) => f?.value)).toEqual(["0.1", "0.2"]);
  });

  it("puts identity before parameters before environment, and contradictions before silence", () => {
    const facts = [
      fact("a", "environment", "python", "3.11"),
      fact("b", "environment", "python", "3.12"),
      fact("a", "parameter", "alpha", "1"),
      fact("a", "parameter", "lr", "0.1"),
      fact("b", "parameter", "lr", "0.2"),
      fact("a", "identity", "commit", "aaaa"),
      fact("b", "identity", "commit", "bbbb")
    ];
    expect(keysOf(facts)).toEqual(["commit", "lr", "alpha", "python"]);
  });

  it("takes a key that only one run states as a difference that contradicts nothing", () => {
    const [found] = differences(["a", "b"], [fact("a", "parameter", "dropout", "0.5")]).differing;
    expect(found).toMatchObject({key: "dropout", contradicts: false});
    expect(found?.cells).toEqual([[fact("a", "parameter", "dropout", "0.5")], []]);
  });

  it("tells a null that is logged from a key that is not", () => {
    expect(keysOf([fact("a", "parameter", "clip", null)])).toEqual(["clip"]);
    expect(keysOf([fact("a", "parameter", "clip", null), fact("b", "parameter", "clip", null)])).toEqual([]);
  });

  it("leaves out keys that name the run, the seed among the parameters, and runs that were not asked for", () => {
    const facts = [
      fact("a", "parameter", "run_name", "x"),
      fact("b", "parameter", "run_name", "y"),
      fact("a", "parameter", "seed", "1"),
      fact("b", "parameter", "seed", "2"),
      fact("c", "parameter", "lr", "9")
    ];
    expect(keysOf(facts)).toEqual([]);
  });

  it("compares all values of a key that a run sets twice", () => {
    const twice = [fact("a", "parameter", "lr", "0.1"), fact("a", "parameter", "lr", "0.2")];
    expect(keysOf([...twice, fact("b", "parameter", "lr", "0.1")])).toEqual(["lr"]);
  });
});

describe("identityFacts(run)", () => {
  const run: RunIdentity = {
    run_id: "a",
    commit: null,
    commit_evidence: null,
    dirty: null,
    device: null,
    device_evidence: null,
    command: null,
    command_evidence: null,
    seed: null,
    seed_evidence: null,
    evidence: "a:1"
  };

  it("says nothing of what is not logged", () => {
    expect(identityFacts(run)).toEqual([]);
  });

  it("gives seed, commit and changes with their lines", () => {
    const facts = identityFacts({
      ...run,
      seed: 0,
      seed_evidence: "a:2",
      commit: "cafe",
      commit_evidence: "a:3",
      dirty: false
    });
    expect(facts.map(({key, value, value_evidence}) => [key, value, value_evidence])).toEqual([
      ["seed", "0", "a:2"],
      ["commit", "cafe", "a:3"],
      ["uncommitted changes", "false", "a:3"]
    ]);
  });
});
