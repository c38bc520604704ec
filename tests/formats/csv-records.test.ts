import {describe, expect, it} from "vitest";
import {cellNumber} from "../../loaders/formats/csv-cell.ts";
import {delimiterOf, scanQuotes} from "../../loaders/formats/csv-quotes.ts";
import {
  csvRecords,
  maxOpenBytes,
  maxOpenLines,
  type CsvItem,
  type CsvOptions
} from "../../loaders/formats/csv-records.ts";
import {parsed} from "../../loaders/formats/unit-line.ts";
import type {Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

/** Items of a text, checked: their units tile it. */
function itemsOf(content: string | Uint8Array, options?: CsvOptions): CsvItem[] {
  const source = sourceOf("table.csv", content);
  const items = [...csvRecords(source, options)];
  const rows = items.flatMap((item): Row[] => ("table" in item ? [item] : [parsed(item.at), ...item.repairs]));
  assertTiles(rows, source.bytes);
  return items;
}

/** One word per item: cells, columns, text, or the outcome with its reason. */
function told(content: string | Uint8Array, options?: CsvOptions): unknown[] {
  return itemsOf(content, options).map((item) => {
    if ("table" in item) return item.reason ?? item.rule ?? item.outcome;
    return item.kind === "record" ? item.cells : item.kind === "header" ? {columns: item.columns} : {text: item.text};
  });
}

const unclosed = `expected a closing quote that ends its cell within ${maxOpenLines} lines and 1 MiB, found none`;

describe("csvRecords(source)", () => {
  it("places records by their bytes and first line, line breaks in quotes included", () => {
    const items = itemsOf('a,b\r\n1,"x\r\ny ""z"""\r\n3,4\n');
    expect(items.map(({at}) => at)).toEqual([
      {unit: 1, line: 1, start: 0, end: 5},
      {unit: 2, line: 2, start: 5, end: 21},
      {unit: 3, line: 4, start: 21, end: 25}
    ]);
    expect(told('a,b\r\n1,"x\r\ny ""z"""\r\n3,4\n')).toEqual([{columns: ["a", "b"]}, ["1", 'x\r\ny "z"'], ["3", "4"]]);
  });

  it.each([
    ["tab", "a\tb\n1\t2,5\n", [{columns: ["a", "b"]}, ["1", "2,5"]]],
    ["semicolon", "a;b\n1;2,5\n", [{columns: ["a", "b"]}, ["1", "2,5"]]],
    ["blank lines", "a,b\n\n1,2\n  \n", [{columns: ["a", "b"]}, "blank line", ["1", "2"], "blank line"]],
    ["blank line in quotes", 'a,b\n1,"x\n\ny"\n', [{columns: ["a", "b"]}, ["1", "x\n\ny"]]],
    ["empty cells", 'a,b,c\n,"",nan\n', [{columns: ["a", "b", "c"]}, ["", "", "nan"]]],
    ["a quote in a bare cell", 'a,b\n5" disk,2\n', [{columns: ["a", "b"]}, ['5" disk', "2"]]],
    ["header again", "a,b\n1,2\na,b\n3,4\n", [{columns: ["a", "b"]}, ["1", "2"], {columns: ["a", "b"]}, ["3", "4"]]],
    ["names repeated and missing", ",a,a\n0,1,2\n", [{columns: ["column 1", "a", "a#2"]}, ["0", "1", "2"]]]
  ])("reads %s", (_name, text, expected) => expect(told(text)).toEqual(expected));

  it("rejects ragged records between whole ones, and text behind a closing quote", () => {
    expect(told('a,b\n1\n1,2,3\n"x"y,2\n3,4\n')).toEqual([
      {columns: ["a", "b"]},
      "expected 2 cells, found 1",
      "expected 2 cells, found 3",
      "expected a delimiter or the line end behind a closing quote, found text",
      ["3", "4"]
    ]);
  });

  it.each([
    ["too few cells", "a,b\n1,2\n3"],
    ["a bare last cell that may go on", "a,b\n1,2\n3,0.1"],
    ["an open quote", 'a,b\n1,2\n3,"x'],
    ["an open quote over lines", 'a,b\n1,2\n3,"x\ny'],
    ["an open quote before a line end", 'a,b\n1,2\n3,"x\n']
  ])("keeps a last record with %s pending", (_name, text) => {
    expect(told(text)).toEqual([{columns: ["a", "b"]}, ["1", "2"], "pending"]);
  });

  it("takes a last record without a line end where nothing can be missing", () => {
    expect(told('a,b\n1,"2"').at(-1)).toEqual(["1", "2"]);
    expect(told('a,b\r\n1,"2"\r').at(-1)).toEqual(["1", "2"]);
    expect(told("a,b\n1,2", {whole: true}).at(-1)).toEqual(["1", "2"]);
    expect(told("a,b\n1", {whole: true}).at(-1)).toBe("pending");
    expect(told("a,b")).toEqual(["pending"]);
  });

  it("mends a byte order mark and invalid UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from('\ufeff"a",b\n1,'), Buffer.from([0xe9]), Buffer.from("\n")]);
    const items = itemsOf(bytes);
    expect(items[0]).toMatchObject({kind: "header", columns: ["a", "b"], repairs: [{kind: "byte order mark"}]});
    expect(items[1]).toMatchObject({kind: "record", cells: ["1", "\ufffd"], repairs: [{kind: "invalid UTF-8"}]});
  });

  it("skips a preamble by its rule and gives lines of the format's own", () => {
    const preamble = (text: string) =>
      text.startsWith("#{") ? "own" : text.startsWith("a,") ? "header" : {rule: "program output"};
    expect(told("hello\n#{}\n\na,b\n# note\n1,2\n", {preamble, comments: "comment"})).toEqual([
      "program output",
      {text: "#{}"},
      "blank line",
      {columns: ["a", "b"]},
      "comment",
      ["1", "2"]
    ]);
  });

  it("reads no record under a header that it could not read", () => {
    const reason = "expected records under a header, found a header that could not be read";
    expect(told('"a"x,b\n1,2\n').at(-1)).toBe(reason);
  });
});

describe("csvRecords(source) where a quote is never closed", () => {
  const rows = (count: number, row: string) => Array.from({length: count}, () => row).join("");

  it("rejects its record alone at the end of the file", () => {
    expect(told(`a,b\n1,"x\n${rows(20, "3,4\n")}`)).toEqual([
      {columns: ["a", "b"]},
      unclosed,
      ...Array(20).fill(["3", "4"])
    ]);
  });

  it("rejects its record alone where the next quote does not close it", () => {
    expect(told('a,b\n1,"x\n2,3\n4,"y"z\n5,6\n')).toEqual([
      {columns: ["a", "b"]},
      unclosed,
      ["2", "3"],
      "expected a delimiter or the line end behind a closing quote, found text",
      ["5", "6"]
    ]);
  });

  it("rejects its record alone after a limit of lines or bytes", () => {
    const lines = told(`a,b\n1,"x\n${rows(maxOpenLines + 50, "3,4\n")}5,"6\n7"\n`);
    expect([lines[1], lines.length, lines.at(-1)]).toEqual([unclosed, maxOpenLines + 53, ["5", "6\n7"]]);
    const long = `3,${"4".repeat(1000)}\n`;
    const bytes = told(`a,b\n1,"x\n${rows(Math.ceil(maxOpenBytes / 1000) + 9, long)}`);
    expect(bytes.filter((item) => item === unclosed)).toHaveLength(1);
    expect(bytes.at(-1)).toEqual(["3", "4".repeat(1000)]);
  });

  it("stays linear where every line opens a quote anew", () => {
    const items = told(`a,b\n${rows(60_000, 'x","\n')}`);
    const rejects = items.filter((item) => item === unclosed);
    expect(rejects.length).toBeGreaterThan(50_000);
    expect(items.slice(rejects.length + 1)).toEqual(["pending"]);
  });
});

describe("scanQuotes(text, delimiter, open)", () => {
  it.each([
    ["a,b", false, [false, false, false]],
    ['a,"b"', false, [false, false, true]],
    ['a,"b""', false, [true, false, false]],
    ['x"', true, [false, false, true]],
    ['x""', true, [true, false, false]],
    ['x","y', true, [true, false, false]],
    ['"a"b,c', false, [false, true, false]],
    ['a"b,c"', false, [false, false, false]]
  ])("%s, open before: %s", (text, open, [after, malformed, closed]) => {
    expect(scanQuotes(text, ",", open)).toEqual({open: after, malformed, closed});
  });
});

describe("delimiterOf(lines)", () => {
  it.each([
    [["a,b", "1,2"], ","],
    [["a\tb", "1,5\t2"], "\t"],
    [["a;b", "1,5;2,5"], ";"],
    [["a|b|c", "1|2|3"], "|"],
    [['"a,b";c', '"1,2";3'], ";"],
    [["words, and more", "1"], null],
    [["a"], null],
    [[], null]
  ])("%j → %s", (lines, expected) => expect(delimiterOf(lines)).toBe(expected));
});

describe("cellNumber(cell)", () => {
  it.each([
    ["0.5", 0.5, null],
    [" 7 ", 7, null],
    ["1024.0", 1024, "1024.0"],
    ["1e-12", 1e-12, null],
    ["1E+05", 1e5, "1E+05"],
    ["+1.5", 1.5, "+1.5"],
    [".5", 0.5, ".5"],
    ["-0.0", -0, "-0.0"],
    ["9007199254740993", 9007199254740992, "9007199254740993"],
    ["0.1000000000000000055", 0.1, "0.1000000000000000055"],
    ["nan", NaN, "nan"],
    ["-NaN", NaN, "-NaN"],
    ["inf", Infinity, "inf"],
    ["-Infinity", -Infinity, "-Infinity"],
    ["-1.#INF", -Infinity, "-1.#INF"],
    ["1.#QNAN0", NaN, "1.#QNAN0"],
    ["-nan(ind)", NaN, "-nan(ind)"],
    ["-∞", -Infinity, "-∞"]
  ])("%j is %s", (cell, value, raw) => expect(cellNumber(cell)).toEqual({value, value_raw: raw}));

  it.each([
    "",
    "  ",
    "1,234",
    "0,5",
    "1 000",
    "1_000",
    "12%",
    "3 ms",
    "007",
    "0x10",
    "1e999",
    "None",
    "NA",
    "1.2.3",
    "."
  ])("%j is none", (cell) => expect(cellNumber(cell)).toBeNull());
});
