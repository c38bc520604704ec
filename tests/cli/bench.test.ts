import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {medianInterval} from "../../loaders/bench/interval.ts";
import {exitCodes} from "../../loaders/failure.ts";
import {colophon, place, removePlaces} from "./cli.ts";

afterAll(removePlaces);

describe("colophon bench", () => {
  const cwd = place();
  const tiny = ["bench", "--backend", "js", "--case", "resample/B1-", "--rounds", "3"];

  it("prints medians with their intervals and ratios, and writes a log that ingest reads", async () => {
    const {status, stdout, stderr} = await colophon([...tiny, "--out", "rows.ndjson"], {cwd});
    expect(status).toBe(exitCodes.good);
    expect(stdout).toBe("");
    expect(stderr).toContain("resample/B1-S100-T50-D8/bfloat16");
    expect(stderr).toMatch(/js, 1 thread {2}kernel, cold +[\d.]+ ms +\[[\d.]+, [\d.]+\] +[\d.]+ GB\/s +[\d.]+ × copy/);
    const rows = readFileSync(join(cwd, "rows.ndjson"), "utf8").trimEnd().split("\n");
    const ingested = await colophon(["ingest", "rows.ndjson", "--json"], {cwd});
    expect(ingested.json).toMatchObject({formats: {"benchmark-ndjson": 1}, rejects: 0, unrecognised: []});
    expect(rows).toHaveLength(8);
    const queried = await colophon(["query", "SELECT count(*) AS n, min(threads) AS t FROM benchmark", "--json"], {
      cwd
    });
    expect(queried.json).toMatchObject({rows: [{n: 8, t: 1}]});
  });

  it("gives its cases as JSON", async () => {
    const {status, json} = await colophon([...tiny, "--dtype", "float32", "--json"], {cwd});
    expect(status).toBe(exitCodes.good);
    const cases = json!.cases as Record<string, number>[];
    expect(cases).toHaveLength(4);
    for (const {n, low, median, high, of_copy} of cases) {
      expect([n, low! <= median!, median! <= high!, of_copy! > 0]).toEqual([3, true, true, true]);
    }
  });

  it("gives the interval that the page computes from the same samples", async () => {
    const sql = "SELECT case_id, low, high, median FROM benchmark_interval JOIN benchmark_summary USING (case_id) ORDER BY case_id"; // prettier-ignore
    await colophon([...tiny, "--rounds", "12", "--out", "more.ndjson"], {cwd});
    await colophon(["ingest", "more.ndjson"], {cwd});
    const found = await colophon(["query", "SELECT case_id, list(value ORDER BY ordinal)::VARCHAR AS v FROM sample GROUP BY case_id ORDER BY case_id", "--json"], {cwd}); // prettier-ignore
    const expected = (found.json!.rows as {case_id: string; v: string}[]).map(({case_id, v}) => ({
      case_id,
      ...medianInterval(JSON.parse(v) as number[])
    }));
    const intervals = await colophon(["query", sql, "--json"], {cwd});
    const rows = intervals.json!.rows as {case_id: string; low: number; high: number; median: number}[];
    expect(rows.length).toBe(16);
    rows.forEach((row, n) => {
      expect(row.case_id).toBe(expected[n]!.case_id);
      for (const key of ["low", "median", "high"] as const) expect(row[key]).toBeCloseTo(expected[n]![key], 12);
    });
  });
});
