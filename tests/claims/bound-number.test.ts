import {describe, expect, it} from "vitest";
import {decideNumber, parseWritten, rewrite} from "../../loaders/claims/bound-number.ts";
import {relations} from "../../loaders/claims/relation.ts";
import {unitNames} from "../../loaders/claims/unit.ts";

describe("parseWritten(text)", () => {
  it.each([
    ["5.2×", {value: 5.2, decimals: 1, unit: "×", relation: null, of: null}],
    ["5x", {value: 5, decimals: 0, unit: "x"}],
    ["28.6 ms", {value: 28.6, decimals: 1, unit: "ms"}],
    ["28.60\u00a0ms", {value: 28.6, decimals: 2, unit: "ms"}],
    ["93%", {value: 93, unit: "%"}],
    ["1,024", {value: 1024, decimals: 0, unit: ""}],
    ["1\u202f024\u202f000.5 GB/s", {value: 1024000.5, decimals: 1, unit: "GB/s"}],
    ["−3.5 %", {value: -3.5, unit: "%"}],
    ["+2", {value: 2}],
    ["3.0e4", {value: 30000, decimals: -3}],
    ["1e-3 s", {value: 0.001, decimals: 3, unit: "s"}],
    ["at most 30 ms", {value: 30, unit: "ms", relation: "<="}],
    ["≥ 4 x", {value: 4, unit: "x", relation: ">="}],
    ["about 5 ms", {value: 5, unit: "ms", relation: null}],
    ["2 of 10", {value: 2, of: 10, unit: ""}],
    ["at most 2 of 10", {value: 2, of: 10, relation: "<="}],
    ["11/28", {value: 11, of: 28}],
    [" **5.2×** ", {value: 5.2, unit: "×", text: "5.2×"}],
    ["`12`", {value: 12, text: "12"}]
  ])("reads %j", (text, parts) => expect(parseWritten(text)).toMatchObject(parts));

  it.each([
    "",
    " ",
    "five",
    "5,2 ms",
    "1,02",
    "1,0245",
    "1,024\u202f000",
    "5 ms and 6 ms",
    "5 ms.",
    "2 of",
    "1e999",
    "x",
    "1".repeat(400),
    `5${" ".repeat(200)}ms`
  ])("refuses %j", (text) => expect(parseWritten(text)).toBeNull());

  it.each(unitNames.map((name) => [name]))("reads every unit: %s", (unit) =>
    expect(parseWritten(`4 ${unit}`)).toMatchObject({value: 4, unit})
  );

  it.each(Object.entries(relations))("reads every word: %s", (word, relation) =>
    expect(parseWritten(`${word} 4 ms`)).toMatchObject({value: 4, unit: "ms", relation})
  );
});

const found = (value: number | null, unit: string | null = null, n: number | null = null) => ({value, unit, n});

describe("decideNumber(written, found)", () => {
  it.each([
    ["28.6 ms", found(28.6034, "ms"), "pass", "found 28.6034 ms"],
    ["28.6 ms", found(28.65, "ms"), "pass", "found 28.65 ms"],
    ["28.6 ms", found(28.6501, "ms"), "fail", "found 28.6501 ms"],
    ["28.60 ms", found(28.6034, "ms"), "pass", "found 28.6034 ms"],
    ["28.600 ms", found(28.6034, "ms"), "fail", "found 28.6034 ms"],
    ["28,603 µs", found(28.6034, "ms"), "pass", "found 28603.4 µs"],
    ["5×", found(5.4), "pass", "found 5.4 ×"],
    ["856", found(857), "fail", "found 857"],
    ["3.0e4", found(30400), "pass", "found 30400"],
    ["3.0e4", found(30600), "fail", "found 30600"],
    ["at most 30 ms", found(30, "ms"), "pass", "found 30 ms"],
    ["at most 30 ms", found(30.1, "ms"), "fail", "found 30.1 ms"],
    ["more than 30", found(30), "fail", "found 30"],
    ["exactly 30", found(30.2), "fail", "found 30.2"],
    ["2 of 10", found(2, null, 10), "pass", "found 2 of 10"],
    ["2 of 10", found(2, null, 12), "fail", "found 2 of 12"],
    ["2 of 10", found(2), "undecided", "the text speaks of 10 and the query returns no n"],
    [
      "28.6",
      found(28.6, "ms"),
      "undecided",
      "a value in ms cannot be compared with a plain number: write the unit between the comments"
    ],
    ["28.6 MB", found(28.6, "ms"), "undecided", "a value in ms cannot be compared with a value in MB"],
    ["28.6", found(null), "no-evidence", "the query found no value"]
  ])("%s of %o is %s", (text, value, verdict, why) => {
    const decision = decideNumber(parseWritten(text)!, value);
    expect(decision.verdict).toBe(verdict);
    expect(decision.why).toContain(why);
  });
});

describe("rewrite(text, found)", () => {
  it.each([
    ["5.2×", found(4.96), "5.0×"],
    ["28.6 ms", found(31_249, "µs"), "31.2 ms"],
    ["**28.6\u00a0ms**", found(31.25, "ms"), "**31.3\u00a0ms**"],
    [" 1,024 ", found(1_234_567.4), " 1,234,567 "],
    ["1\u202f024", found(98.4), "98"],
    ["856", found(1024), "1024"],
    ["−3.5 %", found(-4, "%"), "−4.0 %"],
    ["−3.5 %", found(4, "%"), "4.0 %"],
    ["+2", found(3), "+3"],
    ["0.1", found(-0.01), "0.0"],
    ["3.0e4", found(41_200), "4.1e4"],
    ["at most 30 ms", found(31.2, "ms"), "at most 32 ms"],
    ["at least 4 x", found(3.96), "at least 3 x"],
    ["less than 30", found(31), "less than 32"],
    ["more than 30", found(29), "more than 28"],
    ["2 of 10", found(12, null, 128), "12 of 128"],
    ["9/10", found(8, null, 10), "8/10"]
  ])("%j becomes %3$j", (text, value, expected) => expect(rewrite(text, value)).toBe(expected));

  it.each([
    ["28.6 MB", found(31, "ms")],
    ["28.6", found(null)],
    ["28", found(1e22)],
    ["five", found(5)],
    ["exactly 4", found(4.5)],
    ["2 of 10", found(2)]
  ])("leaves %j", (text, value) => expect(rewrite(text, value)).toBeNull());
});
