import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";
import {corpora, corporaPresent, decodedContent} from "./corpora.ts";

if (!corporaPresent) process.stdout.write("skipped: runs in JSON, ../shared/corpora is not there\n");

type Values = Record<string, unknown>;
interface Told {
  /** Facts of a table, each with its line. */
  facts: (table: string) => (Values & {line: number})[];
  outcomes: Record<string, number>;
  repairs: string[];
}

/** Paths of a folder of logs, below the corpora. */
const pathsIn = (folder: string): string[] =>
  corporaPresent
    ? readdirSync(join(corpora, "logs", folder), {recursive: true, encoding: "utf8", withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(corpora.length + 1))
        .sort()
    : [];

function tell(format: string, path: string, bytes = decodedContent(path)): Told {
  const found = recognise(path, headOf(bytes));
  expect([path, found.format?.name]).toEqual([path, format]);
  const rows: Row[] = [...found.format!.parse(sourceOf(path, bytes))];
  assertTiles(rows, bytes.length);
  const outcomes: Record<string, number> = {};
  for (const row of rows) if (row.table === "unit") outcomes[row.outcome] = (outcomes[row.outcome] ?? 0) + 1;
  return {
    facts: (table) =>
      rows.flatMap((row) => (row.table === table && "values" in row ? [{...row.values, line: row.at.line!}] : [])),
    outcomes,
    repairs: rows.flatMap((row) => (row.table === "repair" ? [row.kind] : []))
  };
}

const linesOf = (path: string): Values[] =>
  readFileSync(join(corpora, path), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line.replaceAll(/: NaN\b/g, ': "NaN"')) as Values);

const distinct = <T>(values: T[]): T[] => [...new Set(values)];

describe.skipIf(!corporaPresent)("one run told by LLaMA-Factory and by the trainer", () => {
  const [log, state] = [
    "llamafactory-trainer-log/hsc748NLP__NSLLM/trainer_log.jsonl",
    "hf-trainer-state/hsc748NLP__NSLLM/trainer_state.json"
  ];
  const byStep = (told: Told, name: string) =>
    new Map(
      told.facts("metric").flatMap((fact) => (fact.name === name && fact.split === null ? [[fact.step, fact]] : []))
    );

  it("agree on loss, learning rate and epoch of every step both have", () => {
    const [left, right] = [tell("llamafactory-log", `logs/${log}`), tell("hf-trainer-state", `logs/${state}`)];
    for (const [ours, theirs] of [
      ["loss", "loss"],
      ["lr", "learning_rate"]
    ]) {
      const [a, b] = [byStep(left, ours!), byStep(right, theirs!)];
      expect([a.size, b.size]).toEqual([435, 435]);
      for (const [step, {value, epoch}] of a)
        expect([step, value, epoch]).toEqual([step, b.get(step)!.value, b.get(step)!.epoch]);
    }
    expect(left.facts("run")).toMatchObject([{status: "completed", status_raw: "2178"}]);
    expect(right.facts("run")).toMatchObject([{status: "completed"}]);
  });

  it("has a last row without loss, and its elapsed time in seconds", () => {
    const last = tell("llamafactory-log", `logs/${log}`)
      .facts("metric")
      .filter(({step}) => step === 2178);
    expect(last.map(({name, value, value_raw, unit_name}) => [name, value, value_raw, unit_name])).toEqual([
      ["percentage", 100, "100.0", null],
      ["elapsed_time", 9 * 86400 + 22 * 3600 + 13 * 60 + 15, "9 days, 22:13:15", "s"],
      ["remaining_time", 0, "0:00:00", "s"]
    ]);
  });
});

describe.skipIf(!corporaPresent)("Ray Tune results", () => {
  it.each(pathsIn("ray-result-json").map((path) => [path.split("/").at(-2)!, path]))("%s", (_trial, path) => {
    const told = tell("ray-result", path);
    const lines = linesOf(path);
    expect(told.outcomes).toEqual({parsed: lines.length});
    const rewards = told.facts("metric").filter(({name, split}) => name === "episode_reward_mean" && split === null);
    const logged = lines.map(({training_iteration, episode_reward_mean}) => [training_iteration, episode_reward_mean]);
    expect(rewards.map(({step, value, nonfinite}) => [step, nonfinite === "nan" ? "NaN" : value])).toEqual(
      logged.filter(([, value]) => value !== null)
    );
    expect(
      told
        .facts("environment")
        .map(({key}) => key)
        .sort()
    ).toEqual(["hostname", "node_ip", "pid"]);
    expect(distinct(told.facts("param").map(({line}) => line))).toEqual([1]);
    expect(told.facts("event").filter(({kind}) => kind === "config changed")).toEqual([]);
    const [first, last] = [lines[0]!, lines.at(-1)!];
    expect(told.facts("run")).toMatchObject([
      {
        started_raw: String(first.timestamp),
        status: last.done === true ? "completed" : "unknown",
        part_of: path.slice(0, path.lastIndexOf("/"))
      }
    ]);
  });

  it("have NaN in thirty places of one file and nowhere as zero", () => {
    const path = pathsIn("ray-result-json").find((name) => name.includes("halfcheetah"))!;
    const absent = tell("ray-result", path)
      .facts("metric")
      .filter(({nonfinite}) => nonfinite !== null);
    expect(absent).toHaveLength(30);
    expect(distinct(absent.map(({value}) => value))).toEqual([null]);
  });
});

describe.skipIf(!corporaPresent)("OpenMMLab logs", () => {
  it.each(pathsIn("mm-log-json"))("%s: ten evaluations of 160,000 iterations with twelve absent classes", (path) => {
    const told = tell("mmlab-log", path);
    const val = told.facts("metric").filter(({split}) => split === "val");
    expect(distinct(val.map(({step}) => step))).toEqual(Array.from({length: 10}, (_, i) => 16_000 * (i + 1)));
    const absent = val.filter(({nonfinite}) => nonfinite === "nan");
    expect(absent).toHaveLength(120);
    expect(distinct(absent.map(({value}) => value))).toEqual([null]);
    expect(told.repairs).toEqual(Array(120).fill("non-finite number"));
    expect(told.facts("run")).toMatchObject([{writers: 1, group_name: expect.stringMatching(/\.py$/)}]);
    expect(told.facts("environment").map(({key}) => key)).toEqual(
      expect.arrayContaining(["Python", "PyTorch", "MMCV"])
    );
  });
});

describe.skipIf(!corporaPresent)("logs of one object per epoch or step", () => {
  it.each(pathsIn("deit-log-txt"))("%s: an epoch per row, the size of the model once", (path) => {
    const told = tell("deit-log", path);
    const epochs = told
      .facts("metric")
      .flatMap(({name, split, epoch}) => (name === "acc1" && split === "test" ? [epoch] : []));
    expect(epochs).toEqual(linesOf(path).map(({epoch}) => epoch));
    expect(told.facts("param").map(({key, value}) => [key, value])).toEqual([
      ["n_parameters", String(linesOf(path)[0]!.n_parameters)]
    ]);
  });

  it("splits a diffusion_policy log that begins anew 41 times (its real rows, begun again at various lengths)", () => {
    const [path] = pathsIn("diffusion-policy-logs");
    const rows = decodedContent(path!).toString().trimEnd().split("\n");
    const lengths = Array.from({length: 42}, (_, i) => [2, 3, 40, 501, 7, 33][i % 6]!);
    const bytes = Buffer.from(lengths.map((length) => rows.slice(0, length).join("\n")).join("\n") + "\n");
    const runs = tell("diffusion-policy", path!, bytes).facts("run");
    expect(runs).toHaveLength(42);
    const begun = lengths.reduce<number[]>((at, length) => [...at, at.at(-1)! + length], [1]);
    expect(runs.map(({line}) => line)).toEqual(begun.slice(0, 42));
  });
});

describe.skipIf(!corporaPresent)("states of a trainer", () => {
  it("unpivots evaluations whose set is part of the metric's name", () => {
    const told = tell(
      "hf-trainer-state",
      pathsIn("hf-trainer-state").find((path) => path.includes("aigoncharov"))!
    );
    for (const set of ["g0", "g1", "g2", "g3", "g4", "g5"]) {
      const accuracy = told.facts("metric").filter(({name, split}) => name === `${set}_accuracy` && split === "eval");
      expect(accuracy.map(({step}) => step)).toEqual(Array.from({length: 31}, (_, i) => 401 * i));
    }
  });
});

describe.skipIf(!corporaPresent)("results of lm-eval", () => {
  it("stand at the step of the checkpoint, one metric per number, of no declared direction", () => {
    const paths = pathsIn("lm-eval-json");
    expect(paths).toHaveLength(42);
    for (const path of paths) {
      const {results} = JSON.parse(decodedContent(path).toString()) as {
        results: Record<string, Record<string, number>>;
      };
      const told = tell("lm-eval", path);
      const metrics = told.facts("metric");
      const expected = Object.entries(results).flatMap(([task, row]) =>
        Object.entries(row).map(([metric, value]) => [`${task}/${metric}`, value])
      );
      expect(metrics.map(({name, value}) => [name, value])).toEqual(expected);
      expect(distinct(metrics.map(({step}) => step))).toEqual([Number(/_step(\d+)\.json$/.exec(path)![1])]);
      expect(distinct(metrics.map(({higher_is_better}) => higher_is_better))).toEqual([null]);
      expect(told.facts("run")).toMatchObject([{writers: 1}]);
    }
  });
});

describe.skipIf(!corporaPresent)("Dreamer scores", () => {
  it.each([
    ["atari100k-dreamerv3", 130, 26, 15_293, 0],
    ["dmc_proprio-dreamerv3", 90, 18, 4_410, 0],
    ["dmc_proprio-ppo_fixhp", 90, 18, 45_000, 0],
    ["dmlab30-dreamerv3", 150, 30, 29_417, 0],
    ["procgen-dreamerv3", 16, 16, 1_600, 16]
  ])("%s: %d series of %d tasks, %d scores, %d absent", (name, series, groups, scores, absent) => {
    const told = tell(
      "dreamer-scores",
      pathsIn("dreamer-scores-gz").find((path) => path.includes(name))!
    );
    const runs = told.facts("run");
    expect([runs.length, distinct(runs.map(({group_name}) => group_name)).length]).toEqual([series, groups]);
    expect(distinct(runs.map(({name: run}) => run))).toHaveLength(series);
    expect(told.facts("metric")).toHaveLength(scores);
    expect(told.facts("event").filter(({kind}) => kind === "absent scores")).toHaveLength(absent);
  });
});

describe.skipIf(!corporaPresent)("dirty copies of real files", () => {
  const crlf = (bytes: Buffer) => Buffer.from(`\ufeff${bytes.toString().replaceAll("\n", "\r\n")}`);
  const metrics = (told: Told) => told.facts("metric").map(({run_id: _run, ...values}) => values);

  it.each([
    ["ray-result", "ray-result-json"],
    ["mmlab-log", "mm-log-json"],
    ["deit-log", "deit-log-txt"],
    ["diffusion-policy", "diffusion-policy-logs"],
    ["llamafactory-log", "llamafactory-trainer-log"],
    ["hf-trainer-state", "hf-trainer-state"],
    ["lm-eval", "lm-eval-json"]
  ])("%s: the same metrics with a byte order mark and CRLF; what is cut off waits", (format, folder) => {
    const path = pathsIn(folder)[0]!;
    const clean = decodedContent(path);
    const told = tell(format, path);
    const dirty = tell(format, path, crlf(clean));
    expect(metrics(dirty)).toEqual(metrics(told));
    expect(dirty.repairs[0]).toBe("byte order mark");
    const cut = tell(format, path, clean.subarray(0, clean.length - 40));
    expect(cut.outcomes.pending).toBe(1);
    expect(cut.outcomes.rejected).toBeUndefined();
    expect(cut.facts("metric").length).toBeGreaterThan(told.facts("metric").length / 2);
  });
});
