import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {ingest, type IngestResult} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const logs = join(import.meta.dirname, "..", "..", "..", "shared", "corpora", "logs");
const present = existsSync(logs);
if (!present) process.stdout.write("skipped: MLPerf logs, ../shared/corpora is not there\n");

/** Minutes from run_start to run_stop of the completed runs, read from the files with another program. */
const expected: Record<string, [median: number, least: number, greatest: number, ok: number, all: number, n: number]> =
  {
    "google · gnmt · tpu-v3-32": [12.25, 12.23, 14.25, 10, 10, 0],
    "google · transformer · tpu-v3-32": [9.79, 9.79, 13.02, 10, 10, 0],
    "NVIDIA · gnmt · 1xDGX-1 with V100": [20.54, 20.3, 25.83, 10, 10, 0],
    "NVIDIA · transformer · 1xDGX-1 with V100": [19.57, 19.38, 26.09, 10, 10, 0],
    "NVIDIA · resnet · 1xDGX-1 with V100": [115.17, 108.14, 115.58, 5, 5, 0],
    "NVIDIA · ssd · 1xDGX-1 with V100": [22.34, 22.29, 22.46, 5, 5, 0],
    "NVIDIA · maskrcnn · 1xDGX-1 with V100": [192.93, 192.93, 192.93, 1, 1, 0],
    "Baidu · resnet · 1 x NVIDIA A100 GPU": [28.61, 28.57, 28.62, 4, 5, 5],
    "Dell · bert · 1xXE8545x4A100-SXM-80GB": [38.51, 35.64, 42.02, 10, 10, 10],
    "Dell · dlrm · 1xXE8545x4A100-SXM-80GB": [9.52, 9.51, 9.53, 5, 5, 0],
    "Dell · ssd · 1xXE8545x4A100-SXM-80GB": [16.24, 16.24, 16.25, 5, 5, 5],
    "Google · bert · tpu-v4-2048": [821.55, 721.78, 920.76, 10, 10, 0],
    "Google · bert · tpu-v4-4096": [1182.88, 866.85, 2976.09, 10, 10, 0],
    "Graphcore · bert · ipu-pod16-POPART-closed": [31.91, 31.75, 34.74, 10, 10, 10],
    "Graphcore · resnet · POD16": [28.33, 28.33, 28.34, 4, 5, 5]
  };

describe.skipIf(!present)("view time_to_train over MLPerf logs", () => {
  const folder = mkdtempSync(join(tmpdir(), "colophon-mlperf-"));
  afterAll(() => rmSync(folder, {recursive: true, force: true}));
  let result: IngestResult;
  let reader: Reader;
  beforeAll(async () => {
    const warehouse = join(folder, "warehouse.duckdb");
    result = await ingest({inputs: [join(logs, "mlperf-mll"), join(logs, "mlperf-mllog")], warehouse});
    reader = await Reader.open(warehouse);
  });
  afterAll(() => reader.close());
  const select = async (sql: string) => (await reader.select(sql)).getRowsJS() as Promise<unknown[][]>;

  it("has every group, with its median, range, completed runs and distinct seeds", async () => {
    const rows = await select(`
      SELECT group_key, median_minutes, least_minutes, greatest_minutes, completed, runs, seeds FROM time_to_train`);
    const found = rows.map(([group, ...cells]) => [group, cells.map((cell) => Number(Number(cell).toFixed(2)))]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it("recomputes each run's minutes from the raw times of its evidence", async () => {
    const rows = await select(`
      SELECT minutes, json_extract_string(minutes_evidence, '$.of[0][1]'), json_extract_string(minutes_evidence, '$.of[1][1]')
      FROM run_summary WHERE minutes IS NOT NULL`);
    expect(rows).toHaveLength(51 + 60);
    for (const [minutes, from, to] of rows) {
      const perMinute = Number(from) > 1e12 ? 60_000 : 60;
      expect(Number(minutes)).toBeCloseTo((Number(to) - Number(from)) / perMinute, 6);
    }
  });

  it("reads every event: one row each", async () => {
    expect(result).toMatchObject({formats: {mll: 51, mllog: 60}, rejects: 0, pending: 0});
    const events = await select(
      "SELECT s.format, count(*) FROM event JOIN source s USING (source_id) GROUP BY s.format ORDER BY s.format"
    );
    expect(events.map(([format, n]) => [format, Number(n)])).toEqual([
      ["mll", 4083],
      ["mllog", 8562]
    ]);
  });

  it("ignores all other lines as program output, those that look like JSON too", async () => {
    const rules = await select(
      "SELECT DISTINCT i.rule FROM ignored i JOIN source s USING (source_id) WHERE s.format LIKE 'mll%' ORDER BY rule"
    );
    expect(rules.flat()).toEqual(["blank line", "program output"]);
    const lines = await select(
      "SELECT sum(i.units) FROM ignored i JOIN source s USING (source_id) WHERE s.format = 'mll'"
    );
    const alibaba = 5 * 514;
    expect(Number(lines[0]![0]) + alibaba).toBe(40_520 - 4083);
  });

  it("leaves logs with neither marker unrecognised, and says so", () => {
    expect(result.unrecognised).toHaveLength(5);
    for (const {path, guess, note} of result.unrecognised) {
      expect(path).toContain("Alibaba");
      expect(guess).toBe("MLPerf text without events");
      expect(note).toContain("neither :::MLL nor :::MLLOG");
    }
  });

  it("says of a number that it stood in a string", async () => {
    const repairs = await select(
      "SELECT p.kind, count(*) FROM repair p JOIN source s USING (source_id) WHERE s.format LIKE 'mll%' GROUP BY p.kind ORDER BY p.kind"
    );
    expect(repairs.map(([kind]) => kind)).toEqual(["number in a string"]);
    const [metrics] = await select(
      "SELECT count(*), count(m.value) FROM metric m JOIN source s USING (source_id) WHERE s.path LIKE '%pytorch/transformer%' AND m.name = 'eval_accuracy'"
    );
    expect(Number(metrics![0])).toBe(32);
    expect(metrics![1]).toEqual(metrics![0]);
  });
});
