import {element, fragment} from "./element.js";
import {empty} from "./empty.js";
import {formatFamilies, formatName, listed} from "./format-name.js";
import type {FormatFamily} from "./format-name.js";
import {headline} from "./headline.js";
import type {Overview} from "./headline.js";
import {capitalised} from "./number-word.js";
import {sentence} from "./sentence.js";

/** The page's heading, computed. */
export function headlineOf(facts: Overview): HTMLElement {
  return sentence(headline(facts));
}

/** Formats that the lead names; what else was read stands on Data quality. */
const namedFormats = 5;

/** What was read, in the words of its formats, the largest first. */
export function lead(facts: Overview, formats: readonly {format: string}[]): string {
  if (facts.sources === 0) return "The folders given hold no file.";
  if (formats.length === 0) return "No file given is in a format that is known here.";
  const shown = formats.length > namedFormats + 1 ? namedFormats : formats.length;
  const others = shown < formats.length ? ["files of other formats"] : [];
  const names = listed([...formats.slice(0, shown).map(({format}) => formatName(format)), ...others]);
  return `${capitalised(names)}, read line by line; every number opens its line.`;
}

/** A kind of files: what it brings, and folded under it the formats it is told by. */
function family({name, what, formats}: FormatFamily): HTMLElement {
  const words = Object.values(formats);
  const noun = words.length === 1 ? "format" : "formats";
  const items = words.map(({many, what: mark}) => element("li", null, element("b", null, many), `: ${mark}`));
  const head = element("summary", null, name, element("span", {class: "soft"}, ` ${words.length} ${noun}: ${what}`));
  return element("details", null, head, element("ul", null, items));
}

/** The command, and the formats that can be read by what they are of: for a report of nothing. */
export function readable(): HTMLElement {
  return element(
    "div",
    {class: "readable"},
    empty(
      "Name the folders that hold the logs, one or several:",
      "npx colophon build --input FOLDER --out dist",
      "Files are told apart by their content. What is not recognised is listed on Data quality, with the nearest guess."
    ),
    element("h2", {id: "formats"}, "What can be read"),
    formatFamilies.map(family)
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
