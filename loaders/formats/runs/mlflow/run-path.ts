export type Kind = "metrics" | "params" | "tags";

/** A file of an MLflow run: the run's folder, and the name of the metric, parameter or tag, which may hold "/". */
export interface RunPath {
  folder: string;
  name: string;
  /** The folder has the 32 hexadecimal digits of a run. */
  certain: boolean;
}

const run = "[0-9a-f]{32}";
const under = (kind: Kind, folder: string) => new RegExp(`^((?:.*?/)?${folder})/${kind}/(.+)$`);

/**
 * Where a path says that it is a file of a run: below <run>/metrics, params or tags, the run's folder having 32
 * hexadecimal digits or lying two below mlruns. Null for all other paths.
 */
export function runPath(path: string, kind: Kind): RunPath | null {
  const certain = under(kind, run).exec(path);
  const found = certain ?? under(kind, "mlruns/[^/]+/[^/]+").exec(path);
  return found && {folder: found[1]!, name: found[2]!, certain: certain !== null};
}

/** The same for metrics, whose lines speak for themselves: any folder that holds metrics/ may be a run's. */
export function metricPath(path: string): RunPath | null {
  const found = runPath(path, "metrics") ?? undefined;
  if (found) return found;
  const any = /^(.+)\/metrics\/(.+)$/.exec(path);
  return any && {folder: any[1]!, name: any[2]!, certain: false};
}
