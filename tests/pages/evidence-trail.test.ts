import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {formatNumber, spacedUnit} from "../../src/components/number.ts";
import {seeded} from "../seeded.ts";
import {EvidenceTrail} from "./evidence-trail.ts";
import type {ShownValue} from "./look.ts";
import {shownFault} from "./shown-text.ts";

describe("shownFault(raw, text, title)", () => {
  it.each([
    ["1", "One"],
    ["9", "nine"],
    ["0", "none"],
    ["0", "0"],
    ["2878", "2,878"],
    ["2878", "2878"],
    ["-3", "−3"],
    ["3", "+3"],
    ["-6.994482992794815e-9", "−6.994\u202f×\u202f10⁻⁹"],
    ["3e+300", "3\u202f×\u202f10³⁰⁰"],
    ["875520", "855\u00a0KiB"],
    ["3656", "3.6\u00a0KiB"],
    ["5", "5\u00a0B"],
    ["153.3", "153.3\u00a0MiB"],
    ["0.71", "71\u202f%"],
    ["31.01925963087434", "31.0\u202f%"],
    ["0.008533", "8.5\u202f×\u202f10⁻³\u202f%"],
    ["5.2", "5.2×"],
    ["0.2083", "0.2083\u00a0min"],
    ["NaN", "NaN"],
    ["-Infinity", "−∞"],
    ["completed", "✓ completed"],
    ["Implemented", "implemented"],
    ["d0c1d7d1dd84", "d0c1d7…"],
    ["open aaaaaaaaaaaa/bbbbbbbbb to read", "open aaaa…/bbb… to read"],
    ["2026-11-22T20:11:11.172Z", "22\u00a0Nov\u00a02026 20:11:11"],
    ["2026-11-02", "2\u00a0Nov\u00a02026"]
  ])("reads %s in %j", (raw, text) => expect(shownFault(raw, text, null)).toBeNull());

  it("reads a status by the word that was written", () => {
    expect(shownFault("Teilweise", "partial", "written as: Teilweise")).toBeNull();
    expect(shownFault("Teilweise", "partial", "written as: Ganz")).not.toBeNull();
  });

  it.each([
    ["a word", "2", "One"],
    ["a word for a fraction", "1.5", "one"],
    ["a digit", "2878", "2,879"],
    ["a group", "2878", "28,78"],
    ["a lost group", "2878000", "2,878"],
    ["the last place", "0.2083", "0.2084"],
    ["a cut last place", "0.2086", "0.208"],
    ["a sign", "-3", "3"],
    ["a hyphen for a minus", "-3", "-3"],
    ["a power of ten", "-6.994e-9", "−6.994\u202f×\u202f10⁻⁸"],
    ["a mantissa", "-6.994e-9", "−6.995\u202f×\u202f10⁻⁹"],
    ["a byte unit", "875520", "855\u00a0MiB"],
    ["an amount whose unit is MiB", "153.3", "153.4\u00a0MiB"],
    ["bytes by thousands", "875520", "876\u00a0KiB"],
    ["a share", "0.71", "72\u202f%"],
    ["a share without its percent", "0.71", "71"],
    ["zero for what is not zero", "0.3", "0"],
    ["NaN", "1", "NaN"],
    ["infinity", "Infinity", "−∞"],
    ["no number", "3", "–"],
    ["a status", "aborted", "✓ completed"],
    ["nothing", "completed", ""],
    ["a cut name", "d0c1d7d1dd84", "d0c2d7…"],
    ["an empty cut", "d0c1d7d1dd84", "…"],
    ["the end after a cut", "open aaaaaaaa to read", "open aaaa… to write"],
    ["the order around a cut", "open aaaaaaaa to read", "to read… open"],
    ["a minute", "2026-11-22T20:11:11.172Z", "22\u00a0Nov\u00a02026 20:12"],
    ["a month", "2026-11-02", "2\u00a0Oct\u00a02026"]
  ])("catches %s that is wrong", (_, raw, text) => {
    expect(shownFault(raw, text, null)).toBe(`"${text}" is not ${raw}`);
  });

  it("reads whatever formatNumber writes, and nothing whose last digit is another", () => {
    const random = seeded(11);
    for (let i = 0; i < 2000; i++) {
      const raw = random.uniform(-1, 1) * 10 ** random.integer(-12, 12);
      const format = (["auto", "percent", "scientific", "bytes"] as const)[i % 4]!;
      const text = formatNumber(format === "bytes" ? Math.abs(raw) + 1 : raw, {format});
      const value = String(format === "bytes" ? Math.abs(raw) + 1 : raw);
      expect(shownFault(value, text + (format === "auto" ? spacedUnit("ms") : ""), null)).toBeNull();
      const last = /\d(?!.*\d)/.exec(text.replace(/10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/u, ""))!;
      const wrong = `${text.slice(0, last.index)}${(Number(last[0]) + 2) % 10}${text.slice(last.index + 1)}`;
      expect(shownFault(value, wrong, null)).toBe(`"${wrong}" is not ${value}`);
    }
  });
});

describe("EvidenceTrail", () => {
  const site = mkdtempSync(join(tmpdir(), "colophon-trail-"));
  const source = "1f3a9c00aa11";
  const lines = {
    1: '{"step": 1, "loss": 0.50, "note": "a \\"b\\" c", "time": "2026-11-22T20:11:11Z"}',
    2: '{"step": 2, "loss": 1.5, "grad": NaN, "from": -Infinity}',
    3: "| `data` loading | **Partially** Implemented | 12,000 items, 3.5ms |",
    4: '{"loss": 0.5}{"id": "v1.5 1.5alpha"}'
  };
  const write = (path: string, content: object): void => {
    mkdirSync(join(site, "evidence", path, ".."), {recursive: true});
    writeFileSync(join(site, "evidence", path), JSON.stringify(content));
  };
  const loss = (unit: number, raw: number): [string, number] => [`${source}:${unit}`, raw];

  beforeAll(() => {
    const units = Object.entries(lines).map(([unit, text]) => [unit, {line: Number(unit), text}]);
    write(`${source}/0.json`, Object.fromEntries(units));
    write(`${source}/source.json`, {path: "runs/a.ndjson", units: 4, bytes: 3656});
    write("x/bb.json", {bb01: {fn: "resample", n: 1, of: [loss(1, 0.5)]}});
    write("x/aa.json", {
      aa01: {fn: "mean", n: 2, of: [loss(1, 0.5), loss(2, 1.5)]},
      aa02: {fn: "mean", n: 2, of: [loss(1, 0.5), loss(2, 2.5)]},
      aa03: {fn: "mean", n: 2, of: [loss(1, 0.5), loss(9, 1.5)]},
      aa04: {fn: "mean", n: 3, of: [loss(1, 0.5), loss(2, 1.5)]},
      aa05: {fn: "count", n: 41, of: [loss(1, 0.5), loss(2, 1.5)]},
      aa06: {fn: "ratio", n: 2, of: [{fn: "max", n: 2, of: [loss(1, 0.5), loss(2, 1.5)]}, loss(1, 0.5)]},
      aa07: {fn: "difference", n: 2, of: [loss(1, 0.5), loss(2, 1.5)]},
      aa08: {fn: "median", n: 5000, of: Array.from({length: 1000}, () => loss(1, 0.5))},
      aa09: {fn: "count", n: 1, of: [loss(1, 0.5), loss(2, 1.5)]}
    });
  });
  afterAll(() => rmSync(site, {recursive: true, force: true}));

  const fault = (raw: string, evidence: string | null, change: Partial<ShownValue> = {}): string | null => {
    const text = Number.isNaN(Number(raw)) ? raw : formatNumber(Number(raw));
    const href = `./source?at=${encodeURIComponent(evidence ?? "")}`;
    return new EvidenceTrail(site).fault({raw, text, title: null, evidence, href, ...change});
  };

  it.each([
    ["a number", "0.5", `${source}:1`],
    ["a word behind escapes", 'a "b" c', `${source}:1`],
    ["a word without its Markdown", "data loading", `${source}:3`],
    ["a number with thousands", "12000", `${source}:3`],
    ["a number with its unit", "3.5", `${source}:3`],
    ["NaN", "NaN", `${source}:2`],
    ["infinity", "-Infinity", `${source}:2`],
    ["a number of the ledger", "4", `${source}#units`],
    ["a path", "runs/a.ndjson", `${source}#path`],
    ["a mean", "1", "=aa01"],
    ["a count of which the first are shipped", "41", "=aa05"],
    ["a ratio of a maximum", "3", "=aa06"],
    ["one derived value less another", "0.5", "=aa01-bb01"],
    ["a median of more than may be shipped", "0.5", "=aa08"]
  ])("follows %s", (_, raw, evidence) => expect(fault(raw, evidence)).toBeNull());

  it.each([
    ["no evidence", "0.5", null, /has no evidence/],
    ["a wrong digit in the line", "0.6", `${source}:1`, /0.6 does not stand in/],
    ["a number that is part of another", "0.05", `${source}:1`, /does not stand in/],
    ["a digit of a time", "11", `${source}:2`, /does not stand in/],
    ["a number inside a name", "1.5", `${source}:4`, /does not stand in/],
    ["a word that is not there", "completed", `${source}:1`, /does not stand in/],
    ["NaN where there is none", "NaN", `${source}:1`, /does not stand in/],
    ["a sign of infinity", "Infinity", `${source}:1`, /does not stand in/],
    ["a line that is not shipped", "0.5", `${source}:9`, /is not shipped/],
    ["a source that is not shipped", "0.5", "ffffffffffff:1", /is not shipped/],
    ["text that is no place", "0.5", "line 12", /is no place/],
    ["a ledger that says otherwise", "5", `${source}#units`, /says units = 4/],
    ["a path that is another's", "runs/b.ndjson", `${source}#path`, /says path = /],
    ["a field that the ledger lacks", "5", `${source}#rows`, /has no rows/],
    ["an expression that is not shipped", "1", "=aa99", /is not shipped/],
    ["another derived value that is not shipped", "1", "=aa01-bb99", /is not shipped/],
    ["a difference of derived values that is wrong", "0.4", "=aa01-bb01", /difference of its inputs is 0.5/],
    ["a mean that is wrong", "1.1", "=aa01", /mean of its inputs is 1,/],
    ["a mean that is nearly right", "1.000001", "=aa01", /mean of its inputs is 1,/],
    ["an input that its line does not hold", "1.5", "=aa02", /2.5 does not stand in/],
    ["an input whose line is not shipped", "1", "=aa03", /is not shipped/],
    ["a mean without some of its inputs", "1", "=aa04", /mean of 3 inputs ships 2/],
    ["a count that is wrong", "42", "=aa05", /count of its inputs is 41/],
    ["a count of fewer than it ships", "1", "=aa09", /count of 1 inputs ships 2/],
    ["a difference without its sign", "1", "=aa07", /difference of its inputs is -1/]
  ])("catches %s", (_, raw, evidence, message) => expect(fault(raw, evidence)).toMatch(message));

  it("catches text that says something else", () => {
    expect(fault("0.5", `${source}:1`, {text: "0.6"})).toBe('"0.6" is not 0.5');
  });

  it("catches a link that leads elsewhere", () => {
    expect(fault("0.5", `${source}:1`, {href: `./source?at=${source}:2`})).toMatch(/links to/);
  });

  it("counts what it followed", () => {
    const trail = new EvidenceTrail(site);
    const show = (raw: string, evidence: string) =>
      trail.fault({raw, text: raw, title: null, evidence, href: `./source?at=${encodeURIComponent(evidence)}`});
    expect([show("0.5", `${source}:1`), show("4", `${source}#units`), show("1", "=aa01")]).toEqual([null, null, null]);
    expect(trail.followed).toEqual({line: 3, ledger: 1, recomputed: 1});
  });
});
