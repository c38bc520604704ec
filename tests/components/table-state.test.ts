import {describe, expect, it} from "vitest";
import {filterRows, initialState, nextSort, sortRows} from "../../src/components/table-state.ts";

const rows = [
  {name: "run-10", loss: 2, date: "2025-10-05"},
  {name: "run-9", loss: NaN, date: "2025-09-07"},
  {name: "Run-2", loss: -1, date: null},
  {name: "run-3", loss: null, date: "2025-10-06"}
];
const names = (found: readonly {name: string}[]): string[] => found.map((row) => row.name);

describe("sortRows(rows, key, descending)", () => {
  it("reads digits in names as numbers", () =>
    expect(names(sortRows(rows, "name", false))).toEqual(["Run-2", "run-3", "run-9", "run-10"]));
  it("puts missing numbers last, upwards", () =>
    expect(names(sortRows(rows, "loss", false))).toEqual(["Run-2", "run-10", "run-9", "run-3"]));
  it("puts missing numbers last, downwards", () =>
    expect(names(sortRows(rows, "loss", true))).toEqual(["run-10", "Run-2", "run-9", "run-3"]));
  it("takes a rank", () => {
    const order = ["fail", "pass"];
    const found = sortRows([{v: "pass"}, {v: "fail"}], "v", false, (cell) => order.indexOf(String(cell)));
    expect(found).toEqual([{v: "fail"}, {v: "pass"}]);
  });
  it("leaves the rows as they are", () => {
    sortRows(rows, "name", false);
    expect(rows[0]?.name).toBe("run-10");
  });
});

describe("filterRows(rows, keys, filter)", () => {
  it("wants every word, in any column", () =>
    expect(names(filterRows(rows, ["name", "date"], "RUN 09-07"))).toEqual(["run-9"]));
  it("knows dates as they are shown", () => expect(names(filterRows(rows, ["date"], "sep 2025"))).toEqual(["run-9"]));
  it("keeps all for blanks", () => expect(filterRows(rows, ["name"], "  ")).toHaveLength(4));
  it("does not match across columns", () => expect(filterRows([{a: "xy", b: "z"}], ["a", "b"], "yz")).toEqual([]));
});

describe("nextSort(state, key, first)", () => {
  it("goes up, down, and back to the order given", () => {
    const up = nextSort(initialState, "loss");
    const down = nextSort(up, "loss");
    const back = nextSort(down, "loss");
    expect([up, down, back].map(({sort, descending}) => [sort, descending])).toEqual([
      ["loss", false],
      ["loss", true],
      [null, false]
    ]);
  });
  it("starts downwards where asked", () => expect(nextSort(initialState, "loss", "descending").descending).toBe(true));
  it("starts afresh on another column", () =>
    expect(nextSort({...initialState, sort: "a", descending: true}, "b")).toMatchObject({
      sort: "b",
      descending: false
    }));
});
