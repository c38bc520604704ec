import type {Verdict} from "../rows.ts";

/**
 * Every domain's words for how something stands, in lower case, onto the five verdicts. A word that says work was not
 * done, or not seen, is no evidence; one that says it half holds is undecided. Nothing else maps words to verdicts.
 */
export const vocabulary = {
  /** What a statement in words is, held against its evidence. */
  claim: {
    supported: "pass",
    contradicted: "fail",
    drifted: "fail",
    undecided: "undecided",
    stale: "undecided",
    unsupported: "no-evidence",
    "no evidence": "no-evidence",
    "not applicable": "not-applicable"
  },
  /** Gates of status reports and continuous integration. */
  gate: {
    pass: "pass",
    passed: "pass",
    ok: "pass",
    success: "pass",
    stable: "pass",
    fail: "fail",
    failed: "fail",
    failure: "fail",
    error: "fail",
    degraded: "undecided",
    partial: "undecided",
    warn: "undecided",
    warning: "undecided",
    flaky: "undecided",
    skip: "no-evidence",
    skipped: "no-evidence",
    offline: "no-evidence",
    blocked: "no-evidence",
    pending: "no-evidence",
    "not run": "no-evidence",
    "n/a": "not-applicable",
    "not applicable": "not-applicable"
  },
  /** Signs of checklists, without variation selectors. */
  checklist: {
    "[x]": "pass",
    "✅": "pass",
    "✔": "pass",
    "✓": "pass",
    yes: "pass",
    "[ ]": "fail",
    "❌": "fail",
    "✗": "fail",
    "✘": "fail",
    no: "fail",
    "⚠": "undecided",
    "🔄": "undecided",
    "?": "undecided",
    "⏳": "no-evidence",
    "": "no-evidence",
    "–": "not-applicable",
    "n/a": "not-applicable"
  },
  /** `run.status`. */
  run: {
    completed: "pass",
    aborted: "fail",
    running: "undecided",
    unknown: "no-evidence"
  },
  /** Results of single tests. */
  test: {
    passed: "pass",
    failed: "fail",
    error: "fail",
    xfail: "undecided",
    xpass: "undecided",
    flaky: "undecided",
    skipped: "no-evidence"
  },
  /** A benchmark against its baseline: a change for the worse fails. */
  comparison: {
    faster: "pass",
    same: "pass",
    slower: "fail",
    undecided: "undecided",
    "too few samples": "undecided",
    "no baseline": "no-evidence",
    "not comparable": "not-applicable"
  },
  /** Links of hash-chained audit logs. */
  chain: {
    verified: "pass",
    holds: "pass",
    genesis: "not-applicable",
    broken: "fail",
    restarted: "undecided",
    unverifiable: "no-evidence"
  },
  /** Snapshots, digests and artifacts held against what was recorded. */
  verification: {
    verified: "pass",
    mismatch: "fail",
    changed: "fail",
    missing: "no-evidence",
    unverified: "no-evidence",
    "not recorded": "not-applicable"
  },
  /** `evidence.state`. */
  evidence: {
    found: "pass",
    missing: "no-evidence",
    excluded: "no-evidence",
    stale: "undecided",
    unresolved: "undecided"
  }
} as const satisfies Record<string, Record<string, Verdict>>;

export type Domain = keyof typeof vocabulary;

/** The verdict of a domain's word, whatever its case and variation selectors; null where the table lacks it. */
export function findVerdict(domain: Domain, word: string): Verdict | null {
  const key = word.replaceAll("\uFE0F", "").trim().toLowerCase();
  const words: Record<string, Verdict> = vocabulary[domain];
  return Object.hasOwn(words, key) ? words[key]! : null;
}
