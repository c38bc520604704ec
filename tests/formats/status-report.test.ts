import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf} from "../../loaders/formats/recognise.ts";
import {maxDocumentBytes} from "../../loaders/formats/status-report/text-line.ts";
import {statusReport} from "../../loaders/formats/status-report/index.ts";
import {
  capabilityStatuses,
  sprintStatuses,
  verdictOf,
  verdictWords
} from "../../loaders/formats/status-report/vocabulary.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {seeded} from "../seeded.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const root = join(import.meta.dirname, "..", "..");
const fixtures = documentsIn(join(import.meta.dirname, "..", "fixtures", "status-report"));
const corpora = ["seeds", "codex/docs", "codex/docs/excerpts"].map((name) =>
  join(root, "..", "shared", "corpora", name)
);
const present = corpora.every((folder) => existsSync(folder));
const reports = present ? corpora.flatMap(documentsIn) : [];
if (!present)
  process.stderr.write(
    "status reports of the corpora are skipped: there is no ../shared/corpora beside the repository\n"
  );

interface Document {
  name: string;
  bytes: Buffer;
}

function documentsIn(folder: string): Document[] {
  const names = readdirSync(folder).filter((name) => /\.(md|txt)$/.test(name));
  return names.sort().map((name) => ({name, bytes: readFileSync(join(folder, name))}));
}

const parsed = new Map<Document, Row[]>();

function rowsOf(document: Document): Row[] {
  const rows = parsed.get(document) ?? [...statusReport.parse(sourceOf(`reports/${document.name}`, document.bytes))];
  parsed.set(document, rows);
  return rows;
}

function facts(document: Document, table: FactRow["table"]): FactRow["values"][] {
  return rowsOf(document).flatMap((row) => (row.table === table ? [(row as FactRow).values] : []));
}

function written(text: string, name = "report.md"): Document {
  return {name, bytes: Buffer.from(text)};
}

function confidence({name, bytes}: Document): number {
  return statusReport.detect(name, headOf(bytes));
}

describe("statusReport.detect(path, head)", () => {
  const readme = `# robot-tools

[![build](https://example.org/b.svg)](https://example.org/b)

Tools for robots. Status: beta.

## Installation
\`\`\`bash
pip install robot-tools
\`\`\`

## Status
- [x] Arm
- [ ] Dock
- [ ] Voice

| Feature | Status |
| --- | --- |
| Arm | Implemented |

## Audit log
Every call is logged. Run the tests with \`pytest\`.

## Licence
MIT
`;

  it("leaves an ordinary README alone", () => expect(confidence(written(readme))).toBe(0));

  it("leaves one signal alone", () => {
    expect(confidence(written("# Deferred items\n- one\n"))).toBe(0);
    expect(confidence(written("| Capability | Status |\n|---|---|\n| a | Implemented |\n"))).toBe(0);
  });

  it("leaves JSON alone, whatever it says", () => {
    const text =
      '{\n  "gates": [{"name": "Fences", "status": "PASS"}],\n  "text": "\\n# Status Update\\n## Deferred Items\\n"\n}\n';
    expect(confidence(written(text))).toBe(0);
    expect(confidence(written('{"error": "x", "question": "Question for ChatGPT @codex"}\n'))).toBe(0);
  });

  it.each(fixtures)("recognises $name", (document) => expect(confidence(document)).toBeGreaterThan(0.3));
});

describe.skipIf(!present)("the corpora's reports", () => {
  it("are all there", () => expect(reports.length).toBe(30));

  it.each(reports)("$name is recognised and tiled", (document) => {
    assertTiles(rowsOf(document), document.bytes.length);
    expect(confidence(document)).toBeGreaterThan(0.3);
  });

  it.each([
    ["000_", "2025-11-08", 0],
    ["001_", "2025-09-07", 14],
    ["002_", "2025-11-07", 0],
    ["003_", "2025-10-06", 13],
    ["004_", "2025-10-05", 14]
  ])("seed %s is of %s and has %i capabilities", (prefix, date, count) => {
    const seed = reports.find(({name}) => name.startsWith(prefix))!;
    expect(facts(seed, "audit").map((audit) => audit.date)).toEqual([date]);
    expect(facts(seed, "capability")).toHaveLength(count);
  });

  it("repairs the damaged ones and no other", () => {
    const repaired = reports.filter((document) =>
      rowsOf(document).some((row) => row.table === "repair" && row.kind.startsWith("mojibake"))
    );
    expect(repaired.map(({name}) => name.slice(0, 25))).toEqual([
      "000_6ed99c0575313595.txt",
      "002_e9f7956ba4483052.txt",
      "004_889fc3304e40b3ac.txt",
      "2025-10-05__seed004_mojib"
    ]);
  });

  it("keeps every patch of the report with broken fences", () => {
    const report = reports.find(({name}) => name.startsWith("2025-09-03"))!;
    expect(facts(report, "patch").map(({added, removed}) => [added, removed])).toEqual([
      [7, 2],
      [1, 1],
      [3, 1],
      [2, 1],
      [0, 0]
    ]);
    expect(facts(report, "event")).toHaveLength(13);
  });

  it("keeps the three patches of the report with a fence inside a diff", () => {
    const report = reports.find(({name}) => name.startsWith("004_"))!;
    expect(facts(report, "patch").map(({title}) => title)).toEqual([
      "Add system metrics logging",
      "Enable YAML configuration defaults with Hydra",
      "Add checkpoint pruning and compression"
    ]);
    expect(facts(report, "finding")).toHaveLength(18);
  });
});

describe("the vocabulary", () => {
  const all = [...fixtures.filter(({name}) => name !== "evidence-column.md"), ...reports];

  it("has every status that a capability is given", () => {
    const unknown = all
      .flatMap((document) => facts(document, "capability"))
      .filter(({status, status_raw}) => status === "unknown" && status_raw !== null);
    expect(unknown.map(({status_raw}) => status_raw)).toEqual([]);
  });

  it("has every state of a checklist's and a phase's table", () => {
    const states = all.flatMap((document) => [
      ...facts(document, "phase").map(({status_raw}) => status_raw),
      ...facts(document, "check_item").map(({verdict_raw}) => verdict_raw)
    ]);
    const words = states.filter((state) => state !== null && !/^\[.\]$/.test(String(state)));
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => verdictOf(String(word)) === null)).toEqual([]);
  });

  it("has every status of a sprint's item", () => {
    const unknown = all
      .flatMap((document) => facts(document, "sprint_item"))
      .filter(({status}) => status === "unknown");
    expect(unknown).toEqual([]);
  });

  it("calls a status it lacks unknown and keeps its words", () => {
    const odd = fixtures.find(({name}) => name === "evidence-column.md")!;
    expect(facts(odd, "capability").at(-1)).toMatchObject({status: "unknown", status_raw: "~"});
  });

  it.each(Object.entries({capabilityStatuses, sprintStatuses, verdictWords}))(
    "%s is written as it is looked up",
    (_, table) => {
      for (const word of Object.keys(table))
        expect(word).toBe(
          word
            .toLowerCase()
            .replace(/[\uFE0F:;.,–—-]/g, "")
            .trim()
        );
    }
  );
});

describe("statusReport.parse(source)", () => {
  it("keeps the text of every node: each parsed unit has a row", () => {
    for (const document of [...fixtures, ...reports]) {
      const rows = rowsOf(document);
      const told = new Set(
        rows.filter(({table}) => table !== "unit" && table !== "repair" && table !== "audit").map(({at}) => at.unit)
      );
      const silent = rows.filter((row) => row.table === "unit" && row.outcome === "parsed" && !told.has(row.at.unit));
      expect(silent, document.name).toEqual([]);
    }
  });

  it.each(fixtures)("tiles $name cut at any byte", (document) => {
    const random = seeded(document.bytes.length);
    for (let i = 0; i < 25; i++) {
      const cut = {...document, bytes: document.bytes.subarray(0, random.integer(0, document.bytes.length))};
      assertTiles(rowsOf(cut), cut.bytes.length);
    }
  });

  it("reads an empty document as nothing", () => expect(rowsOf(written(""))).toEqual([]));

  it("rejects a line longer than 16 MiB and reads on, also inside a block", () => {
    const document = written(`# Status Update\n\`\`\`\n${"x".repeat(17 * 1024 * 1024)}\n## Deferred Items\n- One\n`);
    const rows = rowsOf(document);
    assertTiles(rows, document.bytes.length);
    expect(rows.filter((row) => row.table === "unit" && row.outcome === "rejected")).toMatchObject([
      {reason: `line of ${17 * 1024 * 1024 + 1} bytes is longer than 16 MiB`}
    ]);
    expect(facts(document, "deferred")).toMatchObject([{text: "One"}]);
  });

  it("rejects what stands beyond 16 MiB as one unit", () => {
    const document = written(
      "x"
        .repeat(1023)
        .concat("\n")
        .repeat(17 * 1024)
    );
    const units = rowsOf(document).filter((row) => row.table === "unit");
    assertTiles(units, document.bytes.length);
    expect(units.at(-1)).toMatchObject({
      outcome: "rejected",
      at: {start: maxDocumentBytes, end: document.bytes.length}
    });
  });

  it("keeps places in the bytes as they were, whatever was mended", () => {
    const document = fixtures.find(({name}) => name === "mojibake-mac-roman.md")!;
    const row = rowsOf(document).find(({table}) => table === "deferred")!;
    expect(document.bytes.subarray(row.at.start, row.at.end).toString()).toMatch(/^1\. \*\*Dock\*\* ‚Äì later/);
  });

  it("keeps places inside a line that holds a whole table", () => {
    const document = fixtures.find(({name}) => name === "table-on-one-line.md")!;
    const texts = rowsOf(document).flatMap((row) =>
      row.table === "capability" ? [document.bytes.subarray(row.at.start, row.at.end).toString()] : []
    );
    expect(texts).toEqual([
      "| Planner | Implemented | - queue\\n- timeouts |\\n",
      "| Dock – outside | Missing | - latch |\\n"
    ]);
  });
});
