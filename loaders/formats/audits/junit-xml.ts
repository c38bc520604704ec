import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {repair} from "../unit-line.ts";
import {xmlUnits, type XmlElement, type XmlPick} from "../xml-document.ts";
import {xmlRoot} from "../xml-root.ts";
import {numberColumns} from "./number-text.ts";
import {testOutcome} from "./test-outcome.ts";

/** Roots by the tool they belong to, with what else must be there. */
const roots: Record<string, RegExp> = {
  testsuites: /<(testsuite|properties)\b|^\s*<\/testsuites>|^\s*$/,
  testsuite: /<(testcase|testsuite|properties|system-out|system-err)\b|^\s*<\/testsuite>|^\s*$/,
  "test-run": /<(test-suite|command-line|settings)\b/,
  "test-results": /<test-suite\b/,
  assemblies: /<assembly\b[^>]*(test-framework|run-date|environment)=/,
  assembly: /<(collection|errors)\b/
};
const suites = new Set(["testsuites", "testsuite", "test-run", "test-suite", "test-results", "assemblies", "assembly"]);
const outputs = new Set(["system-out", "system-err", "output"]);

/**
 * Test results in the XML of JUnit, which most test runners write, and in that of NUnit and xUnit.net. Units are the
 * tests, the start tags of suites and the suites' properties.
 */
export const junitXml: Format = {
  name: "junit-xml",
  title: "test results in JUnit, NUnit or xUnit.net XML",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = xmlRoot(head);
    return root && Object.hasOwn(roots, root.name) && roots[root.name]!.test(root.rest) ? 0.95 : 0;
  },
  parse(source: Source): Iterable<Row> {
    const count = {tests: 0};
    return xmlUnits(source, (element, ancestors) => pick(element, ancestors, count));
  }
};

function pick(element: XmlElement, ancestors: readonly XmlElement[], count: {tests: number}): XmlPick {
  const {name} = element;
  if (isTest(name, ancestors)) {
    const suite = [...ancestors].reverse().find(isNamed)?.attributes.get("name") ?? null;
    return {unit: "element", facts: (test, at) => testRows(test, at, suite, ++count.tests)};
  }
  if (suites.has(name) || name === "collection") return {unit: "start tag", facts: suiteRow};
  if (name === "properties") return {unit: "element", facts: (list, at) => propertyRows(list, at)};
  if (outputs.has(name)) return {unit: "ignored", rule: "output that tests wrote"};
  return null;
}

function isTest(name: string, ancestors: readonly XmlElement[]): boolean {
  return name === "testcase" || name === "test-case" || (name === "test" && ancestors.at(-1)?.name === "collection");
}

function isNamed({name, attributes}: XmlElement): boolean {
  return (suites.has(name) || name === "collection") && Boolean(attributes.get("name"));
}

function* suiteRow({name, attributes}: XmlElement, at: Place): Iterable<Row> {
  const counted = attributes.get("tests") ?? attributes.get("testcasecount") ?? attributes.get("total");
  const values = {
    kind: "test-suite",
    name: attributes.get("name") || name,
    ...numberColumns(counted),
    unit_name: counted === undefined ? null : "tests",
    attributes: Object.fromEntries(attributes)
  };
  yield {table: "record", at, values};
}

function* propertyRows(list: XmlElement, at: Place, test?: string): Iterable<Row> {
  for (const {name, attributes, text} of list.children) {
    if (name !== "property") continue;
    const values = {
      kind: "test-property",
      name: attributes.get("name") ?? "",
      text: attributes.get("value") ?? text.trim(),
      attributes: test === undefined ? null : {test}
    };
    yield {table: "record", at, values};
  }
}

function* testRows(test: XmlElement, at: Place, suite: string | null, ordinal: number): Iterable<Row> {
  const {attributes} = test;
  const own = attributes.get("name");
  const name = own || `test ${ordinal}`;
  if (!own) yield repair(at, "test without a name", `<${test.name}>`, name);
  const {status, status_raw, message} = testOutcome(test);
  const written = attributes.get("time") ?? attributes.get("duration");
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(written ?? "");
  const plain = grouped ? written!.replaceAll(",", "") : written;
  if (grouped) yield repair(at, "thousands separators in a number", written!, plain!);
  const {value, value_raw} = numberColumns(plain);
  const values = {
    suite,
    name,
    status,
    status_raw,
    message,
    seconds: value,
    seconds_raw: grouped ? written : value_raw,
    classname: attributes.get("classname") || attributes.get("type") || null,
    location: locationOf(attributes)
  };
  yield {table: "test_result", at, values};
  for (const list of test.children) if (list.name === "properties") yield* propertyRows(list, at, name);
}

function locationOf(attributes: ReadonlyMap<string, string>): string | null {
  const file = attributes.get("file") ?? attributes.get("source-file");
  const line = attributes.get("line") ?? attributes.get("source-line");
  if (!file) return null;
  return line === undefined ? file : `${file}:${line}`;
}
