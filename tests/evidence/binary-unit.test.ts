import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {noGuard} from "../../loaders/evidence/page-query.ts";
import {writeShards} from "../../loaders/evidence/shards.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {findValue} from "../../src/components/source-text.ts";
import {t0, whole} from "../formats/runs/event-file.ts";
import {fileVersion, summary, tagged, tensor} from "../formats/runs/tfrecord.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-binary-unit-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

type Shard = Record<string, {line: number | null; text: string; cut: boolean}>;

/** Ingests one file and ships the units of `table`, each looked for by its raw value; the shard and what was cited. */
async function shipped(
  name: string,
  bytes: Buffer,
  raw: string,
  table: string
): Promise<{shard: Shard; cited: Map<string, string>}> {
  const input = join(folder, name, "logs");
  mkdirSync(input, {recursive: true});
  writeFileSync(join(input, name), bytes);
  const warehouse = join(folder, name, "warehouse.duckdb");
  await ingest({inputs: [input], warehouse});
  const reader = await Reader.open(warehouse);
  try {
    const found = await reader.select(`SELECT source_id || ':' || unit, CAST(${raw} AS VARCHAR) FROM ${table}`, "test");
    const cited = new Map((await found.getRowsJS()) as [string, string][]);
    const out = join(folder, name, "evidence");
    await writeShards(out, {places: cited, expressions: new Map()}, reader, () => join(input, name), noGuard);
    const [id] = [...cited.keys()][0]!.split(":");
    return {shard: JSON.parse(readFileSync(join(out, id!, "0.json"), "utf8")) as Shard, cited};
  } finally {
    reader.close();
  }
}

describe("writeShards(folder, cited)", () => {
  it("ships units of a binary format as their fields, with the cited value in them", async () => {
    const {shard, cited} = await shipped(
      "events.out.tfevents.1",
      whole,
      "coalesce(nonfinite, CAST(value AS VARCHAR))",
      "metric"
    );
    expect(cited.size).toBe(2);
    for (const [place, raw] of cited) {
      const {text, line} = shard[place.split(":")[1]!]!;
      expect(line).toBeNull();
      expect(text).toContain("value.tag: train/loss");
      expect(findValue(text, raw)).not.toEqual([]);
    }
  });

  it("ships a window around the value of a long unit", async () => {
    const note = "x".repeat(20_000);
    const values = [note, "found here", note].map((text, i) =>
      tagged(
        `note ${i}`,
        tensor(7, [1], (inner) => inner.writeStringField(8, text))
      )
    );
    const bytes = Buffer.concat([fileVersion(t0), summary(t0, 1, ...values)]);
    const {shard} = await shipped("events.out.tfevents.2", bytes, "'found here'", "event");
    expect(shard["2"]).toMatchObject({cut: true, text: expect.stringContaining("found here")});
    expect(shard["2"]!.text.length).toBe(16 * 1024);
  });
});
