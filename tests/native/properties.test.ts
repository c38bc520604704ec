import {describe, expect, it} from "vitest";
import {availableBackends, getOp, ops, resampleSync} from "../../native/index.ts";
import {weightedUlp} from "./interpolation-check.ts";
import {weighted, ulpDistance} from "./oracle.ts";
import {float32, rational} from "./rational.ts";
import {checkCases, properties} from "./properties.ts";
import {column, times} from "./tensors.ts";

/** A sample; `npm run test:long` checks 10,000 cases of each. */
const cases = 300;

describe(`${cases} seeded cases are exact and the same bits on ${availableBackends().join(", ")}`, () => {
  it("of every op", () => expect(properties.map(({op}) => op)).toEqual(ops.map(({name}) => name)));
  it.each(properties)("$op", async (property) => checkCases(property, cases));
});

describe("the bound of resample's error", () => {
  it("that is derived is within the one that is declared", () => {
    expect(weightedUlp).toBeLessThanOrEqual(getOp("resample").tolerance.float32!.ulp);
  });

  it("by the neighbours' shares holds with the rounded weight, and with the real one for no number of ulp", () => {
    const real = 1 - 2 ** -30;
    const y = resampleSync(column([1, 0]), times([0, 2 ** 30]), times([2 ** 30 - 1])).y.data[0]!;
    const [rounded, exact] = [Math.fround(real), real].map((w) => weighted(w, 1, 0));
    expect(ulpDistance(y, rounded!.value, rounded!.magnitude, float32)).toBeLessThanOrEqual(weightedUlp);
    expect(ulpDistance(y, exact!.value, exact!.magnitude, float32)).toBe(2 ** 23);
    expect(ulpDistance(y, exact!.value, rational(1), float32)).toBeLessThan(4);
  });
});
