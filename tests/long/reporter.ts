import {existsSync, readdirSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import type {Reporter, TestCase, TestModule, Vitest} from "vitest/node";
import {writeNdjson} from "../../loaders/bench/ndjson.ts";
import {cpuModel, readEnvironment, readProvenance} from "../../loaders/bench/provenance.ts";
import {resultRows, unended, withSuite} from "./results.ts";
import type {EndedTest, Origin} from "./results.ts";

const root = join(import.meta.dirname, "../..");
const file = "data/tests/long.ndjson";
const suiteOf = (path: string): string => basename(path, ".test.ts");

/** Writes the results of each file of long tests to data/tests when it has ended, in place of those before. */
export default class ResultWriter implements Reporter {
  #vitest: Vitest | undefined;
  #origin: Origin | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    const {node, os} = readEnvironment(root);
    this.#origin = {...readProvenance(root), device: cpuModel(), environment: {node, os}};
  }

  onTestModuleEnd({moduleId, children}: TestModule): void {
    const suite = suiteOf(moduleId);
    const tests = [...children.allTests()].map((test) => endedTest(suite, test));
    const why = unended(tests, this.#vitest!.config.testNamePattern !== undefined);
    if (why !== null) return say(`${file} is left as it was for ${suite}: ${why}`);
    const suites = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".test.ts"))
      .map(suiteOf);
    const path = join(root, file);
    const before = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
    const rows = resultRows(tests, this.#origin!);
    writeNdjson(
      path,
      withSuite(
        before.map((line) => JSON.parse(line) as (typeof rows)[number]),
        suite,
        rows,
        suites
      )
    );
    say(`${file}: ${rows.length} results of ${suite}`);
  }
}

function endedTest(suite: string, test: TestCase): EndedTest {
  const {state, errors} = test.result();
  return {
    suite,
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
