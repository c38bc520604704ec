import {describe, expect, it} from "vitest";
import {csvCell, csvText, fileName} from "../../src/components/csv.ts";

describe("csvCell(cell)", () => {
  it.each<[unknown, string]>([
    [0.1 + 0.2, "0.30000000000000004"],
    [-5, "-5"],
    [-0, "-0"],
    [NaN, "NaN"],
    [12n, "12"],
    [true, "true"],
    [null, ""],
    [undefined, ""],
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\nlines", '"two\nlines"'],
    [new Date("2025-10-05T00:00:00Z"), "2025-10-05T00:00:00.000Z"],
    [{a: 1}, '"{""a"":1}"']
  ])("%o → %s", (cell, text) => expect(csvCell(cell)).toBe(text));

  it.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])("neutralises the formula %o", (cell) =>
    expect(csvCell(cell).replace(/^"/, "")).toBe(`'${cell}`.concat(/\r/.test(cell) ? '"' : ""))
  );
});

describe("csvText(rows)", () => {
  it("has a head line and keeps evidence", () =>
    expect(csvText([{step: 1, loss: 0.5, evidence: "=9f"}])).toBe("step,loss,evidence\r\n1,0.5,'=9f\r\n"));
  it("is a bare line end for nothing", () => expect(csvText([])).toBe("\r\n"));
});

describe("fileName(name, extension)", () => {
  it.each([
    ["Time to train", "time-to-train.csv"],
    ["../../etc/passwd", "etc-passwd.csv"],
    ["损失", "figure.csv"],
    ["a".repeat(200), `${"a".repeat(80)}.csv`]
  ])("%s", (name, file) => expect(fileName(name, "csv")).toBe(file));
});
