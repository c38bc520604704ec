import {beforeAll, describe, expect, it} from "vitest";
import {cases, DecidedFixtures, nameOf, rules} from "./fixtures.ts";

const deciding = rules.filter(({sql}) => sql !== null);

describe("rules", () => {
  it("are of the five standards", () => {
    const standards = new Map(rules.map(({standard}) => [standard, 0]));
    for (const {standard} of rules) standards.set(standard, standards.get(standard)! + 1);
    expect(Object.fromEntries(standards)).toEqual({
      "ML Test Score": 28,
      "MLPerf common rules": 11,
      NeurIPS: 16,
      Reproducibility: 16,
      "Run health": 10
    });
  });

  it("are told apart by their titles", () => {
    const titles = rules.map(({standard, title}) => `${standard}: ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("have an item that their file is named for", () => {
    expect(rules.filter((rule) => !nameOf(rule).endsWith(`/${rule.item}`)).map(({path}) => path)).toEqual([]);
  });

  it("have four sections of seven tests where they are scored", () => {
    const sections = rules.filter(({standard}) => standard === "ML Test Score").map(({section}) => section);
    const counts = ["data", "model", "infrastructure", "monitoring"].map(
      (name) => sections.filter((section) => section === name).length
    );
    expect(counts).toEqual([7, 7, 7, 7]);
  });

  it.each(deciding.map(nameOf))("%s has a fixture that passes and one that fails", (name) => {
    expect(cases).toEqual(expect.arrayContaining([`${name}/pass`, `${name}/fail`]));
  });

  it("have no fixture without a rule", () => {
    const names = new Set(deciding.map(nameOf));
    expect(cases.filter((name) => !names.has(name.split("/").slice(0, 2).join("/")))).toEqual([]);
  });
});

describe("a rule on its fixtures", () => {
  let decided: DecidedFixtures;
  beforeAll(async () => {
    decided = await DecidedFixtures.open();
  });

  it("can be run", () => {
    expect(decided.checklist.verdicts.filter(({broken}) => broken).map(({why}) => why)).toEqual([]);
  });

  const both = deciding.flatMap((rule) => ["pass", "fail"].map((kind) => ({rule, kind, name: nameOf(rule)})));
  it.each(both)("$name: $kind", ({rule, kind, name}) => {
    const found = decided.of(rule, `${name}/${kind}`);
    expect(found.map(({verdict}) => verdict)).toEqual([kind]);
  });

  it.each(both)("$name: $kind has a value that its evidence gives", ({rule, kind, name}) => {
    const [row] = decided.of(rule, `${name}/${kind}`);
    expect(decided.recomputed(row!)).toBeCloseTo(row!.value!, 9);
  });

  it("one seed five times is not deterministic", () => {
    const rule = rules.find(({item}) => item === "deterministic")!;
    const [row, ...others] = decided.of(rule, "reproducibility/deterministic/one-seed-five-times");
    expect(others).toEqual([]);
    expect(row).toMatchObject({verdict: "fail", why: "4 of 4 repeats of a seed gave other values", value: 4});
  });

  it("one seed five times has a seed in every log all the same", () => {
    const rule = rules.find(({item}) => item === "seeds")!;
    const found = decided.of(rule, "reproducibility/deterministic/one-seed-five-times");
    expect(found.map(({verdict}) => verdict)).toEqual(["pass"]);
  });
});
