import type {Column} from "./cell.js";
import {cited} from "./cited.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {excerpt} from "./excerpt.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {text, value} from "./value.js";
import {verdict} from "./verdict.js";

/** A fact that has no page of its own, as other_facts.parquet has it. */
export interface OtherFact extends Row {
  part: string;
  kind: string | null;
  name: string;
  verdict: string | null;
  state: string | null;
  value: number | null;
  value_evidence: string | null;
  unit_name: string | null;
  detail: string | null;
  path: string;
  evidence: string;
}

/** How many facts of a part there are. */
export interface OtherCount extends Row {
  part: string;
  n: number;
  n_evidence: string;
}

interface PartWords {
  many: string;
  /** Heads of the columns; left out, the part has no such column. */
  name: string;
  kind?: string;
  state?: string;
  value?: string;
  detail?: string;
}

/** The parts in the order of the page, with what their columns are called. */
export const otherParts = {
  test: {many: "tests", name: "test", kind: "suite", state: "result", value: "took", detail: "message"},
  finding: {many: "findings", name: "finding", kind: "tool and rule", state: "level", detail: "place"},
  coverage: {many: "files with coverage", name: "file", value: "lines hit"},
  vulnerability: {
    many: "vulnerabilities",
    name: "id",
    kind: "component",
    state: "severity",
    value: "score",
    detail: "more"
  },
  component: {many: "components", name: "component", kind: "type", state: "licence", detail: "package"},
  "chain link": {many: "links of hash chains", name: "hash", state: "state", detail: "why"},
  record: {many: "records", name: "name", kind: "kind", value: "value", detail: "text"}
} as const satisfies Record<string, PartWords>;

const missing: Record<string, string> = {component: "no licence given", "chain link": "none"};

function stateCell({part, verdict: decided, state}: OtherFact): Child {
  const word = state ? text(state) : null;
  if (decided) return [verdict(decided, {plain: true}), word ? [" ", element("span", {class: "raw"}, word)] : null];
  return word ?? element("span", {class: "value missing", title: missing[part] ?? "none given"}, "–");
}

/** A number with its unit; one that is not finite stands as the word that the file has for it. */
function valueCell({part, value: number, value_evidence, unit_name, state, evidence}: OtherFact): Child {
  if (part === "record" && state) return value(state, evidence);
  const digits = unit_name === "%" ? 1 : undefined;
  return value(number, value_evidence, {unit: unit_name, digits, reason: "no number"});
}

function columnsFor(rows: readonly OtherFact[], words: PartWords): Column<OtherFact>[] {
  const filled = (key: keyof OtherFact): boolean => rows.some((row) => row[key] !== null);
  const columns: (Column<OtherFact> | null | undefined | false)[] = [
    {key: "name", label: words.name, width: "20rem", render: ({name, evidence}) => cited(name, evidence)},
    words.kind !== undefined &&
      filled("kind") && {key: "kind", label: words.kind, evidence: null, width: "12rem", reason: "none given"},
    words.state !== undefined &&
      (filled("state") || filled("verdict")) && {
        key: filled("verdict") ? "verdict" : "state",
        label: words.state,
        width: "10rem",
        render: stateCell
      },
    words.value !== undefined &&
      (filled("value") || rows.some(({part, state}) => part === "record" && state !== null)) && {
        key: "value",
        label: words.value,
        kind: "number",
        sort: "descending",
        render: valueCell
      },
    words.detail !== undefined &&
      filled("detail") && {
        key: "detail",
        label: words.detail,
        kind: "text",
        width: "22rem",
        render: ({detail}: OtherFact) => excerpt(detail, 160)
      },
    {key: "path", label: "file", mono: true, evidence: null, width: "16rem"}
  ];
  return columns.filter((column): column is Column<OtherFact> => Boolean(column));
}

function partTable(rows: readonly OtherFact[], {part, n, n_evidence}: OtherCount): Child[] {
  const words: PartWords = otherParts[part as keyof typeof otherParts];
  const own = rows.filter((row) => row.part === part);
  const caption = words.many.charAt(0).toUpperCase() + words.many.slice(1);
  const cut =
    own.length < n
      ? element(
          "p",
          {class: "aside-line"},
          "Here are the first of ",
          value(n, n_evidence, {digits: 0}),
          ` ${words.many}.`
        )
      : null;
  return [cut, table(own, {caption, columns: columnsFor(own, words), filter: own.length > 8, limit: 15, wide: true})];
}

/**
 * Facts without a page of their own, one part at a time, chosen by buttons. `value` is the part shown; sends `input`.
 * @example state.keep("part", otherFacts(rows, counts))
 */
export function otherFacts(rows: readonly OtherFact[], counts: readonly OtherCount[]): HTMLElement & {value: string} {
  const known = counts.filter(({part}) => Object.hasOwn(otherParts, part));
  const body = element("div", null);
  let shown = "";
  const show = (part: string): void => {
    const count = known.find((candidate) => candidate.part === part) ?? known[0];
    shown = count?.part ?? "";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === shown));
    body.replaceChildren(element("div", null, count ? partTable(rows, count) : null));
  };
  const buttons = known.map(({part, n}) => {
    const click = (): void => {
      show(part);
      root.dispatchEvent(new Event("input", {bubbles: true}));
    };
    return element(
      "button",
      {type: "button", value: part, click},
      `${otherParts[part as keyof typeof otherParts].many} ${n}`
    );
  });
  const controls = element("div", {class: "controls", role: "group", "aria-label": "kind of fact"}, buttons);
  const root = element("div", {class: "parts wide"}, known.length > 0 ? controls : null, body);
  Object.defineProperty(root, "value", {get: () => shown, set: show});
  show("");
  return root as unknown as HTMLElement & {value: string};
}
