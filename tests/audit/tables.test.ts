import {describe, expect, it} from "vitest";
import type {Signal} from "../../loaders/audit/capabilities/capability.ts";
import {capabilities} from "../../loaders/audit/capabilities/index.ts";
import {languages} from "../../loaders/audit/code/language.ts";
import {items} from "../../loaders/audit/reproducibility/items.ts";
import {stubRules} from "../../loaders/audit/stubs/rules.ts";
import {aliasRows, capabilityAliases, nameKey} from "../../loaders/warehouse/capability-aliases.ts";

const signals: [string, Signal][] = [
  ...capabilities.flatMap(({capability, parts, against}) =>
    [...parts.flatMap((part) => part.signals), ...against].map((signal): [string, Signal] => [
      `${capability}: ${signal.sign}`,
      signal
    ])
  ),
  ...items.flatMap(({item, about, speaksFor, against}) =>
    [...about, ...speaksFor, ...against].map((signal): [string, Signal] => [`${item}: ${signal.sign}`, signal])
  )
];

const wanted = [
  "Tokenization",
  "Modeling",
  "Training engine",
  "Configuration",
  "Evaluation & metrics",
  "Logging & monitoring",
  "Checkpointing & resume",
  "Data handling",
  "Security & safety",
  "CI & test",
  "Deployment",
  "Documentation & examples",
  "Experiment tracking",
  "Extensibility",
  "Kernels",
  "Benchmarks",
  "Observability",
  "Packaging"
];

describe("the table of capabilities", () => {
  it("has every capability once", () =>
    expect(capabilities.map(({capability}) => capability).sort()).toEqual([...wanted].sort()));

  it("names the rows of the warehouse", () => {
    const rows = new Map(aliasRows().map(({alias, capability}) => [alias, capability]));
    for (const {capability} of capabilities) expect(rows.get(nameKey(capability)) ?? capability).toBe(capability);
    const names = capabilities.map(({capability}) => capability);
    expect(names).toEqual(expect.arrayContaining(Object.keys(capabilityAliases)));
  });

  it.each(capabilities.map((capability) => [capability.capability, capability] as const))(
    "%s has parts with signals, and parts it names",
    (_name, {parts}) => {
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) {
        expect(part.signals.length).toBeGreaterThan(0);
        if ("within" in part && part.within) expect(parts.map(({part: name}) => name)).toContain(part.within);
      }
    }
  );
});

describe("a signal", () => {
  it.each(signals)("%s matches its example and not what is unlike it", (_name, {pattern, example, unlike}) => {
    const whole = new RegExp(pattern.source, `${pattern.flags}m`);
    expect(whole.test(example), example).toBe(true);
    if (unlike !== undefined) expect(whole.test(unlike), unlike).toBe(false);
  });

  it.each(signals)("%s ends on a long line without a match", (_name, {pattern}) => {
    const started = performance.now();
    for (const character of ["a", " ", "(", "_", "torch.load(", "def f", "0", '"'])
      pattern.test(character.repeat(2000 / character.length));
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each(signals)("%s names languages that there are", (_name, {languages: names}) => {
    expect((names ?? []).filter((name) => !languages.some((language) => language.name === name))).toEqual([]);
  });
});

describe("a measurement", () => {
  it.each(
    capabilities.flatMap(({capability, measured}) =>
      measured.map((entry) => [`${capability}: ${entry.sign}`, entry] as const)
    )
  )("%s matches its example", (_name, {pattern, example}) => {
    expect(pattern.test(example)).toBe(true);
  });
});

describe("stubRules", () => {
  it.each(stubRules.map((rule) => [`${rule.languages.toString()}: ${rule.rule}`, rule] as const))(
    "%s",
    (_name, {pattern, example, unlike}) => {
      expect(pattern.test(example), example).toBe(true);
      expect(pattern.test(unlike), unlike).toBe(false);
    }
  );
});
