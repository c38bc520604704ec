import {describe, expect, it} from "vitest";
import type {Expression} from "../../loaders/evidence/expression.ts";
import {originOf, type SourceNames} from "../../loaders/evidence/origin.ts";

const names: SourceNames = new Map([
  ["aa", {path: "runs/a.ndjson", unitKind: "line"}],
  ["bb", {path: "audit.md", unitKind: "node"}]
]);
const expressions = new Map<string, Expression>([
  [
    "one",
    {
      fn: "max",
      n: 2,
      of: [
        ["aa:1", 1],
        ["aa:1", 2]
      ]
    }
  ],
  ["two", {fn: "ratio", n: 2, of: [{fn: "max", n: 1, of: [["aa:1", 1]]}, ["aa:2", 2]]}],
  [
    "nodes",
    {
      fn: "count",
      n: 2,
      of: [
        ["aa:1", null],
        ["bb:7", null]
      ]
    }
  ],
  ["cut", {fn: "count", n: 514, of: [["aa:1", null]]}],
  ["none", {fn: "count", n: 0, of: []}]
]);

describe("originOf(evidence, expressions, names)", () => {
  it.each([
    ["aa:12", "runs/a.ndjson:12"],
    ["bb:7", "audit.md, node 7"],
    ["aa#units", "runs/a.ndjson"],
    ["=one", "derived from 1 line"],
    ["=two", "derived from 2 lines"],
    ["=nodes", "derived from 2 places"],
    ["=cut", "derived from 514 values"],
    ["=none", "derived from no line"],
    ["=absent", null],
    ["cc:1", null]
  ])("%s is %s", (evidence, words) => expect(originOf(evidence, expressions, names)).toBe(words));
});
