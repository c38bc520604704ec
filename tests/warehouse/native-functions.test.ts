import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Failure} from "../../loaders/failure.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {resampleSync, tensor, voxelizeSync, type Outside} from "../../native/index.ts";
import {seeded} from "../seeded.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-functions-"));
let reader: Reader;

beforeAll(async () => {
  const [logs, warehouse] = [join(folder, "logs"), join(folder, "warehouse.duckdb")];
  mkdirSync(logs);
  writeFileSync(join(logs, "run.ndjson"), '{"step": 1, "loss": 0.5}\n');
  await ingest({inputs: [logs], warehouse});
  reader = await Reader.open(warehouse);
});
afterAll(() => {
  reader.close();
  rmSync(folder, {recursive: true, force: true});
});

const rowsOf = async (sql: string): Promise<unknown[]> => (await reader.read(sql, "page.sql")).columns[0]!;
const cellOf = async (sql: string): Promise<unknown> => (await rowsOf(`SELECT ${sql}`))[0];
const listOf = (values: readonly number[]): string =>
  `[${values.map((v) => (Number.isFinite(v) ? `${v}::DOUBLE` : `'${v}'::DOUBLE`)).join(", ")}]`;
const bits = (values: readonly (number | null)[]): Uint32Array =>
  new Uint32Array(Float32Array.from(values, (v) => v ?? NaN).buffer);

describe("resample(s, x, t, outside)", () => {
  it.each(["nan", "clamp", "linear"] satisfies Outside[])("gives the bits of the op, outside %s", async (outside) => {
    const random = seeded(7);
    const rising = (n: number) => Array.from({length: n}, () => random.uniform(-9, 9)).sort((a, b) => a - b);
    for (let i = 0; i < 20; i++) {
      const [s, t] = [rising(random.integer(2, 40)), rising(random.integer(1, 60))];
      const x = s.map(() => random.anyFloat32());
      const found = (await cellOf(`resample(${listOf(s)}, ${listOf(x)}, ${listOf(t)}, '${outside}')`)) as number[];
      const {y} = resampleSync(
        tensor("float32", [1, x.length, 1], Float32Array.from(x)),
        tensor("float64", [1, s.length], Float64Array.from(s)),
        tensor("float64", [1, t.length], Float64Array.from(t)),
        {outside}
      );
      expect(bits(found)).toEqual(bits([...(y.data as Float32Array)]));
    }
  });

  it.each([
    ["nothing outside the times, unless asked for", "resample([1, 2], [10, 20], [0, 1, 1.5, 3])", [null, 10, 15, null]],
    ["the nearer end where it clamps", "resample([1, 2], [10, 20], [0, 3], 'clamp')", [10, 20]],
    ["NULL for what lies beside a NULL", "resample([1, 2, 3], [10, NULL, 30], [1, 1.5, 3])", [10, null, 30]],
    ["NULL for what lies beside NaN", "resample([1, 2], [10, 'nan'::DOUBLE], [1, 2])", [10, null]],
    ["nothing at no times", "resample([1], [10], [])", []],
    ["NULL for a NULL list", "resample(NULL, [10], [1])", null],
    ["NULL for a NULL word", "resample([1], [10], [1], NULL)", null]
  ])("gives %s", async (_, sql, expected) => expect(await cellOf(sql)).toEqual(expected));

  it("works on every row of a chunk and of many, and leaves each its own", async () => {
    const sql = `SELECT resample([0, i], [0, 2 * i], CASE WHEN i % 7 > 0 THEN [i / 2] END) FROM range(1, 5001) t(i) ORDER BY i`;
    const expected = Array.from({length: 5000}, (_, i) => ((i + 1) % 7 > 0 ? [i + 1] : null));
    expect(await rowsOf(sql)).toEqual(expected);
  });
});

describe("voxelize(x, y, x0, y0, dx, dy, nx, ny)", () => {
  it("gives the counts of the op", async () => {
    const random = seeded(3);
    const [x, y] = [0, 1].map(() => Array.from({length: 500}, () => random.uniform(-1, 11)));
    const points = Float32Array.from(x!.flatMap((value, i) => [value, y![i]!, 0]));
    const {grid, dropped} = voxelizeSync(tensor("float32", [500, 3], points), null, {
      origin: [0, 2, 0],
      size: [2.5, 0.5, 1],
      shape: [4, 16, 1],
      mode: "count"
    });
    expect(dropped).toBeGreaterThan(0);
    expect(await cellOf(`voxelize(${listOf(x!)}, ${listOf(y!)}, 0, 2, 2.5, 0.5, 4, 16)`)).toEqual([...grid.data]);
  });

  it.each([
    ["cell (i, j) at i · ny + j", "voxelize([0, 1, 1], [2, 0, 0], 0, 0, 1, 1, 2, 3)", [0, 0, 1, 2, 0, 0]],
    ["no point for a NULL", "voxelize([0, NULL], [0, 0], 0, 0, 1, 1, 1, 1)", [1]],
    ["zeros for no points", "voxelize([], [], 0, 0, 1, 1, 1, 2)", [0, 0]],
    ["NULL for a NULL argument", "voxelize([0], [0], NULL, 0, 1, 1, 1, 1)", null]
  ])("gives %s", async (_, sql, expected) => expect(await cellOf(sql)).toEqual(expected));
});

describe("what the functions refuse", () => {
  it.each([
    ["times that decrease", "resample([2, 1], [1, 2], [1])", "source 1: time 1 comes after 2"],
    ["a NULL among the times", "resample([1, NULL], [1, 2], [1])", "source 1: time is NaN, expected a finite number"],
    ["no times", "resample([], [], [1])", "no source times"],
    ["lists of two lengths", "resample([1, 2], [1], [1])", "s has shape [1,2], expected [1,1]"],
    ["a word", "resample([1], [1], [1], 'edge')", 'outside is "edge", expected clamp, nan, linear'],
    ["coordinates of two lengths", "voxelize([1, 2], [1], 0, 0, 1, 1, 1, 1)", "y has 1 values, expected 2 as in x"],
    ["a size of nothing", "voxelize([1], [1], 0, 0, 0, 1, 1, 1)", "size is 0 on x"],
    [
      "a list beyond measure",
      "resample(s, s, [1]) FROM (SELECT list(i) AS s FROM range(16777217) t(i))",
      "at most 16777216 values in a list, found 16777217"
    ],
    ["a grid beyond measure", "voxelize([1], [1], 0, 0, 1, 1, 65536, 257)", "at most 16777216 cells, found 16842752"],
    [
      "grids that together are beyond measure",
      "len(voxelize([1], [1], i, 0, 1, 1, 4096, 2048)) FROM range(9) t(i)",
      "at most 16777216 values in the results"
    ]
  ])("%s: a failure that names the query", async (_, sql, words) => {
    const failure = await reader.read(`SELECT ${sql}`, "page.sql").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).message).toMatch(/^page\.sql: expected one SELECT that can be run, found: /);
    expect((failure as Failure).message).toContain(words);
  });

  it("goes on after a refusal", async () => {
    await expect(reader.read("SELECT resample([2, 1], [1, 2], [1])")).rejects.toThrow("comes after");
    expect(await cellOf("resample([1], [7], [1])")).toEqual([7]);
  });
});
