import {join} from "node:path";
import {benchmarkCases} from "../bench/cases.ts";
import {writeNdjson} from "../bench/ndjson.ts";
import {summaryOf} from "../bench/rows.ts";
import {runSuite} from "../bench/suite.ts";
import {describeSummaries} from "../bench/table.ts";
import type {RecordEffects} from "./runs.ts";

const rounds = 20;

/** The everyday shapes on the reference backend; `npm run bench:kernels` measures the large ones on all others too. */
export async function recordBenchmarks({data, say}: RecordEffects): Promise<void> {
  const cases = benchmarkCases().filter(({suite}) => suite === "everyday");
  const rows = runSuite({cases, backends: ["js"], rounds});
  writeNdjson(join(data, "benchmarks", "js-ops.ndjson"), rows);
  say(`data/benchmarks/js-ops.ndjson: ${rows.length} cases`);
  say(describeSummaries(rows.map(summaryOf)));
}
