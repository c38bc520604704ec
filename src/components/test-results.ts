import type {Column} from "./cell.js";
import {cited} from "./cited.js";
import {commitName} from "./commit-name.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {section} from "./section.js";
import {table} from "./table.js";
import {text, value} from "./value.js";
import type {Evidence} from "./value.js";
import {verdict} from "./verdict.js";

/** A row of test_results: one long test, with totals over all of them. */
export interface TestResult extends Record<string, unknown> {
  suite: string;
  name: string;
  verdict: string;
  cases: number | null;
  seconds: number | null;
  seed: number | null;
  backends: string | null;
  device: string | null;
  commit: string | null;
  dirty: boolean | null;
  message: string | null;
  /** Whether the benchmarks measured the same sources; null where that is not known. */
  sources: "same" | "other" | null;
  n: number;
  n_evidence: Evidence;
  passed: number;
  passed_evidence: Evidence;
  /** Cases of the tests that passed. */
  all_cases: number;
  all_cases_evidence: Evidence;
  evidence: Evidence;
}

/** "3 of 3 long tests pass, 30,000 cases in all", as nodes. */
function heading({n, n_evidence, passed, passed_evidence, all_cases, all_cases_evidence}: TestResult): Child[] {
  const cases: Child[] = all_cases > 0 ? [", ", value(all_cases, all_cases_evidence), " cases in all"] : [];
  const noun = n === 1 ? " long test passes" : " long tests pass";
  return [value(passed, passed_evidence), " of ", value(n, n_evidence), noun, cases];
}

/** What the results are worth: of which commit, on which device, and of the sources that the benchmarks measured or not. */
export function testOrigins(results: readonly TestResult[]): string[] {
  const stale = results.filter(({sources}) => sources === "other").length;
  const unknown = results.filter(({sources}) => sources === null).length;
  const dirty = results.some((result) => result.dirty === true);
  const among = (part: number): string => (part === results.length ? "These results" : "Some of these results");
  return [
    ...(stale > 0 ? [`${among(stale)} are stale: they are of other sources than the benchmarks here.`] : []),
    ...(unknown > 0
      ? [`${among(unknown)} cannot be held against the benchmarks: one of them does not say of which sources it is.`]
      : []),
    ...(dirty ? ["The sources held changes that were not committed."] : [])
  ];
}

function word(key: string, more: Partial<Column<TestResult>> = {}): Column<TestResult> {
  return {key, kind: "name", evidence: null, reason: "not logged", ...more};
}

function verdictCell({verdict: decided, sources}: TestResult): Child {
  const stale = sources === "other" && decided === "pass";
  return verdict(stale ? "undecided" : decided, {plain: true, children: stale ? ["stale"] : undefined});
}

/** Words that all results share, said once. */
function shared(results: readonly TestResult[], key: "device" | "commit" | "backends"): Child {
  const words = new Set(results.map((result) => result[key]));
  const [only] = words;
  return words.size === 1 && only ? [key, " ", key === "commit" ? commitName(only) : text(only)] : null;
}

/** Long tests with their verdict, cases, seed and duration; nothing where there are none. */
export function testResults(results: readonly TestResult[]): DocumentFragment {
  const [first] = results;
  const varies = (key: "device" | "commit" | "backends"): boolean => new Set(results.map((r) => r[key])).size > 1;
  const columns: Column<TestResult>[] = [
    {key: "verdict", kind: "verdict", label: "result", width: "6rem", render: verdictCell},
    {
      key: "name",
      label: "test",
      width: "30rem",
      render: ({suite, name, evidence}) => cited(`${suite}: ${name}`, evidence)
    },
    {key: "cases", kind: "number", digits: 0, reason: "not counted", sort: "descending"},
    {key: "seconds", label: "took", unit: "s", kind: "number", digits: 1, reason: "not run"},
    {key: "seed", kind: "number", digits: 0, reason: "none"},
    ...(["backends", "device", "commit"] as const)
      .filter(varies)
      .map((key) => word(key, key === "commit" ? {render: ({commit}) => commitName(commit)} : {})),
    ...(results.some(({message}) => message) ? [word("message", {kind: "text", width: "20rem", reason: "none"})] : [])
  ];
  const said = [shared(results, "backends"), shared(results, "device"), shared(results, "commit")]
    .filter((words) => words !== null)
    .map((words, i): Child => [i === 0 ? "All tests: " : ", ", words]);
  const origins = testOrigins(results);
  return section(
    results.length,
    "tests",
    first ? heading(first) : null,
    said.length + origins.length > 0
      ? element("p", {class: "aside-line"}, said, said.length > 0 ? ". " : null, origins.join(" "))
      : null,
    table(results, {caption: "Long tests", columns, wide: true, limit: 30, filter: results.length > 12})
  );
}
