import {isFailing, messageOf, type Judgement} from "./judgement.ts";
import {printable} from "./printable.ts";

/** The judgements as test results in the XML of JUnit: a suite for each file, a test for each thing that was decided. */
export function junitXml(judgements: Judgement[]): string {
  const files = [...new Set(judgements.map(({file}) => file))];
  const suites = files.map((file) =>
    suite(
      file,
      judgements.filter((judgement) => judgement.file === file)
    )
  );
  const head = `<testsuites name="colophon check"${counts(judgements)}>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites.flat(), "</testsuites>", ""].join("\n");
}

function suite(file: string, judgements: Judgement[]): string[] {
  return [`  <testsuite name="${escape(file)}"${counts(judgements)}>`, ...judgements.flatMap(test), "  </testsuite>"];
}

function counts(judgements: Judgement[]): string {
  const failing = judgements.filter(isFailing);
  const failures = failing.filter(({verdict}) => verdict === "fail").length;
  const errors = failing.length - failures;
  const skipped = judgements.filter(isSkipped).length;
  return ` tests="${judgements.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

/** What neither holds nor fails the check: JUnit knows no warning. */
function isSkipped(judgement: Judgement): boolean {
  return judgement.verdict !== "pass" && !isFailing(judgement);
}

function test(judgement: Judgement): string[] {
  const {kind, id, subject = "", file, line, verdict} = judgement;
  const name = [kind, id, subject, `line ${line}`].filter((word) => word !== "").join(" ");
  const head = `    <testcase classname="${escape(file)}" name="${escape(name)}" file="${escape(file)}" line="${line}"`;
  if (verdict === "pass") return [`${head}/>`];
  if (verdict === "not-applicable") return [`${head}>`, "      <skipped/>", "    </testcase>"];
  const message = `message="${escape(messageOf(judgement))}"`;
  if (isSkipped(judgement)) return [`${head}>`, `      <skipped ${message}/>`, "    </testcase>"];
  // A claim that is false has failed; one that cannot be decided could not be tested.
  const element = verdict === "fail" ? "failure" : "error";
  return [`${head}>`, `      <${element} type="${verdict}" ${message}/>`, "    </testcase>"];
}

const marks: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;"
};

function escape(text: string): string {
  return printable(text).replace(/[&<>"\n\t]/g, (mark) => marks[mark]!);
}
