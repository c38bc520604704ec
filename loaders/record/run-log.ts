/** A line of a run's file: a metadata row that names its type, or metrics. */
export type RunRow = Record<string, unknown>;

/** What a run measured, apart from how fast it went: the rows of its steps without times and throughput. */
function measuredSteps(rows: readonly RunRow[]): RunRow[] {
  return rows
    .filter((row) => typeof row.step === "number" && row.type === undefined)
    .map(({time: _time, throughput: _throughput, ...measured}) => measured);
}

/** The first logged step at which two runs differ in any metric, and which; null where they are equal. */
export function firstDifference(a: readonly RunRow[], b: readonly RunRow[]): {step: number; metric: string} | null {
  const [left, right] = [measuredSteps(a), measuredSteps(b)];
  for (let n = 0; n < Math.max(left.length, right.length); ++n) {
    const metric = differingKey(left[n], right[n]);
    if (metric !== null) return {step: Number((left[n] ?? right[n])!.step), metric};
  }
  return null;
}

/** The path, joined by "/", of the first key whose values differ. */
function differingKey(a: unknown, b: unknown, path = ""): string | null {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b) ? null : path;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = differingKey(a[key], b[key], path ? `${path}/${key}` : key);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
