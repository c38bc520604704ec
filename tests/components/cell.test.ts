import {describe, expect, it} from "vitest";
import {columnsOf, evidenceOf, resolveColumn} from "../../src/components/cell.ts";

const rows = [
  {name: "a", loss: 0.25, loss_evidence: "a:1", seed: null, evidence: "a:9"},
  {name: "b", loss: 1.125, loss_evidence: null, seed: null, evidence: "b:9"}
];

describe("resolveColumn(column, rows)", () => {
  it("takes a column of numbers for numbers and shares their decimals", () =>
    expect(resolveColumn({key: "loss"}, rows)).toMatchObject({kind: "number", label: "loss", digits: 3}));
  it("takes the rest for names", () => expect(resolveColumn({key: "name"}, rows).kind).toBe("name"));
  it("does not take an empty column for numbers", () => expect(resolveColumn({key: "seed"}, rows).kind).toBe("name"));
  it("keeps what was said", () =>
    expect(resolveColumn({key: "loss", digits: 1, label: "last loss"}, rows)).toMatchObject({
      digits: 1,
      label: "last loss"
    }));
});

describe("columnsOf(rows)", () => {
  it("leaves evidence to the values", () =>
    expect(columnsOf(rows).map((c) => c.key)).toEqual(["name", "loss", "seed"]));
  it("takes a word without evidence of its own for a name", () =>
    expect(columnsOf(rows)).toEqual([{key: "name", evidence: null}, {key: "loss"}, {key: "seed", evidence: null}]));
  it("shows the place of rows whose cells lead nowhere", () =>
    expect(columnsOf([{name: "a", evidence: "a:9"}]).map((c) => c.key)).toEqual(["name", "evidence"]));
  it("is empty for no rows", () => expect(columnsOf([])).toEqual([]));
});

describe("evidenceOf(row, column)", () => {
  const [a, b] = rows as [(typeof rows)[0], (typeof rows)[1]];
  it("is the column's own", () => expect(evidenceOf(a, {key: "loss"})).toBe("a:1"));
  it("is the row's where the column has none", () => expect(evidenceOf(a, {key: "name"})).toBe("a:9"));
  it("is none where the column's own says so", () => expect(evidenceOf(b, {key: "loss"})).toBeNull());
  it("is none where the column declares none", () => expect(evidenceOf(a, {key: "loss", evidence: null})).toBeNull());
  it("is another column's where the column names it", () =>
    expect(evidenceOf(a, {key: "name", evidence: "loss_evidence"})).toBe("a:1"));
});
