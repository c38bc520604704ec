import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import type {Dialect} from "./dialect.ts";
import {evaluatedIterations, plainPositions, stepsOrEpochs} from "./position.ts";

/** Loggers that write one object per line, most specific first. `time` in many of them is seconds per iteration. */
export const dialects: Dialect[] = [
  {
    name: "ray-result",
    title: "Ray Tune result.json",
    marks: [
      {
        all: ["training_iteration", "time_total_s"],
        some: ["experiment_id", "trial_id", "timesteps_total", "hostname", "pid"]
      }
    ],
    positions: () => plainPositions(["training_iteration"]),
    oneRowPerStep: true,
    time: ["timestamp", "date"],
    roles: {
      date: "place",
      pid: "environment",
      hostname: "environment",
      node_ip: "environment",
      trial_id: "field",
      experiment_id: "field",
      experiment_tag: "field",
      trial_name: "field"
    },
    file: /^result\.json$/,
    complete: (json) => wordAt(json, "done", true)
  },
  {
    name: "mmlab-log",
    title: "OpenMMLab log, one object per line",
    marks: [
      {all: ["mode", "epoch", "iter"], some: ["lr", "memory", "data_time", "loss"]},
      {all: ["env_info"], some: ["seed", "exp_name"]}
    ],
    positions: evaluatedIterations,
    oneRowPerStep: true,
    time: [],
    roles: {},
    group: "exp_name"
  },
  {
    name: "mmengine-scalars",
    title: "MMEngine scalars",
    marks: [{all: ["step", "time", "data_time"], none: ["mode", "iteration"]}],
    positions: stepsOrEpochs,
    oneRowPerStep: true,
    time: [],
    roles: {},
    file: /^(scalars|\d{8}_\d{6})\.json$/
  },
  {
    name: "fvcore-metrics",
    title: "detectron2 metrics.json",
    marks: [
      {all: ["iteration", "total_loss"], some: ["data_time", "eta_seconds", "time", "lr"], none: ["training_iteration"]}
    ],
    positions: () => plainPositions(["iteration"]),
    time: [],
    roles: {},
    file: /^metrics\.json$/
  },
  {
    name: "deit-log",
    title: "DeiT log, one object per epoch",
    marks: [
      {
        all: ["epoch", "train_lr", "train_loss"],
        some: ["n_parameters", "test_acc1", "test_loss"],
        none: ["step", "global_step"]
      }
    ],
    positions: () => plainPositions(["epoch"]),
    oneRowPerStep: true,
    time: [],
    roles: {n_parameters: "param"}
  },
  {
    name: "diffusion-policy",
    title: "diffusion_policy logs.json.txt",
    marks: [
      {
        all: ["train_loss", "global_step", "epoch", "lr"],
        only: /^(train|test|val)\/|^(val_loss|train_action_mse_error)$/
      }
    ],
    positions: () => plainPositions(["global_step"]),
    oneRowPerStep: true,
    time: [],
    roles: {}
  },
  {
    name: "llamafactory-log",
    title: "LLaMA-Factory trainer_log.jsonl",
    marks: [{all: ["current_steps", "total_steps", "elapsed_time", "remaining_time"]}],
    positions: () => plainPositions(["current_steps"]),
    time: [],
    roles: {total_steps: "param", elapsed_time: "duration", remaining_time: "duration"},
    file: /^trainer_log\.jsonl$/,
    complete: (json) => wordAt(json, "current_steps", json.leaf("total_steps")?.value)
  }
];

/** The leaf at a key where it holds this value. */
function wordAt(json: JsonLine, key: string, value: Leaf["value"] | undefined): Leaf | null {
  const leaf = json.leaf(key);
  return leaf !== undefined && value !== null && leaf.value === value ? leaf : null;
}
