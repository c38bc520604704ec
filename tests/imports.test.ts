import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {describe, expect, it} from "vitest";

const root = join(import.meta.dirname, "..");

/** Stage → stages it may import. Files directly in loaders/ belong to the stage of their own name. */
const allowed: Record<string, string[]> = {
  native: [],
  "loaders/failure": [],
  "loaders/rows": [],
  "loaders/files": ["loaders/failure", "loaders/rows"],
  "loaders/formats": ["loaders/files", "loaders/failure", "loaders/rows"],
  "loaders/warehouse": ["native", "loaders/formats", "loaders/files", "loaders/failure", "loaders/rows"],
  "loaders/privacy": ["loaders/failure"],
  "loaders/evidence": ["loaders/warehouse", "loaders/files", "loaders/failure", "loaders/rows"],
  "loaders/claims": ["loaders/evidence", "loaders/warehouse", "loaders/failure", "loaders/rows"],
  "loaders/rules": ["loaders/evidence", "loaders/warehouse", "loaders/files", "loaders/failure", "loaders/rows"],
  "loaders/site": [
    "loaders/index",
    "loaders/rules",
    "loaders/claims",
    "loaders/evidence",
    "loaders/privacy",
    "loaders/warehouse",
    "loaders/files",
    "loaders/failure",
    "loaders/rows"
  ],
  "loaders/check": [
    "loaders/site",
    "loaders/rules",
    "loaders/claims",
    "loaders/evidence",
    "loaders/warehouse",
    "loaders/files",
    "loaders/failure",
    "loaders/rows"
  ],
  "loaders/index": ["loaders/site", "loaders/warehouse", "loaders/formats"],
  "loaders/bench": ["native", "loaders/evidence", "loaders/warehouse", "loaders/failure"],
  "loaders/record": ["loaders/bench", "native", "loaders/failure"],
  "loaders/audit": ["loaders/failure"],
  "loaders/verbs": [
    "loaders/audit",
    "loaders/bench",
    "loaders/check",
    "loaders/rules",
    "loaders/site",
    "loaders/evidence",
    "loaders/privacy",
    "loaders/files",
    "loaders/warehouse",
    "loaders/failure",
    "native"
  ],
  "loaders/cli": ["loaders/verbs", "loaders/failure"],
  "src/components": []
};

function stageOf(file: string): string {
  const parts = relative(root, file).replace(/\.ts$/, "").split("/");
  return parts[0] === "native" ? "native" : parts.slice(0, 2).join("/");
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => join(root, folder, name));
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?"(\.{1,2}\/[^"]+)"/g)].map(([, path]) =>
    resolve(dirname(file), path!)
  );
}

describe("imports", () => {
  const files = ["native", "loaders", "src/components"].flatMap(sources);

  it("finds the source files", () => expect(files.length).toBeGreaterThan(50));

  it("know every stage", () => {
    expect([...new Set(files.map(stageOf))].filter((stage) => !(stage in allowed))).toEqual([]);
  });

  it("go in one direction: later stages import earlier ones", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .map((target) => [stageOf(file), stageOf(target)] as const)
        .filter(([from, to]) => from !== to && !allowed[from]!.includes(to))
        .map(([from, to]) => `${relative(root, file)}: ${from} must not import ${to}`)
    );
    expect(wrong).toEqual([]);
  });
});
