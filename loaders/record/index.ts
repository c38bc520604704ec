import {join} from "node:path";
import {parseArgs} from "node:util";
import {recordBenchmarks} from "./benchmarks.ts";
import {findRoot} from "../bench/provenance.ts";
import {recordRuns} from "./runs.ts";

const recorders = {runs: recordRuns, bench: recordBenchmarks};
const usage = "npm run record [-- --only runs|bench]";

/** The recorders that the arguments ask for, or null where they are not understood. */
function chosenRecorders(args: string[]): (typeof recordRuns)[] | null {
  try {
    const {only} = parseArgs({args, options: {only: {type: "string"}}}).values;
    if (only === undefined) return Object.values(recorders);
    return only === "runs" || only === "bench" ? [recorders[only]] : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Makes the example's data anew, in data/. Exits 2 on wrong usage. */
async function main(args: string[]): Promise<void> {
  const chosen = chosenRecorders(args);
  if (chosen === null) {
    process.stderr.write(`found ${args.join(" ")}, expected ${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const root = findRoot();
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const record of chosen) await record({root, data: join(root, "data"), say});
}

await main(process.argv.slice(2));
