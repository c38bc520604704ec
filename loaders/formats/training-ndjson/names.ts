/** Where a row stands in training, in the order of preference. `epoch` counts only where none of these is there. */
export const stepKeys = [
  "step",
  "global_step",
  "_step",
  "iteration",
  "iter",
  "current_steps",
  "training_iteration",
  "trainer/global_step"
];
export const timeKeys = ["ts", "time", "timestamp", "_timestamp", "wall_time"];
export const runKeys = ["run_id", "run_uuid"];
export const splitKeys = ["split", "mode", "phase", "stage"];
/** Objects that hold configuration wherever they stand. */
export const configKeys = ["config", "params", "hparams", "hyperparameters"];
export const environmentKeys = ["environment", "env"];

const splits: Record<string, string> = {
  train: "train",
  training: "train",
  val: "val",
  valid: "val",
  validation: "val",
  test: "test",
  eval: "eval",
  evaluation: "eval"
};
const prefix = /^(train|valid|validation|val|test|eval)_(?=.)/;
const segment = /^(train|training|valid|validation|val|test|eval|evaluation)\/(?=.)/;

/** "train", "val", "test" or "eval" for the words in use for them, else undefined. */
export function splitOf(word: string): string | undefined {
  return Object.hasOwn(splits, word.toLowerCase()) ? splits[word.toLowerCase()] : undefined;
}

export interface MetricName {
  name: string;
  split: string | null;
  /** The key as logged where it differs from `name`. */
  raw: string | null;
}

/** Takes the split from a key: train/loss and train_loss are the loss of the split train. */
export function metricName(path: string): MetricName {
  const found = segment.exec(path) ?? prefix.exec(path);
  if (!found) return {name: path, split: null, raw: null};
  return {name: path.slice(found[0].length), split: splits[found[1]!]!, raw: path};
}

const identifier =
  /(^|[/_.])(id|uuid|hash|sha|sha256|commit|name|tag|version|date|host|hostname|ip|node_ip|pid|path|file)$/i;

/** Keys whose value names something, be it made of digits only. */
export function isIdentifier(path: string): boolean {
  return identifier.test(path);
}
