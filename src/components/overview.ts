import {element, fragment} from "./element.js";
import {empty} from "./empty.js";
import {formatName, formatWords, listed} from "./format-name.js";
import {headline} from "./headline.js";
import type {Overview} from "./headline.js";
import {capitalised} from "./number-word.js";
import {sentence} from "./sentence.js";

/** The page's heading, computed. */
export function headlineOf(facts: Overview): HTMLElement {
  return sentence(headline(facts));
}

/** What was read, in the words of its formats, the largest first. */
export function lead(facts: Overview, formats: readonly {format: string}[]): string {
  if (facts.sources === 0) return "The folders given hold no file.";
  if (formats.length === 0) return "No file given is in a format that is known here.";
  const names = listed(formats.map(({format}) => formatName(format)));
  return `${capitalised(names)}, read line by line; every number opens its line.`;
}

/** The formats that can be read, and the command: for a report of nothing. */
export function readable(): HTMLElement {
  const kinds = Object.values(formatWords).map(({many, what}) =>
    element("li", null, element("b", null, capitalised(many)), `: ${what}`)
  );
  return empty(
    fragment("This report is made of files in these formats, told apart by their content:", element("ul", null, kinds)),
    "npx colophon build --input FOLDER --out dist",
    "Name one folder or several; what is not recognised is listed on Data quality, with the nearest guess."
  );
}

interface Destination {
  page: string;
  name: string;
  what: string;
  shown: (facts: Overview) => boolean;
}

const destinations: readonly Destination[] = [
  {page: "runs", name: "Runs", what: "every run, its parameters and curves, side by side", shown: ({runs}) => runs > 0},
  {
    page: "reproducibility",
    name: "Reproducibility",
    what: "spread over seeds, and whether one seed gives one result",
    shown: ({runs}) => runs > 0
  },
  {
    page: "capabilities",
    name: "Capabilities",
    what: "what audits state of each capability, over time",
    shown: ({audits}) => audits > 0
  },
  {
    page: "benchmarks",
    name: "Benchmarks",
    what: "every sample of every case, beside what the machine can reach",
    shown: ({benchmarks}) => benchmarks > 0
  },
  {
    page: "data-quality",
    name: "Data quality",
    what: "where each unit of each file went, what was mended, what was rejected",
    shown: ({sources}) => sources > 0
  },
  {
    page: "source",
    name: "Source",
    what: "any cited line in its place; every number leads there",
    shown: ({sources}) => sources > 0
  }
];

/** The pages that this report has something on. */
export function afterwards(facts: Overview): DocumentFragment {
  const shown = destinations.filter((destination) => destination.shown(facts));
  if (shown.length === 0) return fragment();
  const items = shown.flatMap(({page, name, what}) => [
    element("dt", null, element("a", {href: `./${page}`}, name)),
    element("dd", null, what)
  ]);
  return fragment(element("h2", {id: "next"}, "Where to go next"), element("dl", {class: "next"}, items));
}
