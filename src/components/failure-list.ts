import {cited} from "./cited.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {cutLongWords} from "./long-word.js";
import {absentFailures, failureKinds} from "./failure-kinds.js";
import type {FailureName} from "./failure-kinds.js";
import {beside, note} from "./note.js";
import {sharedFolder} from "./run-names.js";
import {value} from "./value.js";
import type {Evidence} from "./value.js";

export interface FailureCount {
  kind: FailureName;
  n: number;
  n_evidence: Evidence;
}

/** One line of a kind: what it is, and in whose words. */
export interface FailureExample {
  kind: FailureName;
  label: string;
  detail: string | null;
  evidence: string | null;
}

/** A path is cut to what tells it from its neighbours; the whole of it shows on hover. */
function exampleLine({label, detail, evidence}: FailureExample, shared: string): HTMLElement {
  const words = detail ? element("span", {class: "name detail"}, ` ${cutLongWords(detail)}`) : null;
  const short = shared ? `…/${label.slice(shared.length)}` : label;
  const link = cited(short, evidence);
  if (short !== label) link.title = label;
  return element("li", null, link, words);
}

/** What the paths share, where it is long enough to be in the way. */
function longFolder(labels: readonly string[]): string {
  const folder = labels.some((label) => /\s/.test(label)) ? "" : sharedFolder(labels);
  return folder.length > 24 ? folder : "";
}

function entry({kind, n, n_evidence}: FailureCount, examples: readonly FailureExample[]): HTMLElement {
  const {sign, tone, one, many, page, name} = failureKinds[kind];
  const shown = examples.filter((example) => example.kind === kind);
  const folder = longFolder(shown.map(({label}) => label));
  const rest: Child =
    n > shown.length ? element("li", null, element("a", {href: `./${page}`}, `the rest on ${name}`)) : null;
  return element(
    "li",
    {class: "failure"},
    element("span", {class: `sign ${tone}`, "aria-hidden": "true"}, sign),
    element("span", {class: "count"}, value(n, n_evidence)),
    element(
      "div",
      null,
      element("a", {class: "what", href: `./${page}`}, n === 1 ? one : many),
      element(
        "ul",
        null,
        shown.map((example) => exampleLine(example, folder)),
        rest
      )
    )
  );
}

/**
 * What failed, worst kinds first: how many, what, and up to three lines of each that open where they stand.
 * @example failureList(failures, examples)
 */
export function failureList(failures: readonly FailureCount[], examples: readonly FailureExample[]): HTMLElement {
  return element(
    "ul",
    {class: "failures"},
    failures.map((failure) => entry(failure, examples))
  );
}

/** The section of the overview: what was found, and beside it what was looked for and not found. */
export function failureSection(
  sources: number,
  failures: readonly FailureCount[],
  examples: readonly FailureExample[]
): DocumentFragment {
  if (sources === 0) return fragment();
  const absent = absentFailures(failures.map(({kind}) => kind));
  const words = absent ? element("p", null, `Looked for and not found: ${absent}.`) : null;
  const heading = element(
    "h2",
    {id: "failed"},
    failures.length ? "What failed or could not be read" : "Nothing failed"
  );
  if (failures.length === 0) return fragment(heading, words);
  return fragment(heading, beside(failureList(failures, examples), note(words)));
}
