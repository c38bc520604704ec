import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {describe, expect, it} from "vitest";
import {identifyRuns, readDefinitions} from "../../loaders/warehouse/definitions.ts";

interface RotatedRun {
  /** Number behind the file's name; 0 is the live file. */
  order: number;
  /** As logged; null where the name is only the path. */
  id?: string | null;
  steps?: number[];
  segment?: number;
}

/** Runs of the files of one rotated log, in the order they stand in their files; ids are "order.ordinal". */
async function rotated(runs: RotatedRun[]): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(readDefinitions());
  const path = (order: number): string => (order === 0 ? "logs/train.log" : `logs/train.log.${order}`);
  for (const order of new Set(runs.map(({order}) => order)))
    await connection.run(`INSERT INTO source (source_id, path, confidence, bytes, units, units_parsed, units_rejected, units_ignored, units_pending, row_count, reject_count, repair_count)
      VALUES ('${order}', '${path(order)}', 1, 1, 9, 9, 0, 0, 0, 9, 0, 0)`);
  const nth = new Map<number, number>();
  for (const [i, {order, id = null, steps = [], segment = 1}] of runs.entries()) {
    const n = (nth.get(order) ?? 0) + 1;
    nth.set(order, n);
    const name = (id ?? path(order).replace(/\.[^./]+$/, "")) + (segment > 1 ? `#${segment}` : "");
    await connection.run(`INSERT INTO run (source_id, unit, byte_start, byte_end, run_id, segment, name, status, writers, part_of, part_order)
      VALUES ('${order}', ${n}, 0, 1, '${order}.${n}', ${segment}, '${name}', 'unknown', 1, 'logs/train.log', ${order})`);
    await connection.run(
      `INSERT INTO series (series, source_id, run_id, name) VALUES (${i}, '${order}', '${order}.${n}', 'loss')`
    );
    for (const step of steps)
      await connection.run(
        `INSERT INTO point (series, unit, step, value) VALUES (${i}, ${step}, ${step}, ${1 / step})`
      );
  }
  await identifyRuns(connection);
  return connection;
}

async function wholes(runs: RotatedRun[]): Promise<string[]> {
  const found = await (
    await rotated(runs)
  ).runAndReadAll(
    "SELECT string_agg(part_id, ' ' ORDER BY log_order DESC, part_number) FROM run_identity GROUP BY run_id ORDER BY 1 DESC"
  );
  return found.getRows().map(([parts]) => String(parts));
}

describe("a rotated log", () => {
  it("goes on in the next file where the step does", async () => {
    const files = [
      {order: 2, steps: [1, 2]},
      {order: 1, steps: [3, 4]},
      {order: 0, steps: [5, 6]}
    ];
    expect(await wholes(files)).toEqual(["2.1 1.1 0.1"]);
  });
  it("goes on at a step whose rows the rotation parted", async () => {
    expect(
      await wholes([
        {order: 1, steps: [1, 2]},
        {order: 0, steps: [2, 3]}
      ])
    ).toEqual(["1.1 0.1"]);
  });
  it("begins anew where the step goes back", async () => {
    expect(
      await wholes([
        {order: 1, steps: [1, 2]},
        {order: 0, steps: [1, 2]}
      ])
    ).toEqual(["1.1", "0.1"]);
  });
  it("goes on from the last segment there, into the first one here", async () => {
    const files = [
      {order: 1, steps: [1, 9]},
      {order: 1, steps: [1, 4], segment: 2},
      {order: 0, steps: [5, 6]},
      {order: 0, steps: [1], segment: 2}
    ];
    expect(await wholes(files)).toEqual(["1.2 0.1", "1.1", "0.2"]);
    const found = await (await rotated(files)).runAndReadAll("SELECT name, segment FROM run_summary ORDER BY segment");
    expect(found.getRows()).toEqual([
      ["logs/train.log", 1n],
      ["logs/train.log#2", 2n],
      ["logs/train.log#3", 3n]
    ]);
  });
  it("joins runs of one logged name, whatever their steps", async () => {
    const files = [
      {order: 1, id: "a", steps: [1, 9]},
      {order: 1, id: "b", steps: [1, 2]},
      {order: 0, id: "a", steps: [3]},
      {order: 0, id: "b", steps: [3]}
    ];
    expect(await wholes(files)).toEqual(["1.2 0.2", "1.1 0.1"]);
  });
  it("does not join runs of two logged names", async () => {
    expect(
      await wholes([
        {order: 1, id: "a", steps: [1]},
        {order: 0, id: "b", steps: [2]}
      ])
    ).toEqual(["1.1", "0.1"]);
  });
  it("goes on where the id was logged at the beginning only", async () => {
    expect(
      await wholes([
        {order: 1, id: "a", steps: [1]},
        {order: 0, steps: [2]}
      ])
    ).toEqual(["1.1 0.1"]);
  });
});
