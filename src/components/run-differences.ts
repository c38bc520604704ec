import type {Evidence} from "./value.js";

/** A fact of a run as `run_facts` gives it. */
export interface RunFact {
  run_id: string;
  kind: string;
  key: string;
  value: string | null;
  value_evidence: Evidence;
  /** True where the value is longer than what is shipped. */
  cut?: boolean;
}

/** What `runs` says of a run beside its facts, as facts of the kind "identity". */
export interface RunIdentity {
  run_id: string;
  commit: string | null;
  commit_evidence: Evidence;
  dirty: boolean | null;
  device: string | null;
  device_evidence: Evidence;
  command: string | null;
  command_evidence: Evidence;
  seed: number | null;
  seed_evidence: Evidence;
  evidence: Evidence;
}

export interface Difference {
  kind: string;
  key: string;
  /** One list per run, in the order asked for; empty where the run does not say. */
  cells: RunFact[][];
  /** False where every run that says anything says the same. */
  contradicts: boolean;
}

export interface Differences {
  differing: Difference[];
  /** Keys that every run states with the same value. */
  same: number;
}

const kinds = ["identity", "parameter", "environment"];
/** Keys that name a run rather than describe it. */
const naming = /(^|\/)(run_id|run_name|run_uuid|name)$/i;

/** Commit, device, command and seed of a run in the form of its other facts. */
export function identityFacts(run: RunIdentity): RunFact[] {
  const fact = (key: string, value: string | null, value_evidence: Evidence): RunFact[] =>
    value === null ? [] : [{run_id: run.run_id, kind: "identity", key, value, value_evidence}];
  return [
    ...fact("seed", run.seed === null ? null : String(run.seed), run.seed_evidence),
    ...fact("commit", run.commit, run.commit_evidence),
    ...fact("uncommitted changes", run.dirty === null ? null : String(run.dirty), run.commit_evidence ?? run.evidence),
    ...fact("device", run.device, run.device_evidence),
    ...fact("command", run.command, run.command_evidence)
  ];
}

/** What a cell says, for comparison: nothing, null and the empty text are three things. */
function wordsOf(facts: readonly RunFact[]): string {
  return JSON.stringify(facts.map((fact) => fact.value));
}

/**
 * What differs between runs, and how much does not: seed, commit and device first, then parameters, then environment,
 * and within each those that contradict before those that only some runs state. Keys that name a run are left out.
 * @example differences(["a.1", "b.1"], facts).differing[0] // {kind: "parameter", key: "lr", cells: [[…], […]], …}
 */
export function differences(runs: readonly string[], facts: readonly RunFact[]): Differences {
  const byKey = new Map<string, Difference>();
  for (const fact of facts) {
    const at = runs.indexOf(fact.run_id);
    if (at < 0 || naming.test(fact.key) || (fact.kind === "parameter" && fact.key === "seed")) continue;
    const id = `${fact.kind}\n${fact.key}`;
    const found: Difference = byKey.get(id) ?? {
      kind: fact.kind,
      key: fact.key,
      cells: runs.map(() => []),
      contradicts: false
    };
    found.cells[at]?.push(fact);
    byKey.set(id, found);
  }
  const all = [...byKey.values()].map((d) => ({...d, contradicts: distinct(d.cells.filter((c) => c.length > 0)) > 1}));
  const differing = all.filter((d) => distinct(d.cells) > 1);
  const rank = (d: Difference): number => kinds.indexOf(d.kind) * 2 + (d.contradicts ? 0 : 1);
  differing.sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return {differing, same: all.length - differing.length};
}

function distinct(cells: readonly RunFact[][]): number {
  return new Set(cells.map(wordsOf)).size;
}
