import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {availableBackends} from "../../native/index.ts";
import {lastLevelCacheBytes, rotationCount} from "../../loaders/bench/cache.ts";
import {benchmarkCases, voxelCase} from "../../loaders/bench/cases.ts";
import type {BenchmarkCase} from "../../loaders/bench/cases.ts";
import {medianInterval} from "../../loaders/bench/interval.ts";
import {measureCase} from "../../loaders/bench/measure.ts";
import {readOrigin, rowsOf, summaryOf} from "../../loaders/bench/rows.ts";
import {describeSummaries} from "../../loaders/bench/table.ts";
import {bootstrapInterval} from "../../loaders/evidence/bootstrap.ts";
import {Failure} from "../../loaders/failure.ts";
import {benchmarkNdjson} from "../../loaders/formats/benchmark-ndjson.ts";
import {findRoot} from "../../loaders/bench/provenance.ts";
import {seeded} from "../seeded.ts";
import {sourceOf} from "../tiling.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
afterAll(() => rmSync(folder, {recursive: true}));

describe("lastLevelCacheBytes(folder)", () => {
  it("is the size of the largest cache", () => {
    for (const [index, size] of [
      ["index0", "48K"],
      ["index2", "1024K"],
      ["index3", "32768K\n"]
    ] as const) {
      // prettier-ignore
      mkdirSync(join(folder, index));
      writeFileSync(join(folder, index, "size"), size);
    }
    expect(lastLevelCacheBytes(folder)).toBe(2 ** 25);
  });
  it("is 64 MiB where nothing says", () => expect(lastLevelCacheBytes(join(folder, "none"))).toBe(2 ** 26));
});

describe("rotationCount(bytes, cacheBytes)", () => {
  it.each([1, 999, 1000, 1001, 2000, 1e6])("sets of %i bytes beside the one in use exceed twice the cache", (bytes) => {
    expect((rotationCount(bytes, 1000) - 1) * bytes).toBeGreaterThan(2000);
    expect((rotationCount(bytes, 1000) - 2) * bytes).toBeLessThanOrEqual(2000);
  });
});

describe("bootstrapInterval(values)", () => {
  const random = seeded(5);
  it("is the value itself where there is one", () => expect(bootstrapInterval([3])).toEqual([3, 3]));
  it("is NaN where there is none", () => expect(bootstrapInterval([])).toEqual([NaN, NaN]));
  it("does not depend on the order of the values", () => {
    const values = Array.from({length: 30}, () => random.uniform(0, 1));
    expect(bootstrapInterval(values.toReversed())).toEqual(bootstrapInterval(values));
  });
  it("holds the true median in about 95 of 100 draws", () => {
    const trials = Array.from({length: 400}, () => Array.from({length: 25}, () => random.uniform(-1, 1) ** 3));
    const held = trials.filter((values) => {
      const {low, high} = medianInterval(values);
      return low <= 0 && 0 <= high;
    });
    expect(held.length / trials.length).toBeGreaterThan(0.91);
    expect(held.length / trials.length).toBeLessThan(0.99);
  });
});

describe("measureCase(case, options)", () => {
  const tiny = voxelCase({N: 2000, F: 2, edge: 4}, "sum", "uniform", "everyday");
  const backends = availableBackends().filter((name) => name !== "cuda");
  const measurements = measureCase(tiny, {backends, rounds: 4});
  const rows = measurements.flatMap((measured) =>
    rowsOf(measured, readOrigin(findRoot(), {median: null, least: null}))
  );

  it("times kernel and whole call, cold and warm, on every backend", () => {
    const kinds = rows.map(({backend, timed, cache}) => `${backend} ${timed} ${cache}`);
    const expected = backends.flatMap((name) =>
      ["cold", "warm"].flatMap((cache) => ["kernel", "end-to-end"].map((timed) => `${name} ${timed} ${cache}`))
    );
    expect(kinds.sort()).toEqual(expected.sort());
    for (const {samples, copy_gb_per_s} of rows) {
      expect(samples).toHaveLength(4);
      expect(samples.every((sample) => sample > 0)).toBe(true);
      expect(copy_gb_per_s).toBeGreaterThan(0);
    }
  });
  it("never counts more for the kernel than for the call around it", () => {
    for (const {samples} of measurements)
      for (const {kernel, endToEnd} of Object.values(samples))
        kernel.forEach((time, n) => expect(time).toBeLessThanOrEqual(endToEnd[n]!));
  });
  it("writes rows that the format takes whole", () => {
    const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const parsed = [...benchmarkNdjson.parse(sourceOf("rows.ndjson", bytes))];
    expect(parsed.filter((row) => row.table === "unit").map((row) => row.outcome)).toEqual(rows.map(() => "parsed"));
    const facts = parsed.flatMap((row) => (row.table === "benchmark" ? [row.values] : []));
    expect(facts.map(({threads}) => threads)).toEqual(rows.map(({threads}) => threads));
  });
  it("is told in lines of the same width", () => {
    const [first, ...lines] = describeSummaries(rows.map(summaryOf)).split("\n");
    expect(first).toBe(tiny.name);
    expect(lines).toHaveLength(rows.length);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
  it("does not time what is wrong", () => {
    const wrong: BenchmarkCase = {
      ...tiny,
      prepare: () => {
        const make = tiny.prepare();
        return () => ({...make(), errorUlp: () => 3});
      }
    };
    const measure = (): unknown => measureCase(wrong, {backends: ["js"], rounds: 1});
    expect(measure).toThrow(Failure);
    expect(measure).toThrow(/sum-N2000.* on js: expected at most 0 ulp of .*, found 3; it was not timed/);
  });
});

describe("the cases on every backend", () => {
  const subjects = benchmarkCases().filter(({cost}) => cost.bytes < 3e5);
  const backends = availableBackends().filter((name) => name !== "cuda");
  it.each(subjects.map((subject) => [subject.name, subject] as const))("%s is right", (_, subject) => {
    expect(measureCase(subject, {backends, rounds: 1}).map(({backend}) => backend)).toEqual(backends);
  });
});
