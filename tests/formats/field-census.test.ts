import {describe, expect, it} from "vitest";
import {furtherKeys, mostFields} from "../../loaders/formats/field-census.ts";
import {objectLines} from "../../loaders/formats/json-lines.ts";
import {sourceOf} from "../tiling.ts";

/** [key, type, units, first unit, last unit] of every row of table field. */
function fieldsOf(...lines: string[]): unknown[][] {
  const rows = [...objectLines(sourceOf("a.ndjson", lines.map((line) => `${line}\n`).join("")), {faultOf})];
  return rows.flatMap((row) =>
    "table" in row && row.table === "field"
      ? [[row.values.key, row.values.type, row.values.units, row.at.unit, row.values.last_unit]]
      : []
  );
}

const faultOf = (json: {text: string}) => (json.text.includes("fault") ? "a fault" : null);

describe("FieldCensus", () => {
  it("counts a key once per type", () =>
    expect(fieldsOf('{"a":1,"b":"x"}', '{"a":"1"}', '{"a":2.5,"b":"y"}', '{"a":{"c":null}}')).toEqual([
      ["a", "number", 2, 1, 3],
      ["b", "string", 2, 1, 3],
      ["a", "string", 1, 2, 2],
      ["a", "object", 1, 4, 4],
      ["a/c", "null", 1, 4, 4]
    ]));

  it("names arrays, empty objects and non-finite numbers", () =>
    expect(fieldsOf('{"a":[],"b":{},"c":NaN,"d":[{"e":true}]}').map(([key, type]) => [key, type])).toEqual([
      ["a", "array"],
      ["b", "object"],
      ["c", "number"],
      ["d", "array"],
      ["d/0/e", "boolean"]
    ]));

  it("counts a key that repeats in a line as its last value", () =>
    expect(fieldsOf('{"a":{"b":1},"a":2}')).toEqual([["a", "number", 1, 1, 1]]));

  it("leaves out lines that were not parsed", () =>
    expect(fieldsOf('{"fault":1}', "noise", "", '{"a":1}', '{"a":')).toEqual([["a", "number", 1, 4, 4]]));

  it("adds up the same key from many shapes", () => {
    const lines = Array.from({length: 3000}, (_, i) => `{"step":${i},"k${i % 1500}":1}`);
    const fields = fieldsOf(...lines);
    expect(fields).toHaveLength(1501);
    expect(fields[0]).toEqual(["step", "number", 3000, 1, 3000]);
    expect(fields.find(([key]) => key === "k7")).toEqual(["k7", "number", 2, 8, 1508]);
  });

  it("counts the units with keys beyond the limit in one row", () => {
    const lines = Array.from({length: mostFields + 10}, (_, i) => `{"k${i}":1}`);
    const fields = fieldsOf(...lines);
    expect(fields).toHaveLength(mostFields + 1);
    expect(fields.at(-1)).toEqual([furtherKeys, "any", 10, mostFields + 1, mostFields + 10]);
  });
});
