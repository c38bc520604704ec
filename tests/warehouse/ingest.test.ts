import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {ingest, type IngestResult} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-ingest-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

let count = 0;
function inputOf(files: Record<string, string | Buffer>): string {
  const input = join(folder, `case-${++count}`, "logs");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(input, name, ".."), {recursive: true});
    writeFileSync(join(input, name), content);
  }
  mkdirSync(input, {recursive: true});
  return input;
}

const generationsOf = (input: string): string[] =>
  readdirSync(`${warehouseOf(input)}.d`).filter((name) => name.endsWith(".duckdb"));
const warehouseOf = (input: string) => join(input, "..", "warehouse.duckdb");
const run = (input: string, more: object = {}): Promise<IngestResult> =>
  ingest({inputs: [input], warehouse: warehouseOf(input), ...more});

async function select(warehouse: string, sql: string): Promise<unknown[][]> {
  const reader = await Reader.open(warehouse);
  try {
    return (await (await reader.select(sql)).getRowsJS()) as unknown[][];
  } finally {
    reader.close();
  }
}

const log = (id: string, losses: number[]) =>
  [{type: "run", run_id: id, seed: 1}, ...losses.map((loss, i) => ({step: i + 1, loss}))]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
const facts = "SELECT s.path, m.name, m.step, m.value FROM metric m JOIN source s USING (source_id) ORDER BY ALL";

describe("ingest(options)", () => {
  it("reads a folder and accounts for every unit", async () => {
    const input = inputOf({
      "a.ndjson": log("a", [3, 2, 1]),
      "broken.ndjson": `${log("b", [1, 2])}{"step": 3, "loss": \n{"step": 4, "loss": 1}\n`,
      "notes.txt": "not a log\n"
    });
    const result = await run(input);
    expect(result).toMatchObject({sources: 3, unchanged: 0, rejects: 1, lines: 4 + 5});
    expect(result.parsed + result.ignored + result.rejects + result.pending).toBe(result.lines);
    expect(result.unrecognised.map(({path}) => path)).toEqual(["logs/notes.txt"]);
    expect(
      await select(
        warehouseOf(input),
        "SELECT s.path, r.line, r.text FROM reject r JOIN source s USING (source_id) ORDER BY ALL"
      )
    ).toEqual([["logs/broken.ndjson", 4n, '{"step": 3, "loss": ']]);
  });

  it("makes no new generation when nothing changed", async () => {
    const input = inputOf({"a.ndjson": log("a", [3, 2])});
    const first = await run(input);
    utimesSync(join(input, "a.ndjson"), new Date(0), new Date(0));
    const second = await run(input);
    expect(second).toMatchObject({sources: 1, unchanged: 1, digest: first.digest});
    expect(generationsOf(input)).toEqual(["000001.duckdb"]);
  });

  it("replaces a changed file whole and keeps the last two generations", async () => {
    const input = inputOf({"a.ndjson": log("a", [3, 2]), "b.ndjson": log("b", [9])});
    await run(input);
    for (const losses of [[5], [6, 7], [8]]) {
      writeFileSync(join(input, "a.ndjson"), log("a", losses));
      expect(await run(input)).toMatchObject({sources: 2, unchanged: 1});
    }
    expect(await select(warehouseOf(input), "SELECT value FROM metric ORDER BY value")).toEqual([[8], [9]]);
    expect(generationsOf(input)).toEqual(["000003.duckdb", "000004.duckdb"]);
  });

  it("reads equal bytes in two runs' folders twice, where the folder says whose they are", async () => {
    const runs = ["0".repeat(32), "1".repeat(32)];
    const input = inputOf(Object.fromEntries(runs.map((id) => [`mlruns/1/${id}/params/lr`, "0.1"])));
    await run(input);
    const params = "SELECT r.part_of, p.value FROM param p JOIN run r USING (run_id) ORDER BY ALL";
    expect(await select(warehouseOf(input), params)).toEqual(runs.map((id) => [`logs/mlruns/1/${id}`, "0.1"]));
    expect(await run(input)).toMatchObject({sources: 2, unchanged: 2});
  });

  it("keeps the facts of byte-identical files once, under the first path, and shows both", async () => {
    const input = inputOf({"b/copy.ndjson": log("x", [1, 2]), "c/copy.ndjson": log("x", [1, 2])});
    await run(input);
    const twins =
      "SELECT s.path, t.path, s.row_count > 0 FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as ORDER BY s.path";
    expect(await select(warehouseOf(input), twins)).toEqual([
      ["logs/b/copy.ndjson", null, true],
      ["logs/c/copy.ndjson", "logs/b/copy.ndjson", false]
    ]);
    mkdirSync(join(input, "a"));
    writeFileSync(join(input, "a/copy.ndjson"), log("x", [1, 2]));
    await run(input);
    expect((await select(warehouseOf(input), facts)).map(([path]) => path)).toEqual([
      "logs/a/copy.ndjson",
      "logs/a/copy.ndjson"
    ]);
  });

  it("keeps the facts of a twin whose path alone is not recognised with another", async () => {
    const row = `${JSON.stringify({action: "write", timestamp: "2025-01-01T00:00:00Z"})}\n`;
    const input = inputOf({"a.json": row, "b.ndjson": row, "c.ndjson": row});
    expect(await run(input)).toMatchObject({formats: {"event-ndjson": 2}, lines: 1});
    const twins = "SELECT path, format, same_content_as IS NULL, units FROM source ORDER BY path";
    expect(await select(warehouseOf(input), twins)).toEqual([
      ["logs/a.json", null, true, 0n],
      ["logs/b.ndjson", "event-ndjson", true, 1n],
      ["logs/c.ndjson", "event-ndjson", false, 0n]
    ]);
  });

  it("takes twins that nobody recognises for unchanged", async () => {
    const input = inputOf({"a.txt": "not a log\n", "b.txt": "not a log\n"});
    await run(input);
    expect(await run(input)).toMatchObject({unchanged: 2, replaced: 0});
    expect(generationsOf(input)).toEqual(["000001.duckdb"]);
  });

  it("gives the same tables whatever the order and number of steps", async () => {
    const files = {"a.ndjson": log("a", [3, 2]), "b.ndjson": log("b", [1]), "twin.ndjson": log("b", [1])};
    const all = inputOf(files);
    const whole = await run(all);
    const steps = inputOf({"twin.ndjson": files["twin.ndjson"]});
    await run(steps);
    writeFileSync(join(steps, "a.ndjson"), log("a", [3]));
    await run(steps);
    appendFileSync(join(steps, "a.ndjson"), `${JSON.stringify({step: 2, loss: 2})}\n`);
    writeFileSync(join(steps, "b.ndjson"), files["b.ndjson"]);
    expect((await run(steps)).digest).toBe(whole.digest);
    for (const table of ["source", "run", "metric", "source_unit"])
      expect(await select(warehouseOf(steps), `FROM ${table} ORDER BY ALL`)).toEqual(
        await select(warehouseOf(all), `FROM ${table} ORDER BY ALL`)
      );
  });

  it("prunes what left the inputs only when asked", async () => {
    const input = inputOf({"a.ndjson": log("a", [1]), "b.ndjson": log("b", [2])});
    await run(input);
    rmSync(join(input, "b.ndjson"));
    expect(await run(input)).toMatchObject({sources: 2});
    expect(await run(input, {prune: true})).toMatchObject({sources: 1});
    expect(await select(warehouseOf(input), "SELECT value FROM metric")).toEqual([[1]]);
  });

  it("names the process that holds the lock", async () => {
    const input = inputOf({"a.ndjson": log("a", [1])});
    writeFileSync(`${warehouseOf(input)}.lock`, String(process.ppid));
    await expect(run(input)).rejects.toThrow(`found process ${process.ppid} holding`);
    writeFileSync(`${warehouseOf(input)}.lock`, "4194999");
    expect(await run(input)).toMatchObject({sources: 1});
  });

  it("leaves the last generation untouched when a run of it fails", async () => {
    const input = inputOf({"a.ndjson": log("a", [1])});
    await run(input);
    await expect(run(input, {format: "no-such-format"})).rejects.toThrow(
      /expected --format to be one of .*found "no-such-format"/
    );
    expect(await select(warehouseOf(input), "SELECT value FROM metric")).toEqual([[1]]);
    expect(generationsOf(input)).toEqual(["000001.duckdb"]);
    expect(existsSync(`${warehouseOf(input)}.lock`)).toBe(false);
  });
});

/** Root may read everything: the case runs as another user. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid!(65534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

describe("ingest(options) on bad input", () => {
  it("says which path is missing", async () => {
    await expect(run(join(folder, "nowhere"))).rejects.toMatchObject({
      reason: "unreadable",
      message: expect.stringContaining("nowhere, found none")
    });
  });

  it("takes an empty folder", async () => {
    const input = inputOf({});
    expect(await run(input)).toMatchObject({sources: 0, lines: 0});
    expect(await run(input)).toMatchObject({sources: 0, unchanged: 0});
  });

  it.each([
    ["an empty file", "", "empty file"],
    ["a binary file", Buffer.from(Array.from({length: 4096}, (_, i) => (i * 37) % 256)), null]
  ])("lists %s as unrecognised", async (_name, content, note) => {
    const result = await run(inputOf({"x.bin": content}));
    expect(result.unrecognised).toHaveLength(1);
    if (note) expect(result.unrecognised[0]!.note).toBe(note);
  });

  it("does not follow links out to folders", async () => {
    const input = inputOf({"a.ndjson": log("a", [1])});
    symlinkSync("/", join(input, "everything"));
    expect(await run(input)).toMatchObject({
      sources: 1,
      skipped: [{path: "logs/everything", why: "a link to a folder"}]
    });
  });

  it("lists a file without read permission", async () => {
    const input = inputOf({"a.ndjson": log("a", [1]), "b.ndjson": log("b", [1])});
    chmodSync(folder, 0o755);
    chmodSync(join(input, ".."), 0o777);
    chmodSync(join(input, "a.ndjson"), 0);
    const result = await asNobody(() => run(input));
    expect(result.unrecognised).toEqual([
      {path: "logs/a.ndjson", guess: null, note: "no permission to read it (EACCES)", starter: null}
    ]);
    expect(result.sources).toBe(2);
  });

  it("rejects one line of 100 MB and keeps the rest, in bounded memory", async () => {
    const input = inputOf({
      "long.ndjson": Buffer.concat([
        Buffer.from(log("a", [1])),
        Buffer.alloc(100 * 1024 * 1024, "x"),
        Buffer.from(`\n${JSON.stringify({step: 2, loss: 5})}\n`)
      ])
    });
    const before = process.memoryUsage().rss;
    const result = await run(input);
    expect(result).toMatchObject({rejects: 1, lines: 4});
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    expect(await select(warehouseOf(input), "SELECT reason, length(text) FROM reject")).toEqual([
      ["line of 104857601 bytes is longer than 16 MiB", 4096n]
    ]);
  });
});
