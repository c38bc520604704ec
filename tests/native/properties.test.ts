import {describe, expect, it} from "vitest";
import {availableBackends, ops} from "../../native/index.ts";
import {checkCases, properties} from "./properties.ts";

/** A sample; `npm run test:long` checks 10,000 cases of each. */
const cases = 300;

describe(`${cases} seeded cases are exact and the same bits on ${availableBackends().join(", ")}`, () => {
  it("of every op", () => expect(properties.map(({op}) => op)).toEqual(ops.map(({name}) => name)));
  it.each(properties)("$op", async (property) => checkCases(property, cases));
});
