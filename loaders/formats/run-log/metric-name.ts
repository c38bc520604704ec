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
