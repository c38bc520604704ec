import {renameSync, rmSync} from "node:fs";
import {gzipSync} from "node:zlib";
import {afterAll, describe, expect, it} from "vitest";
import {seeded} from "../seeded.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {cleanDigests, Inputs, lines, steps} from "./inputs.ts";
import {digestsInOrder, orders} from "./orders.ts";

afterAll(() => Inputs.removeAll());

describe("ingest in any order and number of steps", () => {
  it("knows every order", () => {
    expect(orders()).toHaveLength(840);
    expect(new Set(orders().map(String)).size).toBe(840);
  });

  it("gives the same tables", async () => {
    const random = seeded(41);
    const all = orders();
    const whole = await digestsInOrder(all[0]!, {...random, integer: () => 0});
    expect(Object.values(whole).filter((digest) => digest !== "0 0 0").length).toBeGreaterThan(5);
    for (let n = 0; n < 5; n++) {
      const order = random.pick(all);
      expect(await digestsInOrder(order, random), order.join(", ")).toEqual(whole);
    }
  });
});

describe("the files of a rotated log", () => {
  const runs = async (inputs: Inputs): Promise<unknown[][]> => {
    const reader = await Reader.open(inputs.warehouse);
    const sql = "SELECT s.path, r.part_of, r.part_order FROM run r JOIN source s USING (source_id) ORDER BY s.path";
    const rows = (await (await reader.select(sql)).getRowsJS()) as unknown[][];
    reader.close();
    return rows;
  };

  it("are parts of one run, in order, as long as they lie beside each other", async () => {
    const inputs = new Inputs({"m.ndjson": lines(steps(9, 12)), "other.ndjson": lines(steps(1, 2))});
    await inputs.ingest();
    expect(await runs(inputs)).toEqual([
      ["logs/m.ndjson", null, null],
      ["logs/other.ndjson", null, null]
    ]);
    inputs.write("m.ndjson.1", lines(steps(5, 8)));
    inputs.write("m.ndjson.2.gz", gzipSync(lines(steps(1, 4))));
    await inputs.ingest();
    expect(await runs(inputs)).toEqual([
      ["logs/m.ndjson", "logs/m.ndjson", 0n],
      ["logs/m.ndjson.1", "logs/m.ndjson", 1n],
      ["logs/m.ndjson.2.gz", "logs/m.ndjson", 2n],
      ["logs/other.ndjson", null, null]
    ]);
    for (const name of ["m.ndjson.1", "m.ndjson.2.gz"]) rmSync(inputs.file(name));
    await inputs.ingest({prune: true});
    expect((await runs(inputs))[0]).toEqual(["logs/m.ndjson", null, null]);
  });

  it("change places when the log is rotated", async () => {
    const inputs = new Inputs({"m.ndjson": lines(steps(5, 8)), "m.ndjson.1": lines(steps(1, 4))});
    await inputs.ingest();
    renameSync(inputs.file("m.ndjson.1"), inputs.file("m.ndjson.2"));
    renameSync(inputs.file("m.ndjson"), inputs.file("m.ndjson.1"));
    inputs.write("m.ndjson", lines(steps(9, 10)));
    expect(await inputs.ingest()).toMatchObject({added: 1, replaced: 2});
    const files = {
      "m.ndjson": lines(steps(9, 10)),
      "m.ndjson.1": lines(steps(5, 8)),
      "m.ndjson.2": lines(steps(1, 4))
    };
    expect(await inputs.digests()).toEqual(await cleanDigests(files));
  });
});
