import {readdirSync} from "node:fs";
import {basename, join} from "node:path";
import type {Reporter, TestCase, TestModule, TestRunEndReason, Vitest} from "vitest/node";
import {writeNdjson} from "../../loaders/bench/ndjson.ts";
import {cpuModel, readEnvironment, readProvenance} from "../../loaders/bench/provenance.ts";
import {partialRun, resultRows} from "./results.ts";
import type {EndedTest, Origin} from "./results.ts";

const root = join(import.meta.dirname, "../..");
const file = "data/tests/long.ndjson";
const suiteOf = (path: string): string => basename(path, ".test.ts");

/** Writes the results of all long tests to data/tests, in place of those before; of a part of them, nothing. */
export default class ResultWriter implements Reporter {
  #vitest: Vitest | undefined;
  #origin: Origin | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    const {node, os} = readEnvironment(root);
    this.#origin = {...readProvenance(root), device: cpuModel(), environment: {node, os}};
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    const all = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
    const ran = modules.map(({moduleId}) => basename(moduleId));
    const filtered = this.#vitest!.config.testNamePattern !== undefined;
    const partial = partialRun(ran, all, filtered, reason === "interrupted");
    if (partial !== null) return say(`${file} is left as it was: ${partial}`);
    const rows = resultRows(
      modules.flatMap(({moduleId, children}) => [...children.allTests()].map((test) => endedTest(moduleId, test))),
      this.#origin!
    );
    writeNdjson(join(root, file), rows);
    say(`${file}: ${rows.length} results`);
  }
}

function endedTest(moduleId: string, test: TestCase): EndedTest {
  const {state, errors} = test.result();
  return {
    suite: suiteOf(moduleId),
    name: test.fullName,
    state,
    milliseconds: test.diagnostic()?.duration ?? null,
    error: errors?.[0]?.message ?? null,
    meta: test.meta()
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
