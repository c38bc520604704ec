import {listed} from "./format-name.js";

interface FailureKind {
  sign: "✕" | "↘" | "?";
  /** The verdict whose colour the sign has. */
  tone: "fail" | "undecided";
  one: string;
  many: string;
  page: string;
  /** The page's name in the header. */
  name: string;
  /** What was looked for, where it was not found. */
  absent: string;
}

/** What can have failed, in the order of the page. */
export const failureKinds = {
  diverging: {
    sign: "✕",
    tone: "fail",
    one: "same-seed pair of runs diverges",
    many: "same-seed pairs of runs diverge",
    page: "reproducibility",
    name: "Reproducibility",
    absent: "same-seed pairs that diverge"
  },
  aborted: {
    sign: "✕",
    tone: "fail",
    one: "run was aborted",
    many: "runs were aborted",
    page: "runs",
    name: "Runs",
    absent: "aborted runs"
  },
  falls: {
    sign: "↘",
    tone: "fail",
    one: "capability status falls from one audit to the next",
    many: "capability statuses fall from one audit to the next",
    page: "capabilities",
    name: "Capabilities",
    absent: "capability statuses that fall"
  },
  gates: {
    sign: "✕",
    tone: "fail",
    one: "gate failed, as its report says",
    many: "gates failed, as their reports say",
    page: "capabilities?part=gate",
    name: "Capabilities",
    absent: "failed gates"
  },
  tests: {
    sign: "✕",
    tone: "fail",
    one: "test failed",
    many: "tests failed",
    page: "source?part=test",
    name: "Source",
    absent: "failed tests"
  },
  findings: {
    sign: "✕",
    tone: "fail",
    one: "finding of a static analysis is an error",
    many: "findings of static analyses are errors",
    page: "source?part=finding",
    name: "Source",
    absent: "errors of static analyses"
  },
  links: {
    sign: "✕",
    tone: "fail",
    one: "link of a hash chain is broken",
    many: "links of hash chains are broken",
    page: "source?part=chain%20link",
    name: "Source",
    absent: "broken links of hash chains"
  },
  errors: {
    sign: "✕",
    tone: "fail",
    one: "error captured in a report",
    many: "errors captured in reports",
    page: "capabilities?part=captured%20error",
    name: "Capabilities",
    absent: "captured errors"
  },
  writers: {
    sign: "✕",
    tone: "fail",
    one: "run has two writers: one step carries several values",
    many: "runs have two writers: one step carries several values",
    page: "runs",
    name: "Runs",
    absent: "runs with two writers"
  },
  nonfinite: {
    sign: "✕",
    tone: "fail",
    one: "logged value is NaN or infinite",
    many: "logged values are NaN or infinite",
    page: "runs",
    name: "Runs",
    absent: "values that are NaN or infinite"
  },
  "logged errors": {
    sign: "✕",
    tone: "fail",
    one: "error in event logs",
    many: "errors in event logs",
    page: "capabilities#events",
    name: "Capabilities",
    absent: "errors in event logs"
  },
  rejected: {
    sign: "?",
    tone: "undecided",
    one: "unit could not be read",
    many: "units could not be read",
    page: "data-quality#rejected",
    name: "Data quality",
    absent: "rejected units"
  },
  unrecognised: {
    sign: "?",
    tone: "undecided",
    one: "file is in no format that is known here",
    many: "files are in no format that is known here",
    page: "data-quality#unrecognised",
    name: "Data quality",
    absent: "unrecognised files"
  }
} as const satisfies Record<string, FailureKind>;

export type FailureName = keyof typeof failureKinds;

/** "aborted runs, rejected units and unrecognised files": what was looked for and not found; empty where all were. */
export function absentFailures(found: readonly string[]): string {
  const absent = Object.entries(failureKinds).filter(([name]) => !found.includes(name));
  return listed(absent.map(([, kind]) => kind.absent));
}
