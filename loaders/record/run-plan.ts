import type {SummationOrder} from "./gradients.ts";
import type {TrainConfig} from "./train.ts";

/** A run to make: its name, the group of runs that differ in seed only, its seed and its configuration. */
export interface PlannedRun {
  name: string;
  group: string;
  seed: number;
  config: TrainConfig;
}

export const seeds = [1, 2, 3] as const;
const widths = [24, 64] as const;

/** Sixteen partial gradients per step on four threads: that all 1,200 steps meet the same orders is out of the question. */
function configOf(hidden: number, grad_sum: SummationOrder): TrainConfig {
  return {
    model: {hidden, layers: 2},
    optim: {name: "adam", lr: 0.005, warmup: 50, batch: 256, steps: 1200},
    gradient: {chunks: 16, workers: 4, grad_sum},
    log: {train_every: 5, val_every: 50, closed_loop_every: 300, closed_loop_episodes: 50},
    data: {seed: 7, episodes: 96, val_episodes: 16}
  };
}

/** Every seed in both widths; one run made twice; and one made twice with gradients added as they arrive. */
export const plannedRuns: PlannedRun[] = [
  ...widths.flatMap((hidden) =>
    seeds.map((seed) => ({
      name: `reach-h${hidden}-seed${seed}`,
      group: `reach-h${hidden}`,
      seed,
      config: configOf(hidden, "chunk")
    }))
  ),
  {name: "reach-h64-seed1-repeat", group: "reach-h64", seed: 1, config: configOf(64, "chunk")},
  ...["a", "b"].map((twin) => ({
    name: `reach-h64-seed1-arrival-${twin}`,
    group: "reach-h64-arrival",
    seed: 1,
    config: configOf(64, "arrival")
  }))
];

/** Pairs with one seed and one configuration, and whether their metrics must be equal to the last bit. */
export const twins = [
  {first: "reach-h64-seed1", second: "reach-h64-seed1-repeat", equal: true},
  {first: "reach-h64-seed1-arrival-a", second: "reach-h64-seed1-arrival-b", equal: false}
] as const;
