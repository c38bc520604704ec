import {describe, expect, it} from "vitest";
import {verdictWords} from "../../loaders/formats/status-report/vocabulary.ts";
import {verdicts} from "../../loaders/rows.ts";
import {findVerdict, vocabulary, type Domain} from "../../loaders/claims/vocabulary.ts";
import {verdicts as shown} from "../../src/components/verdict.ts";

const domains = Object.keys(vocabulary) as Domain[];

describe("vocabulary", () => {
  it.each(domains)("%s maps onto the five verdicts, in lower case", (domain) => {
    for (const [word, verdict] of Object.entries(vocabulary[domain])) {
      expect(verdicts).toContain(verdict);
      expect(word).toBe(word.trim().toLowerCase());
      expect(findVerdict(domain, word)).toBe(verdict);
    }
  });

  it.each(["claim", "gate", "checklist"] as const)("%s has a word for every verdict", (domain) => {
    expect(new Set(Object.values(vocabulary[domain]))).toEqual(new Set(verdicts));
  });

  it("knows every word that a page shows of a claim", () => {
    for (const verdict of verdicts) expect(findVerdict("claim", shown[verdict].claim)).toBe(verdict);
  });

  it.each([
    [
      "gate",
      ["PASS", "FAIL", "SKIP", "DEGRADED", "PARTIAL", "STABLE", "OFFLINE", "WARN", "ERROR", "BLOCKED", "PENDING", "N/A"]
    ],
    ["checklist", ["[x]", "[ ]", "✅", "✔️", "⚠️", "❌", "✗", "✓"]],
    ["run", ["completed", "aborted", "running", "unknown"]],
    ["comparison", ["faster", "slower", "same", "undecided"]],
    ["chain", ["verified", "restarted", "unverifiable"]],
    ["evidence", ["found", "missing", "excluded", "stale", "unresolved"]],
    ["test", ["passed", "failed", "error", "skipped"]],
    ["claim", ["supported", "contradicted", "unsupported", "undecided"]]
  ] as const)("%s knows the words that its domain uses", (domain, words) => {
    for (const word of words) expect(findVerdict(domain, word), word).not.toBeNull();
  });

  it("agrees with the words of status reports", () => {
    const shared = Object.entries(verdictWords).flatMap(([word, verdict]) =>
      (["gate", "checklist"] as const)
        .filter((domain) => findVerdict(domain, word) !== null)
        .map((domain) => [domain, word, verdict] as const)
    );
    expect(shared.length).toBeGreaterThan(25);
    for (const [domain, word, verdict] of shared) expect([word, findVerdict(domain, word)]).toEqual([word, verdict]);
  });
});

describe("findVerdict(domain, word)", () => {
  it("gives null for a word that nobody defined", () => {
    expect(findVerdict("gate", "splendid")).toBeNull();
    expect(findVerdict("gate", "constructor")).toBeNull();
    expect(findVerdict("run", "pass")).toBeNull();
  });
});
