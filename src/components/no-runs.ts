import {empty} from "./empty.js";

/** The empty state of every page about runs. */
export function noRuns(): HTMLElement {
  return empty(
    "None of the files given holds a run. Runs come from training logs: one JSON object per line with a step or an epoch, or MLPerf result files.",
    "npx colophon build --input path/to/logs --out dist"
  );
}
