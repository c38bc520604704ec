import {describe, expect, it} from "vitest";
import {commonDigits, decimalsOf, formatNumber, spacedUnit} from "../../src/components/number.ts";
import type {NumberOptions} from "../../src/components/number.ts";

describe("formatNumber(v, options)", () => {
  const cases: [number, NumberOptions, string][] = [
    [742, {}, "742"],
    [129360, {}, "129,360"],
    [-1234.5, {digits: 2}, "−1,234.50"],
    [38.512, {}, "38.51"],
    [0.0339, {}, "0.0339"],
    [0.25, {}, "0.25"],
    [1e-5, {}, "1\u202f×\u202f10⁻⁵"],
    [1.23456e-7, {}, "1.235\u202f×\u202f10⁻⁷"],
    [2.5e17, {}, "2.5\u202f×\u202f10¹⁷"],
    [0.0004, {digits: 2}, "4.0\u202f×\u202f10⁻⁴"],
    [0, {digits: 2}, "0.00"],
    [-0, {}, "0"],
    [3, {signed: true}, "+3"],
    [-3, {signed: true}, "−3"],
    [0, {signed: true}, "0"],
    [NaN, {}, "NaN"],
    [Infinity, {}, "∞"],
    [-Infinity, {}, "−∞"],
    [0.1723, {format: "percent"}, "17.2\u202f%"],
    [23357, {format: "plain"}, "23357"],
    [512, {format: "bytes"}, "512\u00a0B"],
    [1536, {format: "bytes"}, "1.5\u00a0KiB"],
    [104857600, {format: "bytes"}, "100\u00a0MiB"]
  ];
  it.each(cases)("%d %o → %s", (v, options, text) => expect(formatNumber(v, options)).toBe(text));
});

describe("decimalsOf(v)", () => {
  it.each([
    [42, 0],
    [0.25, 2],
    [1e-7, 7],
    [1.5e-7, 8],
    [1e21, 0]
  ])("%d → %d", (v, n) => expect(decimalsOf(v)).toBe(n));
});

describe("commonDigits(values)", () => {
  it("shows the middle number to four significant digits", () => expect(commonDigits([38.512, 35.638, 42])).toBe(2));
  it("never adds decimals that no number has", () => expect(commonDigits([1, 2, 3.5])).toBe(1));
  it("leaves out what is not finite", () => expect(commonDigits([NaN, Infinity, 5])).toBe(0));
  it("is 0 for nothing", () => expect(commonDigits([])).toBe(0));
});

describe("spacedUnit(unit)", () => {
  it.each([
    ["×", "×"],
    ["x", "×"],
    ["%", "\u202f%"],
    ["min", "\u00a0min"]
  ])("%s", (unit, text) => expect(spacedUnit(unit)).toBe(text));
});
