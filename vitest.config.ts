import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** The files that take longest, longest first: what is begun late ends late. */
const longest = [
  "long/fuzz",
  "long/sanitizers",
  "long/kills",
  "pages/site",
  "cli/crash",
  "warehouse/growth",
  "pages/kernels",
  "native/absent-addon",
  "formats/growth",
  "site/preview-ingest",
  "cli/attacks",
  "check/mutation",
  "warehouse/ingest",
  "site/offline"
];

class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({moduleId}: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b)));
  }
}

const long = process.env.COLOPHON_LONG !== undefined;

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: long ? [] : ["tests/long/**"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A browser and a process waited for leave time to others on two cores.
    maxWorkers: long ? 2 : 3,
    // Long tests choose the kernels that their process loads.
    isolate: long,
    sequence: {sequencer: LongestFirst}
  }
});
