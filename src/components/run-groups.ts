export interface RunGroup<R> {
  label: string;
  runs: R[];
}

const collator = new Intl.Collator("en", {numeric: true, sensitivity: "base"});
export const notLogged = "not logged";

/**
 * Runs by a word, in order of size where all words are numbers, else in natural order, with the runs that do not say last.
 * @example groupRuns(runs, (run) => lr.get(run.run_id)) // [{label: "0.01", runs: […]}, {label: "0.1", runs: […]}]
 */
export function groupRuns<R>(runs: readonly R[], wordOf: (run: R) => string | null | undefined): RunGroup<R>[] {
  const groups = new Map<string, R[]>();
  const silent: R[] = [];
  for (const run of runs) {
    const word = wordOf(run);
    if (word === null || word === undefined) silent.push(run);
    else groups.set(word, [...(groups.get(word) ?? []), run]);
  }
  const found = [...groups].map(([label, members]) => ({label, runs: members}));
  const numeric = found.every(({label}) => label.trim() !== "" && Number.isFinite(Number(label)));
  found.sort((a, b) => (numeric ? Number(a.label) - Number(b.label) : collator.compare(a.label, b.label)));
  return silent.length > 0 ? [...found, {label: notLogged, runs: silent}] : found;
}
