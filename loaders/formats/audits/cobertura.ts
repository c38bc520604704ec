import type {Source} from "../../files/source.ts";
import type {Place, Row, Scalar} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {descendants, listOf, xmlUnits, type XmlElement, type XmlPick} from "../xml-document.ts";
import {xmlRoot} from "../xml-root.ts";
import {numberColumns} from "./number-text.ts";

const totals = [
  "lines-valid",
  "lines-covered",
  "branches-valid",
  "branches-covered",
  "line-rate",
  "branch-rate",
  "complexity"
];

/** Coverage in Cobertura's XML: one row for each class, which names its file; totals of the whole and of packages as records. */
export const cobertura: Format = {
  name: "cobertura",
  title: "Cobertura coverage",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = xmlRoot(head);
    if (root?.name !== "coverage" || root.attributes.has("clover")) return 0;
    const marks = ["line-rate", "lines-valid", "branch-rate"].filter((name) => root.attributes.has(name)).length;
    return marks > 0 ? 0.95 : /<packages\b/.test(root.rest) && /<class\b[^>]*filename=/.test(root.rest) ? 0.8 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return xmlUnits(source, pick);
  }
};

function pick({name}: XmlElement, ancestors: readonly XmlElement[]): XmlPick {
  if (ancestors.length === 0)
    return {unit: "start tag", facts: (root, at) => totalRows(root, at, "coverage-total", null)};
  if (name === "sources") return {unit: "element", facts: sourceRows};
  if (name === "package")
    return {
      unit: "start tag",
      facts: (tag, at) => totalRows(tag, at, "coverage-package", tag.attributes.get("name") ?? "")
    };
  return name === "class" ? {unit: "element", facts: coverageRow} : null;
}

function* totalRows({attributes}: XmlElement, at: Place, kind: string, of: string | null): Iterable<Row> {
  for (const [name, written] of attributes) {
    if (!totals.includes(name)) continue;
    const scope = of === null ? null : {package: of};
    yield {table: "record", at, values: {kind, name, ...numberColumns(written), attributes: scope}};
  }
  for (const name of ["version", "timestamp"])
    if (of === null && attributes.has(name))
      yield {table: "record", at, values: {kind: "coverage-report", name, text: attributes.get(name)!}};
}

function* sourceRows(element: XmlElement, at: Place): Iterable<Row> {
  for (const {text} of element.children)
    yield {table: "record", at, values: {kind: "coverage-source", name: "source", text: text.trim()}};
}

/** Lines of the class itself; those of its methods are the same lines again, unless there are no others. */
function* coverageRow(element: XmlElement, at: Place): Iterable<Row> {
  const own = listOf(element, "lines", "line");
  const lines = new Map<string, XmlElement>();
  for (const line of own.length > 0 ? own : [...descendants(element)].filter(({name}) => name === "line"))
    lines.set(line.attributes.get("number") ?? String(lines.size), line);
  const values: Record<string, Scalar> = {
    file: element.attributes.get("filename") ?? element.attributes.get("name") ?? "",
    lines: lines.size,
    lines_hit: [...lines.values()].filter(({attributes}) => Number(attributes.get("hits")) > 0).length,
    ...branchesOf([...lines.values()])
  };
  yield {table: "coverage", at, values};
}

/** Sums "50% (1/2)" of the lines that have conditions; nulls where none has. */
function branchesOf(lines: XmlElement[]): {branches: number | null; branches_hit: number | null} {
  const conditions = lines.flatMap(({attributes}) => {
    const found = /\((\d+)\/(\d+)\)/.exec(attributes.get("condition-coverage") ?? "");
    return found ? [{hit: Number(found[1]), all: Number(found[2])}] : [];
  });
  if (conditions.length === 0) return {branches: null, branches_hit: null};
  return {
    branches: conditions.reduce((sum, {all}) => sum + all, 0),
    branches_hit: conditions.reduce((sum, {hit}) => sum + hit, 0)
  };
}
