import type {Verdict} from "../../rows.ts";
import {marksOf, plainLine, withoutMarks} from "./markup.ts";

/** What a report says of a capability, in lower case without emoji and brackets. */
export const capabilityStatuses = {
  implemented: "implemented",
  hardened: "implemented",
  available: "implemented",
  complete: "implemented",
  completed: "implemented",
  done: "implemented",
  "production ready": "implemented",
  "fully implemented": "implemented",
  "✅": "implemented",
  "✔": "implemented",
  "✓": "implemented",
  partial: "partial",
  partially: "partial",
  "partially implemented": "partial",
  "implemented but partially implemented for custom loops": "partial",
  "needs follow up": "partial",
  "in progress": "partial",
  "⚠": "partial",
  stub: "stubbed",
  stubbed: "stubbed",
  placeholder: "stubbed",
  missing: "missing",
  "not implemented": "missing",
  "not started": "missing",
  absent: "missing",
  none: "missing",
  "❌": "missing",
  "✗": "missing",
  "✘": "missing"
} as const satisfies Record<string, CapabilityStatus>;
export type CapabilityStatus = "implemented" | "partial" | "stubbed" | "missing" | "unknown";

/** What a report says of a gate, a phase or a check item. A gate that was skipped or kept from running shows nothing. */
export const verdictWords = {
  pass: "pass",
  passed: "pass",
  passes: "pass",
  passing: "pass",
  ok: "pass",
  success: "pass",
  succeeded: "pass",
  green: "pass",
  stable: "pass",
  complete: "pass",
  completed: "pass",
  implemented: "pass",
  true: "pass",
  yes: "pass",
  "✅": "pass",
  "✔": "pass",
  "✓": "pass",
  fail: "fail",
  failed: "fail",
  fails: "fail",
  failing: "fail",
  failure: "fail",
  error: "fail",
  "exit 1": "fail",
  missing: "fail",
  gap: "fail",
  regression: "fail",
  "not implemented": "fail",
  false: "fail",
  no: "fail",
  "❌": "fail",
  "✗": "fail",
  "✘": "fail",
  degraded: "undecided",
  partial: "undecided",
  partially: "undecided",
  "partially implemented": "undecided",
  warn: "undecided",
  warning: "undecided",
  flaky: "undecided",
  xfail: "undecided",
  xpass: "undecided",
  "in progress": "undecided",
  "⚠": "undecided",
  "🔄": "undecided",
  skip: "no-evidence",
  skipped: "no-evidence",
  offline: "no-evidence",
  blocked: "no-evidence",
  "not run": "no-evidence",
  "not started": "no-evidence",
  pending: "no-evidence",
  todo: "no-evidence",
  "⏳": "no-evidence",
  "n/a": "not-applicable",
  "not applicable": "not-applicable"
} as const satisfies Record<string, Verdict>;

/** What a report says of an item of work. */
export const sprintStatuses = {
  complete: "complete",
  completed: "complete",
  done: "complete",
  "infrastructure complete": "complete",
  "✅": "complete",
  "in progress": "in progress",
  partial: "in progress",
  "🔄": "in progress",
  todo: "not started",
  pending: "not started",
  planned: "not started",
  "not started": "not started",
  "can complete without gpu": "not started",
  "⏳": "not started",
  blocked: "blocked",
  "⚠": "blocked",
  "❌": "blocked",
  deferred: "deferred",
  "⏸": "deferred"
} as const satisfies Record<string, SprintStatus>;
export type SprintStatus = "complete" | "in progress" | "not started" | "blocked" | "deferred" | "unknown";

/** "⚠️ **Partially implemented** (opt-in): …" → "partial"; "unknown" where the table above lacks the words. */
export function capabilityStatus(raw: string): CapabilityStatus {
  return stated(capabilityStatuses, raw) ?? "unknown";
}

/** "✅ COMPLETE" → "complete"; "unknown" where the table above lacks the words. */
export function sprintStatus(raw: string): SprintStatus {
  return stated(sprintStatuses, raw) ?? "unknown";
}

/** The verdict a whole cell or value states, or null: "PASS" → "pass". Two marks that disagree → "undecided". */
export function verdictOf(raw: string): Verdict | null {
  const marked = new Set(
    marksOf(raw)
      .map((mark) => entry(verdictWords, mark))
      .filter((verdict) => verdict !== undefined)
  );
  if (marked.size > 1) return "undecided";
  return [...marked][0] ?? stated(verdictWords, raw) ?? null;
}

/** The first word of verdict in running text: "**failed** at coverage stage" → "fail". */
export function verdictIn(text: string): Verdict | null {
  const found = phrases.exec(plainLine(text).toLowerCase());
  return found ? (entry(verdictWords, found[0].trim()) ?? null) : null;
}

const spoken = Object.keys(verdictWords).filter(
  (word) => /^[a-z]/.test(word) && !["no", "yes", "true", "false", "ok", "error", "green"].includes(word)
);
const phrases = new RegExp(`(?<![\\w-])(${spoken.sort((a, b) => b.length - a.length).join("|")})(?![\\w-])`);

/** Looks up the words before the first colon, full stop or dash, without what stands in brackets; else the emoji alone. */
function stated<Status>(table: Record<string, Status>, raw: string): Status | null {
  const words = withoutMarks(raw)
    .toLowerCase()
    .replace(/\([^()]*\)/g, " ")
    .split(/[:;,.–—]| - /)[0]!;
  const key = words.replaceAll("-", " ").replace(/\s+/g, " ").trim();
  return entry(table, key || (marksOf(raw)[0] ?? "")) ?? null;
}

function entry<Status>(table: Record<string, Status>, key: string): Status | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
