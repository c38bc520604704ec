import {describe, expect, it} from "vitest";
import {offsetOf, suitedScale} from "../../src/components/dot-scale.ts";
import type {GroupDot} from "../../src/components/dot-scale.ts";

const dots = (group_label: string, median: number, values: number[], crossed = false): GroupDot[] =>
  values.map((value) => ({group_label, value, median, crossed}));

describe("suitedScale(dots)", () => {
  it("shows values where the groups overlap", () => {
    expect(suitedScale([...dots("a", 2, [1, 2, 3]), ...dots("b", 3, [2, 3, 4])])).toBe("value");
  });

  it("shows distances from the median where the groups lie far apart", () => {
    expect(suitedScale([...dots("a", 1, [0.99, 1.01]), ...dots("b", 9, [8.99, 9.01])])).toBe("relative");
  });

  it("does not let an aborted run widen its group", () => {
    const aborted = dots("a", 1, [9], true);
    expect(suitedScale([...dots("a", 1, [0.99, 1.01]), ...aborted, ...dots("b", 9, [8.99, 9.01])])).toBe("relative");
  });

  it("keeps values where a median is not above zero or nothing spreads", () => {
    expect(suitedScale([...dots("a", -1, [-1.1, -0.9]), ...dots("b", 90, [90, 91])])).toBe("value");
    expect(suitedScale([...dots("a", 1, [1, 1]), ...dots("b", 9, [9, 9])])).toBe("value");
  });
});

describe("offsetOf(dot)", () => {
  it("is percent of the median", () => {
    expect(offsetOf({group_label: "a", value: 1.1, median: 1, crossed: false})).toBeCloseTo(10, 9);
  });

  it("is null without a value or a median above zero", () => {
    expect(offsetOf({group_label: "a", value: null, median: 1, crossed: false})).toBeNull();
    expect(offsetOf({group_label: "a", value: 1, median: 0, crossed: false})).toBeNull();
  });
});
