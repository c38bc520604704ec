import {describe, expect, it} from "vitest";
import {filterSources, findings, topFolder} from "../../src/components/quality-findings.ts";
import type {SourceRow} from "../../src/components/quality-tables.ts";

const nothing: SourceRow = {
  source_id: "aa",
  path: "logs/a/x.ndjson",
  format: "training-ndjson",
  title: "training log",
  guess: null,
  note: null,
  encoding: null,
  same_as: null,
  units_parsed: 1,
  units_ignored: 0,
  units_rejected: 0,
  units_pending: 0,
  repair_count: 0,
  type_drift: false,
  presence_drift: false,
  restarts: false,
  shared: false,
  evidence: "aa#path"
};
const sources: SourceRow[] = [
  nothing,
  {...nothing, path: "logs/a/y.ndjson", units_rejected: 2},
  {...nothing, path: "logs/b/z.ndjson", type_drift: true, repair_count: 1},
  {...nothing, path: "logs/b/notes.txt", format: null},
  {...nothing, path: "logs/b/copy.ndjson", format: null, same_as: "logs/a/x.ndjson"},
  {...nothing, path: "logs/top.ndjson", shared: true, restarts: true, units_pending: 1, presence_drift: true}
];
const names = (filter: {folder?: string; format?: string; found?: string}): string[] =>
  filterSources(sources, {folder: "", format: "", found: "", ...filter}, "logs/").map(({path}) => path.slice(5));

describe("topFolder(path, shared)", () => {
  it.each([
    ["logs/ray/t/a.csv", "logs/", "ray"],
    ["logs/a.csv", "logs/", ""],
    ["ray/a.csv", "", "ray"]
  ])("of %s under %j is %j", (path, shared, folder) => expect(topFolder(path, shared)).toBe(folder));
});

describe("filterSources(sources, filter, shared)", () => {
  it("keeps all where nothing is chosen", () => expect(names({})).toHaveLength(sources.length));
  it("keeps a folder", () => expect(names({folder: "a"})).toEqual(["a/x.ndjson", "a/y.ndjson"]));
  it("keeps what no format was found for", () =>
    expect(names({format: "none"})).toEqual(["b/notes.txt", "b/copy.ndjson"]));
  it("keeps whatever has a finding", () => expect(names({found: "any"})).not.toContain("a/x.ndjson"));
  it.each([
    ["rejected", ["a/y.ndjson"]],
    ["unrecognised", ["b/notes.txt"]],
    ["pending", ["top.ndjson"]],
    ["mended", ["b/z.ndjson"]],
    ["types", ["b/z.ndjson"]],
    ["keys", ["top.ndjson"]],
    ["restarts", ["top.ndjson"]],
    ["writers", ["top.ndjson"]],
    ["twins", ["b/copy.ndjson"]]
  ])("keeps %s", (found, expected) => expect(names({found})).toEqual(expected));
  it("joins the choices", () => expect(names({folder: "b", found: "types"})).toEqual(["b/z.ndjson"]));
  it("keeps none of a finding that there is not", () => expect(names({found: "nonsense"})).toEqual([]));
  it("has a case for every finding", () => expect(findings).toHaveLength(9));
});
