import {describe, expect, it} from "vitest";
import {differencesOf} from "../../src/components/aligned-difference.ts";
import type {ResampledPoint} from "../../src/components/run-rows.ts";

const curve = (name: string, ...values: (number | null)[]): ResampledPoint[] =>
  values.map((value, i) => ({
    step: 10 * i,
    step_evidence: `s:${i}`,
    value,
    value_evidence: value === null ? null : `=${name}${i}`
  }));

describe("differencesOf(label, curve, reference)", () => {
  it("takes the reference away at each step, with what both values come from", () => {
    expect(differencesOf("b", curve("bb", 1, 5), curve("aa", 2, 3))).toEqual([
      {
        ...{run: "b", step: 0, step_evidence: "s:0", difference: -1, difference_evidence: "=bb0-aa0"},
        ...{value: 1, value_evidence: "=bb0", reference: 2, reference_evidence: "=aa0"}
      },
      {
        ...{run: "b", step: 10, step_evidence: "s:1", difference: 2, difference_evidence: "=bb1-aa1"},
        ...{value: 5, value_evidence: "=bb1", reference: 3, reference_evidence: "=aa1"}
      }
    ]);
  });

  it("has none where either run logs nothing", () => {
    const found = differencesOf("b", curve("bb", 1, null, 3, 4), curve("aa", null, 2, 3));
    expect(found.map(({step, difference}) => [step, difference])).toEqual([[20, 0]]);
  });
});
