import {expect, it} from "vitest";
import {availableBackends, getBackend} from "../../native/index.ts";
import {checkCases, properties} from "../native/properties.ts";

const cases = 3000;
const hour = 3_600_000;

/**
 * The properties with the cpu backend's kernels for an instruction set that this processor would not choose. They are
 * chosen at the first call of a process, so that each set has a test file of its own.
 */
export function checkInstructionSet(name: "baseline" | "avx2"): void {
  process.env.COLOPHON_ISA = name;
  it.runIf(availableBackends().includes("cpu"))(`the kernels are those for ${name}`, () =>
    expect(getBackend("resample", "cpu").instructionSet).toBe(name)
  );
  for (const property of properties)
    it.runIf(availableBackends().includes("cpu"))(
      `${property.op} has the bits of js with kernels for ${name}`,
      async ({task}) => {
        Object.assign(task.meta, {cases, seed: property.seed, backends: ["js", `cpu (COLOPHON_ISA=${name})`]});
        await checkCases(property, cases);
      },
      hour
    );
}
