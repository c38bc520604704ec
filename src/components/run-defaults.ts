import type {MetricRow, RunRow} from "./run-rows.js";

/** Metrics of the machine rather than of the result. */
const ofMachine =
  /(^|[/_.])(system|time|seconds|samples_per_s(econd)?|steps_per_s(econd)?|throughput|wall|elapsed|cpu|gpu|rss|memory|lr|learning_rate|grad_norm|n_parameters)([/_.]|$)/i;
const ofResult =
  /(^|[/_.])(loss|[am]?acc\w*|accuracy|reward|return|score|success_rate|miou|map|bleu|perplexity|error)([/_.]|$)/i;
const heldOut = /(^|[/_.])(val|valid|validation|test|eval)([/_.]|$)/i;

interface Named {
  metric: string;
}

/** More metrics of one family than this are its details: an accuracy for every class. */
const largeFamily = 12;

/** "val/Acc." of "val/Acc.animal"; null for a metric that belongs to its split alone. */
function familyOf(metric: string): string | null {
  const family = /^.*[./](?=[^./]*$)/.exec(metric)?.[0] ?? null;
  return family !== null && (family.endsWith(".") || family.slice(0, -1).includes("/")) ? family : null;
}

/** Whether a metric is one of many of its family. */
function detailsOf(metrics: readonly Named[]): (m: Named) => boolean {
  const sizes = new Map<string | null, number>();
  for (const {metric} of metrics) sizes.set(familyOf(metric), (sizes.get(familyOf(metric)) ?? 0) + 1);
  return ({metric}) => familyOf(metric) !== null && (sizes.get(familyOf(metric)) ?? 0) > largeFamily;
}

/** Results before details before what the machine measured of itself, held-out data first, otherwise by name. */
export function resultsFirst<M extends Named>(metrics: readonly M[]): M[] {
  const isDetail = detailsOf(metrics);
  const rank = (m: Named): number => {
    if (ofMachine.test(m.metric)) return 4;
    if (isDetail(m)) return 3;
    return !ofResult.test(m.metric) ? 2 : heldOut.test(m.metric) ? 0 : 1;
  };
  return [...metrics].sort((a, b) => rank(a) - rank(b) || (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0));
}

/** The metric a page opens with: a result measured on held-out data with a curve, in as many runs as possible. */
export function defaultMetric(metrics: readonly MetricRow[]): MetricRow | null {
  const isDetail = detailsOf(metrics);
  const score = (m: MetricRow): number[] => [
    Number(!ofMachine.test(m.metric)),
    Number(m.most_points > 1),
    Number(ofResult.test(m.metric)),
    Number(!isDetail(m)),
    m.runs,
    Number(heldOut.test(m.metric)),
    m.most_points
  ];
  return [...metrics].sort((a, b) => compareScores(score(b), score(a)) || (a.metric < b.metric ? -1 : 1))[0] ?? null;
}

function compareScores(a: readonly number[], b: readonly number[]): number {
  return a.map((v, i) => v - (b[i] ?? 0)).find((d) => d !== 0) ?? 0;
}

/**
 * The runs a page opens with: the first group, and the ones after it while at most `limit` runs are drawn; a group
 * that alone is larger gives its first runs.
 */
export function defaultRuns(runs: readonly RunRow[], having: ReadonlySet<string>, limit = 6): string[] {
  const groups = new Map<string, string[]>();
  for (const {run_id, group_key} of runs)
    if (having.has(run_id)) groups.set(group_key, [...(groups.get(group_key) ?? []), run_id]);
  const chosen: string[] = [];
  for (const group of groups.values()) {
    if (chosen.length > 0 && chosen.length + group.length > limit) break;
    chosen.push(...group.slice(0, limit));
  }
  return chosen;
}
