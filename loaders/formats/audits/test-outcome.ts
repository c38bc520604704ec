import {childOf, textAt, type XmlElement} from "../xml-document.ts";

export interface TestOutcome {
  status: "passed" | "failed" | "skipped";
  /** The file's own words where they say more than the status. */
  status_raw: string | null;
  message: string | null;
}

/** Elements inside a test that tell how it went; a test with several failed where one of them is a failure. */
const marks: Record<string, TestOutcome["status"]> = {
  failure: "failed",
  error: "failed",
  skipped: "skipped",
  skip: "skipped",
  disabled: "skipped",
  rerunFailure: "passed",
  rerunError: "passed",
  flakyFailure: "passed",
  flakyError: "passed",
  rerun: "passed"
};

/** Words of the attributes `result` and `status`, in lower case. */
const words: Record<string, TestOutcome["status"]> = {
  pass: "passed",
  passed: "passed",
  success: "passed",
  warning: "passed",
  fail: "failed",
  failed: "failed",
  failure: "failed",
  error: "failed",
  errored: "failed",
  cancelled: "failed",
  invalid: "failed",
  notrunnable: "failed",
  skip: "skipped",
  skipped: "skipped",
  ignored: "skipped",
  inconclusive: "skipped",
  notrun: "skipped",
  disabled: "skipped",
  suppressed: "skipped"
};

/** How a test went by the elements inside it, then by its attributes; a test that says nothing has passed. */
export function testOutcome(test: XmlElement): TestOutcome {
  const found = test.children.filter(({name}) => Object.hasOwn(marks, name));
  const said = ["result", "status"].map((name) => test.attributes.get(name)).find((word) => statusOf(word));
  const elements = found.map(({name}) => marks[name]!);
  const claims = [...elements, ...(said === undefined ? [] : [statusOf(said)!])];
  const status = claims.includes("failed") ? "failed" : claims.includes("skipped") ? "skipped" : "passed";
  const raw = found.length > 0 ? [...new Set(found.map(({name}) => name))].join(", ") : (said ?? null);
  const telling = found.find(({name}) => marks[name] === status) ?? found[0] ?? childOf(test, "reason");
  return {status, status_raw: raw === status ? null : raw, message: telling ? messageOf(telling) : null};
}

function statusOf(word: string | undefined): TestOutcome["status"] | undefined {
  const key = word?.toLowerCase() ?? "";
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function messageOf(mark: XmlElement): string | null {
  return mark.attributes.get("message") || textAt(mark, "message") || mark.text.trim() || null;
}
