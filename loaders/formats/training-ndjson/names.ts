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

const identifier =
  /(^|[/_.])(id|uuid|hash|sha|sha256|commit|name|tag|version|date|host|hostname|ip|node_ip|pid|path|file)$/i;

/** Keys whose value names something, be it made of digits only. */
export function isIdentifier(path: string): boolean {
  return identifier.test(path);
}
