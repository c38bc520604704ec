import {readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, describe, expect, it} from "vitest";
import {sourceFiles} from "../../loaders/warehouse/held.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {cleanDigests, Inputs, lines, steps} from "./inputs.ts";

afterAll(() => Inputs.removeAll());

async function select(warehouse: string, sql: string): Promise<unknown[][]> {
  const reader = await Reader.open(warehouse);
  try {
    return (await (await reader.select(sql)).getRowsJS()) as unknown[][];
  } finally {
    reader.close();
  }
}

const log = lines(steps(1, 50));
const zstdLog = readFileSync(
  join(
    import.meta.dirname,
    "../files/packed",
    readdirSync(join(import.meta.dirname, "../files/packed")).find((name) => name.startsWith("log-"))!
  )
);
const unpackedOf = (inputs: Inputs): string[] => readdirSync(`${inputs.warehouse}.d/unpacked`);

describe("packed sources", () => {
  it("are read as what they unpack to, whatever their name", async () => {
    const inputs = new Inputs({"a.ndjson.gz": gzipSync(log), "b.log": zstdLog, "c.gz": lines(steps(1, 2))});
    expect(await inputs.ingest()).toMatchObject({formats: {"training-ndjson": 3}, remarks: [], rejects: 0});
    expect(
      await select(inputs.warehouse, "SELECT path, encoding, units, bytes, sha256 <> digest FROM source ORDER BY path")
    ).toEqual([
      ["logs/a.ndjson.gz", "gzip", 50n, BigInt(log.length), true],
      ["logs/b.log", "zstd", 9000n, expect.anything(), true],
      ["logs/c.gz", null, 2n, expect.anything(), true]
    ]);
    expect(await inputs.ingest()).toMatchObject({unchanged: 3});
  });

  it("have their places in the unpacked content, which stays at hand", async () => {
    const inputs = new Inputs({"a.ndjson.gz": gzipSync(log)});
    await inputs.ingest();
    const [[id, start, end]] = (await select(
      inputs.warehouse,
      "SELECT u.source_id, u.byte_start, u.byte_end FROM source_unit u WHERE u.unit = 7"
    )) as [[string, bigint, bigint]];
    const file = (await sourceFiles(inputs.warehouse)).get(id)!;
    expect(readFileSync(file).subarray(Number(start), Number(end)).toString()).toBe(lines(steps(7, 7)));
    rmSync(`${inputs.warehouse}.d/unpacked`, {recursive: true});
    expect(await inputs.ingest()).toMatchObject({unchanged: 1});
    expect(readFileSync(file).toString()).toBe(log);
  });

  it("are twins of the same content as it lies, and of each other", async () => {
    const inputs = new Inputs({"a.gz": gzipSync(log), "b.ndjson": log, "c.gz": gzipSync(log, {level: 1})});
    expect(await inputs.ingest()).toMatchObject({sources: 3, lines: 50});
    expect(
      await select(
        inputs.warehouse,
        "SELECT s.path, t.path FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as ORDER BY s.path"
      )
    ).toEqual([
      ["logs/a.gz", null],
      ["logs/b.ndjson", "logs/a.gz"],
      ["logs/c.gz", "logs/a.gz"]
    ]);
  });

  it("are read as far as they go, which is said", async () => {
    const long = gzipSync(lines(steps(1, 5000)));
    const inputs = new Inputs({"a.gz": long.subarray(0, long.length - 20), "b.gz": Buffer.from([0x1f, 0x8b, 8, 0])});
    const result = await inputs.ingest();
    expect(result.remarks).toEqual([{path: "logs/a.gz", note: expect.stringMatching(/the gzip stream ends early/)}]);
    expect(result.unrecognised).toMatchObject([
      {path: "logs/b.gz", guess: null, note: expect.stringMatching(/ends early, at byte 4: the 0 bytes before it/)}
    ]);
    expect(result.lines).toBeGreaterThan(4900);
    expect(result.pending).toBe(1);
    expect(await inputs.ingest()).toMatchObject({unchanged: 2, remarks: result.remarks});
  });

  it("grow where their content does", async () => {
    const inputs = new Inputs({"a.gz": gzipSync(log)});
    await inputs.ingest();
    const content = gzipSync(log + lines(steps(51, 60)));
    inputs.write("a.gz", content);
    expect(await inputs.ingest()).toMatchObject({grown: 1, read: {lines: 10}});
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.gz": content}));
    const members = Buffer.concat([gzipSync(log), gzipSync(lines(steps(51, 52)))]);
    inputs.write("a.gz", members);
    expect(await inputs.ingest()).toMatchObject({replaced: 1});
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.gz": members}));
    expect(unpackedOf(inputs)).toHaveLength(2);
    inputs.write("a.gz", log);
    await inputs.ingest();
    expect(unpackedOf(inputs)).toHaveLength(1);
    inputs.write("b", log);
    await inputs.ingest();
    expect(unpackedOf(inputs)).toEqual([]);
    expect(await inputs.digests()).toEqual(await cleanDigests({"a.gz": log, b: log}));
  });

  it("are refused where they are a bomb", async () => {
    const inputs = new Inputs({"bomb.gz": gzipSync(Buffer.alloc(80 * 1024 * 1024)), "a.ndjson": log});
    const {unrecognised, lines: units} = await inputs.ingest();
    expect(unrecognised).toMatchObject([
      {path: "logs/bomb.gz", guess: null, note: expect.stringMatching(/at most 500 bytes for each packed one/)}
    ]);
    expect(units).toBe(50);
    expect(unpackedOf(inputs)).toEqual([]);
    expect(await inputs.ingest()).toMatchObject({unchanged: 2});
  });

  it("leave nothing half unpacked behind", async () => {
    const inputs = new Inputs({"a.gz": gzipSync(log)});
    await inputs.ingest();
    const left = join(`${inputs.warehouse}.d/unpacked`, "0".repeat(64));
    for (const name of [`${left}.4194999.partial`, left]) writeFileSync(name, "half");
    inputs.write("b.ndjson", lines(steps(1, 2)));
    await inputs.ingest();
    expect(unpackedOf(inputs)).toHaveLength(1);
  });
});
