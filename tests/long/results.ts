import type {Provenance} from "../../loaders/bench/provenance.ts";

declare module "vitest" {
  /** What a long test says of itself in its row. */
  interface TaskMeta {
    cases?: number;
    seed?: number;
    backends?: string[];
  }
}

/** A test that has ended. */
export interface EndedTest {
  /** The file's name without its ending. */
  suite: string;
  name: string;
  state: "passed" | "failed" | "skipped" | "pending";
  milliseconds: number | null;
  /** The first error's words. */
  error: string | null;
  meta: {cases?: number; seed?: number; backends?: string[]};
}

/** What the rows of one run share. */
export interface Origin extends Provenance {
  device: string;
  environment: {node: string; os: string};
}

/** Rows of the test log, by suite and name. Throws on a test that has not ended. */
export function resultRows(tests: readonly EndedTest[], origin: Origin): ReturnType<typeof resultRow>[] {
  const key = ({suite, name}: EndedTest): string => `${suite}\n${name}`;
  return [...tests].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map((test) => resultRow(test, origin));
}

function resultRow(
  {suite, name, state, milliseconds, error, meta}: EndedTest,
  {device, environment, ...origin}: Origin
) {
  if (state === "pending") throw new Error(`${suite}: ${name} has not ended, expected a result`);
  return {
    type: "test_result",
    suite,
    name,
    status: state,
    ...(error === null ? {} : {message: error.split("\n")[0]!.slice(0, 400)}),
    cases: meta.cases ?? null,
    seconds: milliseconds === null || state === "skipped" ? null : Math.round(milliseconds) / 1000,
    seed: meta.seed ?? null,
    backends: meta.backends?.join(", ") ?? null,
    device,
    ...origin,
    environment
  };
}

/** Why a suite's rows stay as they were, null where its tests have all ended. */
export function unended(tests: readonly Pick<EndedTest, "state">[], filtered: boolean): string | null {
  if (filtered) return "only the tests of a name were run";
  if (tests.length === 0) return "no test of it was run";
  return tests.some(({state}) => state === "pending") ? "it was stopped" : null;
}

/** The rows before, those of `suite` replaced by `rows` and those of suites that are no more left out; by suite. */
export function withSuite<R extends {suite: string}>(
  before: readonly R[],
  suite: string,
  rows: readonly R[],
  suites: readonly string[]
): R[] {
  const kept = before.filter((row) => row.suite !== suite && suites.includes(row.suite));
  return [...kept, ...rows].sort((a, b) => (a.suite < b.suite ? -1 : a.suite > b.suite ? 1 : 0));
}
