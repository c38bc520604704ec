import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {basename, join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const logs = join(import.meta.dirname, "..", "..", "..", "shared", "corpora", "logs");
const data = join(logs, "..", "codex", "data");
const present = existsSync(logs);
if (!present) process.stdout.write("skipped: corpora of real logs, ../shared/corpora is not there\n");

const filesOf = (folder: string) =>
  (readdirSync(folder, {recursive: true, encoding: "utf8"}) as string[])
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

/** Rows of a file, checked for tiling. */
function rowsOf(file: string, format: string): Row[] {
  const bytes = readFileSync(file);
  const found = recognise(file, headOf(bytes));
  expect([file, found.format?.name]).toEqual([file, format]);
  const rows = [...found.format!.parse(sourceOf(file, bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);

describe.skipIf(!present)("MLPerf v1.1 logs", () => {
  const results = join(logs, "mlperf-mllog", "mlcommons__training_results_v1.1");
  it.each([
    ["Dell/results/XE8545x4A100-SXM-80GB/bert", 38.51, 35.64, 42.02, 10, 10],
    ["Baidu/results/1_node_8_A100_PaddlePaddle/resnet", 28.61, 28.57, 28.62, 4, 5],
    ["Graphcore/results/ipu-pod16-TF1/resnet", 28.33, 28.33, 28.34, 4, 5],
    ["Google/results/tpu-v4-4096-TF/bert", 1182.88, 866.85, 2976.09, 10, 10]
  ])("%s: minutes to train %d [%d, %d]", (folder, median, least, greatest, completed, all) => {
    const runs = filesOf(join(results, folder)).flatMap((file) => facts(rowsOf(file, "mllog"), "run"));
    const done = runs.filter(({status}) => status === "completed");
    expect([done.length, runs.length, new Set(runs.map(({group_name}) => group_name)).size]).toEqual([
      completed,
      all,
      1
    ]);
    const minutes = done
      .map(({started_raw, ended_raw}) => (Number(ended_raw) - Number(started_raw)) / 60_000)
      .sort((a, b) => a - b);
    const middle = (minutes[(minutes.length - 1) >> 1]! + minutes[minutes.length >> 1]!) / 2;
    expect([middle, minutes[0]!, minutes.at(-1)!].map((value) => value.toFixed(2))).toEqual(
      [median, least, greatest].map((value) => value.toFixed(2))
    );
    expect(runs.filter(({status}) => status === "aborted")).toHaveLength(all - completed);
  });
});

describe.skipIf(!present)("training logs", () => {
  it("splits the sixteen runs of one file", () => {
    const rows = rowsOf(filesOf(join(logs, "nan-multirun-jsonl"))[0]!, "training-ndjson");
    expect(facts(rows, "run")).toHaveLength(16);
    expect(facts(rows, "metric")).toHaveLength(122);
    expect(facts(rows, "metric")[0]).toMatchObject({value: null, nonfinite: "nan"});
  });

  it.each([
    ["ray-result-json", 11, "ray-result"],
    ["mm-log-json", 4, "mmlab-log"],
    ["deit-log-txt", 6, "deit-log"],
    ["llamafactory-trainer-log", 2, "llamafactory-log"],
    ["diffusion-policy-logs", 1, "diffusion-policy"]
  ])("reads %s: every line, one run per file", (folder, files, format) => {
    const found = filesOf(join(logs, folder));
    expect(found).toHaveLength(files);
    for (const file of found) {
      const rows = rowsOf(file, format);
      expect(rows.filter((row) => row.table === "unit" && row.outcome !== "parsed")).toEqual([]);
      expect(facts(rows, "run")).toHaveLength(1);
      expect(facts(rows, "metric").length).toBeGreaterThan(100);
    }
  });
});

describe.skipIf(!present)("audit logs", () => {
  /** Formats of the logs of one repository, by file name. */
  const formatOf = (name: string): string =>
    ({
      "action_log-2026-01_excerpt.ndjson": "codex-actions",
      "errors-2025-08-18.ndjson": "codex-errors",
      "errors-2026-mixed-lfs.ndjson": "codex-errors",
      "status-errors-2025-09-29.ndjson": "codex-errors",
      "inventory.ndjson": "codex-inventory",
      "evidence_inventory_oneline.ndjson": "codex-inventory",
      "session_75382b07.ndjson": "codex-sessions",
      "session_887bebf7.ndjson": "codex-sessions",
      "session_011f9178.jsonl": "codex-sessions",
      "capability_trends.jsonl": "codex-trends",
      "BASELINE_HISTORY.ndjson": "codex-trends",
      "archive_ops_excerpt.jsonl": "codex-actions",
      "audit.jsonl": "hash-chain"
    })[name] ?? "event-ndjson";

  it("reads every one, rejects only git-lfs pointers", () => {
    const reasons = new Map<string, number>();
    for (const file of [...filesOf(data), ...filesOf(join(logs, "audit-jsonl"))].filter(
      (name) => /\.(ndjson|jsonl)$/.test(name) && !name.includes("lfs-pointer")
    ))
      for (const row of rowsOf(file, formatOf(basename(file))))
        if (row.table === "unit" && row.reason) reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + 1);
    expect([...reasons]).toEqual([["git-lfs pointer text instead of data", 3]]);
  });

  it("captures every error of three dialects", () => {
    const errors = (name: string) => facts(rowsOf(join(data, name), "codex-errors"), "captured_error");
    expect(errors("errors-2025-08-18.ndjson")).toHaveLength(16);
    expect(errors("errors-2026-mixed-lfs.ndjson")).toHaveLength(48);
    expect(errors("status-errors-2025-09-29.ndjson").map(({time}) => time !== null)).toEqual(Array(7).fill(true));
  });
});
