import {describe, expect, it} from "vitest";
import {aliasRows, capabilityAliases, nameKey} from "../../loaders/warehouse/capability-aliases.ts";

const rowOf = (name: string, configured = {}): string | undefined =>
  aliasRows(configured).find(({alias}) => alias === nameKey(name))?.capability;

describe("aliasRows(configured)", () => {
  it.each([
    ["config_mgmt", "Configuration"],
    ["Configuration Management", "Configuration"],
    ["Config Management", "Configuration"],
    ["configuration", "Configuration"],
    ["ChatGPT Codex Modeling", "Modeling"],
    ["internal_ci_test", "CI & test"],
    ["Internal CI/Test", "CI & test"],
    ["evaluation_metrics", "Evaluation & metrics"],
    ["docs_examples", "Documentation & examples"],
    ["Documentation & Examples", "Documentation & examples"],
    ["checkpointing-resume", "Checkpointing & resume"],
    ["Security & Safety", "Security & safety"]
  ])("%s stands in the row %s", (name, row) => {
    expect(rowOf(name)).toBe(row);
  });

  it("leaves a name that nobody declared alone", () => {
    expect(rowOf("Admin bootstrap")).toBeUndefined();
  });

  it("has every built-in name in one row only", () => {
    const rowsByKey = new Map<string, Set<string>>();
    for (const [row, names] of Object.entries(capabilityAliases))
      for (const name of [row, ...names])
        rowsByKey.set(nameKey(name), (rowsByKey.get(nameKey(name)) ?? new Set()).add(row));
    expect([...rowsByKey].filter(([, rows]) => rows.size > 1)).toEqual([]);
  });

  it("adds the configuration's names to a built-in row", () => {
    expect(rowOf("settings", {Configuration: ["settings"]})).toBe("Configuration");
    expect(rowOf("config_mgmt", {Configuration: ["settings"]})).toBe("Configuration");
  });

  it("lets the configuration take a name over", () => {
    expect(rowOf("Tracking", {Provenance: ["Tracking"]})).toBe("Provenance");
    expect(aliasRows({Provenance: ["Tracking"]}).filter(({alias}) => alias === "tracking")).toHaveLength(1);
  });

  it("refuses one name in two configured rows", () => {
    expect(() => aliasRows({A: ["x-1"], B: ["X 1"]})).toThrow(
      'expected each name in one row, found "x1" in "A" and in "B"'
    );
  });

  it("gives the same rows in the same order whatever the order of the configuration", () => {
    expect(aliasRows({B: ["b2"], A: ["a2"]})).toEqual(aliasRows({A: ["a2"], B: ["b2"]}));
  });
});
