import {join} from "node:path";
import {evaluate, expertController, policyController} from "./closed-loop.ts";
import type {ClosedLoop} from "./closed-loop.ts";
import {makeDataset} from "./dataset.ts";
import type {Dataset} from "./dataset.ts";
import {writeNdjson} from "../bench/ndjson.ts";
import {cpuModel, readEnvironment, readProvenance} from "../bench/provenance.ts";
import {firstDifference} from "./run-log.ts";
import type {RunRow} from "./run-log.ts";
import {plannedRuns, twins} from "./run-plan.ts";
import type {PlannedRun} from "./run-plan.ts";
import {watchSystem} from "./system-metrics.ts";
import {digestParameters, train, validationLoss} from "./train.ts";
import type {Policy} from "./train.ts";

const command = "npm run record -- --only runs";
const systemIntervalMs = 500;
/** Tasks of the final evaluation: neither demonstrated nor tried during training. */
const testSeed = 0x7e570000;
const testEpisodes = 200;

/** What recording needs from outside: the repository, the folder to write to, and where to say what happens. */
export interface RecordEffects {
  root: string;
  data: string;
  say(line: string): void;
}

/** Trains every planned run and writes its file, and the evaluation of all. */
export async function recordRuns(effects: RecordEffects): Promise<void> {
  const {data, say} = effects;
  const {seed, episodes, val_episodes} = plannedRuns[0]!.config.data;
  const dataset = makeDataset(seed, episodes, val_episodes);
  const expert = evaluate(expertController(), testSeed, testEpisodes);
  const logs = new Map<string, RunRow[]>();
  const evaluation: RunRow[] = [];
  for (const run of plannedRuns) {
    const {rows, policy} = await recordRun(run, dataset, effects);
    writeNdjson(join(data, "runs", `${run.name}.ndjson`), rows);
    logs.set(run.name, rows);
    const results = [...evaluatePolicy(policy, dataset), ...closedLoopRows(expert, "expert_")];
    evaluation.push(...results.map((result) => ({run_id: run.name, step: run.config.optim.steps, ...result})));
    say(`data/runs/${run.name}.ndjson: ${results.map(({metric, value}) => `${metric} ${value}`).join(", ")}`);
  }
  writeNdjson(join(data, "runs", "evaluation.ndjson"), evaluation);
  say(`data/runs/evaluation.ndjson: ${evaluation.length} rows`);
  for (const twin of twins) say(checkTwins(twin, logs));
}

/** Trains one run and returns its rows as its file holds them. */
async function recordRun(
  run: PlannedRun,
  dataset: Dataset,
  {root}: RecordEffects
): Promise<{rows: RunRow[]; policy: Policy}> {
  const rows: RunRow[] = [];
  const write = ({type, step, ...row}: RunRow): number =>
    rows.push({
      ...(type !== undefined && {type}),
      ...(step !== undefined && {step}),
      time: new Date().toISOString(),
      ...row
    });
  const {name: run_id, group, seed, config} = run;
  write({type: "run", run_id, group, seed, ...readProvenance(root), command, device: cpuModel(), config});
  write({type: "environment", ...readEnvironment(root)});
  for (const entry of dataset.manifest) write({type: "dataset", path: `reach/${entry.split}`, ...entry, kept: false});
  const stopWatching = watchSystem(systemIntervalMs, (system) => write({type: "system", system}));
  const policy = await train(config, seed, dataset, {
    log: write,
    checkpoint: (step, parameters) => {
      const path = `checkpoints/${run_id}/step-${String(step).padStart(5, "0")}.float32`;
      write({type: "checkpoint", step, path, ...digestParameters(parameters), kept: false});
    },
    worker: new URL("./gradient-worker.js", import.meta.url)
  }).finally(stopWatching);
  write({type: "end", status: "completed", step: config.optim.steps});
  return {rows, policy};
}

/** One long-form row per metric, without run and step. */
function evaluatePolicy({network, parameters}: Policy, dataset: Dataset): EvaluationRow[] {
  const trial = evaluate(policyController(network, parameters), testSeed, testEpisodes);
  const loss = validationLoss(network, parameters, dataset);
  return [{split: "val", metric: "loss", value: loss, higher_is_better: false}, ...closedLoopRows(trial, "")];
}

interface EvaluationRow {
  split: string;
  metric: string;
  value: number;
  unit?: string;
  higher_is_better: boolean;
}

/** The expert's figures on the same tasks stand beside the policy's, under a name of their own. */
function closedLoopRows({successRate, trackingError, worstError}: ClosedLoop, prefix: string): EvaluationRow[] {
  const millimetres = {split: "test", unit: "mm", higher_is_better: false};
  return [
    {split: "test", metric: `${prefix}success_rate`, value: successRate, higher_is_better: true},
    {...millimetres, metric: `${prefix}tracking_error`, value: trackingError},
    {...millimetres, metric: `${prefix}worst_tracking_error`, value: worstError}
  ];
}

/** Says where two runs of one seed and configuration first differ. Throws where that is not what was declared. */
export function checkTwins({first, second, equal}: (typeof twins)[number], logs: Map<string, RunRow[]>): string {
  const difference = firstDifference(logs.get(first)!, logs.get(second)!);
  if (equal && difference)
    throw new Error(
      `${second} differs from ${first} at step ${difference.step} in ${difference.metric}, expected none`
    );
  if (!equal && !difference)
    throw new Error(`${second} is equal to ${first}, expected them to diverge; the order of summation had no effect`);
  return difference
    ? `${second} diverges from ${first} at step ${difference.step} (${difference.metric})`
    : `${second} is equal to ${first} in every metric`;
}
