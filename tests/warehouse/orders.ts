import {appendFileSync} from "node:fs";
import type {Seeded} from "../seeded.ts";
import {Inputs, lines, steps} from "./inputs.ts";

const growing = lines([...steps(1, 60), ...steps(50, 120, {note: "再開"})]);
const cuts = [0, 1500, 2607, Buffer.byteLength(growing)];
const twoWriters = lines(steps(1, 60).flatMap((row, i) => [row, {step: i - 2, loss: i / 7}]));
const bytes = Buffer.from(growing);

/** What can happen to a folder, by name: each once, what grows in its own order. */
const happenings: Record<string, (inputs: Inputs) => void> = {
  "live file of a rotated log": (inputs) => inputs.write("m/metrics.ndjson", lines(steps(41, 70))),
  "rotated file": (inputs) => inputs.write("m/metrics.ndjson.1", lines(steps(1, 40))),
  "two writers": (inputs) => inputs.write("z/writers.ndjson", twoWriters),
  "the same bytes again": (inputs) => inputs.write("a/writers.ndjson", twoWriters),
  ...Object.fromEntries(
    [1, 2, 3].map((n) => [
      `growth ${n}`,
      (inputs: Inputs) => {
        if (n === 1) inputs.write("g.ndjson", "");
        appendFileSync(inputs.file("g.ndjson"), bytes.subarray(cuts[n - 1], cuts[n]));
      }
    ])
  )
};

/** Every order of the happenings in which the file that grows does so in its own: 840. */
export function orders(left = Object.keys(happenings)): string[][] {
  if (left.length === 0) return [[]];
  const first = left.find((name) => name.startsWith("growth"));
  return left
    .filter((name) => !name.startsWith("growth") || name === first)
    .flatMap((name) => orders(left.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}

/** The digests of all tables after the happenings in this order, with ingests at random places between them. */
export async function digestsInOrder(order: string[], random: Seeded): Promise<Record<string, string>> {
  const inputs = new Inputs();
  for (const [i, name] of order.entries()) {
    happenings[name]!(inputs);
    if (i === order.length - 1 || random.integer(0, 1) === 1) await inputs.ingest();
  }
  const digests = await inputs.digests();
  inputs.remove();
  return digests;
}
