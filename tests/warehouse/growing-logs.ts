import {appendFileSync} from "node:fs";
import {expect} from "vitest";
import {grownTables} from "../grown-tables.ts";
import type {seeded} from "../seeded.ts";
import {Inputs, lines, steps} from "./inputs.ts";
import {orphans} from "./orphans.ts";

const mllogLine = (key: string, value: unknown, metadata: object = {}): string =>
  `:::MLLOG ${JSON.stringify({namespace: "", time_ms: 1_700_000_000_000, event_type: "POINT", key, value, metadata})}\n`;

/** Logs of every kind that can be read on, with what makes it hard: doubt, several runs, broken lines, other scripts. */
export const growingLogs: Record<string, Buffer> = {
  ...grownTables,
  "restart.ndjson": Buffer.from(lines([...steps(1, 60), ...steps(50, 120, {note: "π ≈ 3, 再開"})])),
  "doubt.ndjson": Buffer.from(lines([...steps(1, 60), ...steps(55, 62, {host: "b", lr: 0.5})])),
  "two-writers.ndjson": Buffer.from(
    lines(steps(1, 80).flatMap((row, i) => [row, {step: i - 2, loss: i / 7, acc: "0.5"}]))
  ),
  "named.ndjson": Buffer.from(
    lines([
      {type: "run", run_id: "é", seed: 7, config: {lr: 0.1}, ts: "2025-01-01 00:00:00"},
      ...steps(1, 20, {config: {lr: 0.1}, "val/acc": 0.25}),
      {type: "system", ts: "2025-01-01 00:01:00", cpu: 3},
      ...steps(18, 30, {run_id: "b", config: {lr: 0.2}, state: "warm"}),
      {type: "end", status: "completed", ts: "2025-01-01 00:02:00"},
      {type: "run", run_id: "é", seed: 8},
      ...steps(1, 9, {lr: "1e-3"})
    ])
  ),
  "broken.ndjson": Buffer.from(
    `\ufeff${lines(steps(1, 5))}\r\n{"step": 6, "loss":\r\n\r\n${lines(steps(7, 40)).replaceAll("\n", "\r\n")}{"step": 38, "loss": NaN}\n{"step": 39, "loss": Infinity}`
  ),
  "events.ndjson": Buffer.from(
    lines(
      Array.from({length: 60}, (_, i) => ({
        timestamp: `2025-01-01T00:00:${String(i).padStart(2, "0")}Z`,
        action: i % 9 ? "write" : "read",
        details: {n: i}
      }))
    )
  ),
  "result_0.txt": Buffer.from(
    [1, 2, 3]
      .flatMap((n) => [
        mllogLine("seed", n),
        mllogLine("run_start", null),
        "program output\n",
        mllogLine("eval_accuracy", 0.5 + n / 100, {epoch_num: n}),
        mllogLine("run_stop", null, {status: "success"})
      ])
      .join("")
  )
};

/** Digests of the tables after these files have grown in five steps, each by any number of bytes. */
export async function grownInSteps(
  logs: Record<string, Buffer>,
  random: ReturnType<typeof seeded>
): Promise<Record<string, string>> {
  const inputs = new Inputs();
  const sizes = Object.fromEntries(Object.keys(logs).map((name) => [name, 0]));
  for (let step = 0; step < 5; step++) {
    for (const [name, content] of Object.entries(logs)) {
      const to = step === 4 ? content.length : random.integer(sizes[name]!, content.length);
      if (to > sizes[name]! || step === 0) appendFileSync(inputs.file(name), content.subarray(sizes[name]!, to));
      sizes[name] = to;
    }
    await inputs.ingest({strict: step % 2 === 1});
  }
  expect(await orphans(inputs.warehouse)).toEqual([]);
  const digests = await inputs.digests();
  inputs.remove();
  return digests;
}
