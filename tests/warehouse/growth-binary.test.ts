import {appendFileSync, mkdirSync} from "node:fs";
import {dirname} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import type {Format} from "../../loaders/formats/format.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {UnitRow} from "../../loaders/rows.ts";
import {readOn, rowsAfterGrowth, textOf} from "../formats/growth.ts";
import {seeded, type Seeded} from "../seeded.ts";
import {sourceOf} from "../tiling.ts";
import {cleanDigests, Inputs} from "./inputs.ts";
import {eventFiles, runLogs, textLogs} from "./live-logs.ts";
import {orphans} from "./orphans.ts";

afterAll(() => Inputs.removeAll());

interface Log {
  format: Format;
  path: string;
  content: Buffer;
  units: UnitRow[];
}

const files: Record<string, Buffer> = {...eventFiles, ...runLogs, ...textLogs};
const logs: Log[] = Object.entries(files).map(([path, content]) => {
  const format = recognise(path, headOf(content)).format!;
  const rows = [...format.parse(sourceOf(path, content))];
  return {format, path, content, units: rows.filter((row): row is UnitRow => row.table === "unit")};
});

/** A place to cut: as often near the end of a unit or a block, where framing is at stake, as anywhere. */
function cut(random: Seeded, {content, units}: Log): number {
  const block = random.integer(0, content.length / 32_768) * 32_768;
  const near = random.pick([random.pick(units).at.end, block]) + random.integer(-9, 9);
  return Math.min(Math.max(random.pick([near, random.integer(0, content.length)]), 0), content.length);
}

function cutsOf(random: Seeded, log: Log, n: number): number[] {
  return Array.from({length: n}, () => cut(random, log)).sort((a, b) => a - b);
}

/** Writes each file up to its size and ingests; a file may begin empty. */
async function growTo(inputs: Inputs, before: number[], sizes: number[], strict: boolean): Promise<void> {
  for (const [i, {path, content}] of logs.entries()) {
    mkdirSync(dirname(inputs.file(path)), {recursive: true});
    appendFileSync(inputs.file(path), content.subarray(before[i], sizes[i]));
  }
  await inputs.ingest({strict});
}

describe("the logs of this test", () => {
  it("are of the formats that are read on", () => {
    const names = [...Array<string>(3).fill("tfevents"), ...Array<string>(4).fill("wandb-run")];
    expect(logs.map(({format}) => format.name)).toEqual([
      ...names,
      "rl-table",
      "mlflow-metric",
      "requirements-txt",
      "lcov"
    ]);
  });

  it("hold records over block borders, padding, and what is rejected before, among and behind records", () => {
    const runs = logs.filter(({format}) => format.name === "wandb-run").flatMap(({units}) => units);
    const across = runs.filter(({at}) => Math.floor(at.start / 32_768) < Math.floor((at.end - 1) / 32_768));
    expect(across.length).toBeGreaterThan(10);
    expect(runs.some(({rule}) => rule === "padding at the end of a block")).toBe(true);
    for (const name of ["tfevents", "wandb-run", "lcov"]) {
      const own = logs.filter(({format}) => format.name === name);
      expect(own.some(({units}) => units.slice(0, -1).some(({outcome}) => outcome === "rejected"))).toBe(true);
      if (name !== "lcov") expect(own.some(({units}) => units.at(-1)!.outcome === "rejected")).toBe(true);
    }
  });
});

describe("live logs that grow", () => {
  it("give the tables of one clean ingest, cut at any byte", async () => {
    const random = seeded(41);
    const clean = await cleanDigests(files);
    for (let round = 0; round < 2; round++) {
      const inputs = new Inputs();
      const cuts = logs.map((log) => [0, ...cutsOf(random, log, 4), log.content.length]);
      for (let step = 1; step < 6; step++) {
        const [before, sizes] = [cuts.map((own) => own[step - 1]!), cuts.map((own) => own[step]!)];
        await growTo(inputs, before, sizes, step % 2 === 1);
      }
      expect(await inputs.digests(), `round ${round}`).toEqual(clean);
      expect(await orphans(inputs.warehouse)).toEqual([]);
      inputs.remove();
    }
  });

  it.each(logs)("give the rows of the whole file, cut near the ends of units: $path", (log) => {
    const {format, path, content} = log;
    const random = seeded(43);
    const whole = textOf([...format.parse(sourceOf(path, content))]);
    for (let round = 0; round < 10; round++) {
      const cuts = cutsOf(random, log, random.integer(1, 6));
      expect(rowsAfterGrowth(format, path, content, cuts), `cut at ${cuts.join(", ")}`).toEqual(whole);
    }
  });
});

describe("an append to a live log", () => {
  /** The first unit behind the middle that an append cannot change. */
  const middle = ({units}: Log): UnitRow["at"] =>
    units.find(({outcome, at}) => outcome === "parsed" && at.unit > units.length / 2)!.at;

  it.each([
    ["behind a whole unit", 0],
    ["inside a unit", 3]
  ])("is all that is read: %s", async (_name, more) => {
    const inputs = new Inputs();
    const halves = logs.map((log) => middle(log).end);
    const none = logs.map(() => 0);
    await growTo(
      inputs,
      none,
      halves.map((end) => end + more),
      false
    );
    for (const [i, {path, content}] of logs.entries())
      appendFileSync(inputs.file(path), content.subarray(halves[i]! + more));
    const {grown, replaced, read} = await inputs.ingest();
    expect({grown, replaced}).toEqual({grown: logs.length, replaced: 0});
    expect(read.bytes).toBe(logs.reduce((sum, {content}, i) => sum + content.length - halves[i]!, 0));
    expect(read.lines).toBe(logs.reduce((sum, log) => sum + log.units.length - middle(log).unit, 0));
  });

  it.each(logs.filter(({units}) => units[0]!.at.line === null))("touches no byte before it: $path", (log) => {
    const {format, path, content} = log;
    const {end} = middle(log);
    const {checkpoint} = readOn(format, path, content.subarray(0, end + 3), null);
    expect(checkpoint).toMatchObject({end, line: 0});
    const touched: number[] = [];
    const source = sourceOf(path, content);
    const slice = (start: number, to: number): Buffer => {
      touched.push(start);
      return source.slice(start, to);
    };
    const rows = [...format.parse({...source, slice}, {from: checkpoint, checkpoint: () => undefined})];
    expect(Math.min(...touched)).toBe(end);
    expect(rows.filter(({table, at}) => table === "unit" && at.start < end)).toEqual([]);
  });
});
