import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {basename, join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const shared = join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
const present = existsSync(shared);
if (!present)
  process.stdout.write("skipped: corpora of test results, audits and scrapes, ../shared/corpora is not there\n");

interface ReadFile {
  name: string;
  format: string | null;
  guess: string | null;
  rows: Row[];
}

/** Every file of a folder, read by the format that claims it and checked for tiling. */
function readFolder(...folder: string[]): ReadFile[] {
  const root = join(shared, ...folder);
  return (readdirSync(root, {recursive: true, encoding: "utf8"}) as string[])
    .map((name) => join(root, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => {
      const bytes = readFileSync(file);
      const {format, guess} = recognise(file, headOf(bytes));
      const rows = format ? [...format.parse(sourceOf(file, bytes))] : [];
      if (format) assertTiles(rows, bytes.length);
      return {name: basename(file), format: format?.name ?? null, guess, rows};
    });
}

const values = (files: ReadFile[], table: string) =>
  files.flatMap(({rows}) => rows.filter((row): row is FactRow => row.table === table).map((row) => row.values));
const unread = (files: ReadFile[]) =>
  files.flatMap(({name, rows}) =>
    rows.flatMap((row) =>
      row.table === "unit" && /rejected|pending/.test(row.outcome) ? [`${name}: ${row.outcome}`] : []
    )
  );
const counted = (words: unknown[]) => {
  const counts = new Map<unknown, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
};

describe.skipIf(!present)("JUnit XML", () => {
  let files: ReadFile[];
  beforeAll(() => void (files = readFolder("logs", "junit-xml")));

  it("recognises all but the two that say suite and case", () => {
    expect(files).toHaveLength(57);
    const others = files.filter(({format}) => format !== "junit-xml");
    expect(others.map(({name, guess}) => [name, guess])).toEqual([
      ["non-junit.junit-xml", "XML"],
      ["non-junit.xml", "XML"]
    ]);
  });

  it("reads 1,124 tests of the files that are well formed, and the whole one of the file that is cut", () => {
    const whole = files.filter(({name}) => name !== "corrupt-xml.xml");
    expect(values(whole, "test_result")).toHaveLength(1124);
    const cut = files.filter(({name}) => name === "corrupt-xml.xml");
    expect(values(cut, "test_result").map(({name, seconds}) => [name, seconds])).toEqual([
      ["test_check_shape_compatibility", 6.435]
    ]);
    expect(unread(files)).toEqual(["corrupt-xml.xml: pending"]);
  });

  it("counts a test with a failure or an error once: 54 and 16 elements in 68 tests", () => {
    const results = values(files, "test_result");
    const said = (word: string) =>
      results.filter(({status_raw}) => String(status_raw).split(", ").includes(word)).length;
    expect([said("failure"), said("error")]).toEqual([54, 16]);
    const failed = results.filter(({status}) => status === "failed");
    expect(failed).toHaveLength(
      54 + 16 - results.filter((row) => /failure, error/.test(String(row.status_raw))).length
    );
    expect(failed.every(({message}) => message !== "")).toBe(true);
  });
});

describe.skipIf(!present)("SARIF", () => {
  it("reads 54 findings; 51 name no level, 8 carry a request to suppress them, which holds for 3", () => {
    const files = readFolder("logs", "sarif");
    expect(counted(files.map(({format}) => format))).toEqual({sarif: 23});
    const findings = values(files, "finding");
    expect(findings).toHaveLength(54);
    expect(findings.filter(({level_raw}) => level_raw === null)).toHaveLength(51);
    expect(findings.every(({level}) => typeof level === "string")).toBe(true);
    expect(findings.filter(({suppressions}) => suppressions !== null)).toHaveLength(8);
    expect(findings.filter(({suppressed}) => suppressed === true)).toHaveLength(3);
    expect(unread(files)).toEqual([]);
  });
});

describe.skipIf(!present)("bills of materials", () => {
  it("reads 1,080 components of JSON, 79 without licence, and 8 vulnerabilities", () => {
    const files = readFolder("logs", "cyclonedx");
    const json = files.filter(({format}) => format === "cyclonedx-json");
    expect([json.length, files.length]).toEqual([7, 8]);
    const components = values(json, "component");
    expect(components).toHaveLength(1080);
    expect(components.filter(({licence}) => licence === null)).toHaveLength(79);
    const found = values(json, "vulnerability");
    expect(found).toHaveLength(8);
    expect(counted(found.map(({severity, score}) => `${String(severity)} ${String(score)}`))).toEqual({
      "critical 10": 1,
      "medium 5.9": 1,
      "none 0": 6
    });
    expect(counted(found.map(({state}) => state))).toEqual({exploitable: 2, not_affected: 4, resolved: 2});
    expect(unread(files)).toEqual([]);
  });

  it("reads the same components from XML as from its twin in JSON", () => {
    const files = readFolder("logs", "cyclonedx", "CycloneDX__bom-examples", "SBOM", "laravel-7.12.0");
    const read = (format: string) =>
      values(
        files.filter((file) => file.format === format),
        "component"
      ).map(({name, version, purl, licence, type}) => [name, version, purl, licence, type].join(" "));
    expect(read("cyclonedx-xml")).toHaveLength(62);
    expect(read("cyclonedx-xml").sort()).toEqual(read("cyclonedx-json").sort());
  });

  it("reads 175 and 80 dependencies of pip-audit", () => {
    const files = readFolder("logs", "pip-audit-json");
    expect(files.map((file) => values([file], "component").length).sort()).toEqual([175, 80]);
    expect(values(files, "vulnerability")).toEqual([]);
  });
});

describe.skipIf(!present)("coverage", () => {
  it("sums the lines of Cobertura's classes to the totals that the file states", () => {
    const files = readFolder("logs", "coverage-xml");
    const rows = values(files, "coverage");
    const sum = (key: string) => rows.reduce((total, row) => total + Number(row[key]), 0);
    expect(counted(files.map(({format}) => format))).toEqual({cobertura: 1});
    expect([sum("lines"), sum("lines_hit")]).toEqual([850, 438]);
  });

  it("counts the lines of a tracefile as its own totals do, and one branch less than they do", () => {
    const files = readFolder("logs", "lcov");
    expect(
      values(files, "coverage").map(({lines, lines_hit, functions, functions_hit}) => [
        lines,
        lines_hit,
        functions,
        functions_hit
      ])
    ).toEqual([
      [181, 143, 29, 23],
      [76, 70, 17, 17],
      [6, 5, 2, 2]
    ]);
    const repairs = files.flatMap(({rows}) => rows.filter((row) => row.table === "repair"));
    // 23 branches, one with no hits and one never reached, are 21 that were taken.
    expect(repairs.map(({before, after}) => [before, after])).toEqual([["BRH:22", "BRH:21"]]);
  });
});

describe.skipIf(!present)("Prometheus text", () => {
  it("reads 3,027 samples of 1,228 families", () => {
    const files = readFolder("logs", "prometheus-text");
    expect(counted(files.map(({format}) => format))).toEqual({"prometheus-text": 33});
    expect(unread(files)).toEqual([]);
    const records = values(
      files.filter(({name}) => name === "e2e-output.txt"),
      "record"
    );
    const types = records.filter(({kind}) => kind === "metric-type");
    expect(counted(types.map(({text}) => text))).toEqual({counter: 475, gauge: 418, untyped: 334, summary: 1});
    const samples = records.filter(({kind}) => !String(kind).startsWith("metric-"));
    expect(samples).toHaveLength(3027);
    expect(samples.filter(({nonfinite}) => nonfinite !== null)).toEqual([]);
    expect(samples.every(({value}) => Number.isFinite(value))).toBe(true);
  });
});

describe.skipIf(!present)("hash chain", () => {
  it("holds in 15 of 15 links of the first schema and 50 of 159 of the second", () => {
    const files = readFolder("logs", "audit-jsonl").filter(({format}) => format === "hash-chain");
    expect(files.map(({name}) => name)).toEqual(["audit.jsonl"]);
    const links = values(files, "chain_link");
    expect(links).toHaveLength(176);
    expect(values(files, "event")).toHaveLength(176);
    expect(counted(links.slice(0, 16).map(({state}) => state))).toEqual({genesis: 1, holds: 15});
    expect(counted(links.slice(16).map(({state}) => state))).toEqual({genesis: 110, holds: 50});
    expect(links.at(-1)!.segment).toBe(111);
  });
});

describe.skipIf(!present)("crates and codex logs", () => {
  it("reads every entity of a crate", () => {
    const files = readFolder("logs", "ro-crate");
    expect(values(files, "record").filter(({kind}) => kind === "ro-crate-entity")).toHaveLength(217);
    expect(unread(files)).toEqual([]);
  });

  it("reads capability trends with scores beyond their scale as they are written", () => {
    const files = readFolder("codex", "data").filter(({format}) => format === "codex-trends");
    expect([values(files, "audit").length, values(files, "capability").length]).toEqual([21, 210]);
    expect(Math.max(...values(files, "capability").map(({score}) => Number(score)))).toBeGreaterThan(1);
  });

  it("keeps a time that no shell has expanded, and reads those of minute precision", () => {
    const files = readFolder("codex", "data").filter(({format}) => format === "codex-errors");
    const times = values(files, "captured_error").map(({time, time_raw}) => [time, time_raw]);
    expect(times.filter(([time, raw]) => time === null && String(raw).startsWith("$(date"))).toHaveLength(1);
    expect(times.filter(([, raw]) => /T\d\d:\d\dZ$/.test(String(raw))).every(([time]) => time !== null)).toBe(true);
  });
});
