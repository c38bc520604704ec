import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {benchmarkNdjson} from "../../loaders/formats/benchmark-ndjson.ts";
import {ops} from "../../native/index.ts";
import type {DType} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {sourceOf} from "../tiling.ts";
import {compileChecker, compiler, runChecker} from "./checker.ts";
import type {CheckLine} from "./checker.ts";

interface ListedOp {
  name: string;
  summary: string;
  inputs: object[];
  outputs: object[];
  tolerance: {dtype: string; ulp: number; of: string}[];
  cost: Record<"float32" | "bfloat16", {bytes: number; flops: number}>;
}

describe.skipIf("missing" in compiler)(
  `check_and_bench under the address and undefined-behaviour sanitizers${"missing" in compiler ? ` (${compiler.missing})` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "colophon-checker-"));
    let checker = "";
    let said = "";
    beforeAll(async () => {
      const {command} = compiler as {command: string};
      const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
      ({checker, said} = await compileChecker(command, sanitizers, folder));
    }, 600_000);
    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    it("compiles without a warning", () => expect(said).toBe(""));

    it.each(["cpu", "cuda-emulation"])("finds every case of %s equal to the reference, bit for bit", (backend) => {
      const {status, lines, said} = runChecker<CheckLine>(checker, "check", "--backend", backend, "--cases", "50");
      expect(said).toBe("");
      expect(lines.map(({op, failures}) => ({op, failures}))).toEqual(ops.map(({name}) => ({op: name, failures: 0})));
      for (const {op, cases, runs, refusals} of lines) {
        expect(cases).toBeGreaterThanOrEqual(50);
        expect(runs).toBeGreaterThan(5 * cases);
        expect(refusals > 0).toBe(op !== "voxelize");
      }
      expect(status).toBe(0);
    });

    it("has the list of operations that native/ops/index.ts has", () => {
      const random = seeded(5);
      for (let round = 0; round < 5; ++round) {
        const axes = Object.fromEntries([..."KBSTDNFXYZ"].map((axis) => [axis, random.integer(1, 300)]));
        const text = Object.entries(axes).map(([axis, length]) => `${axis}=${length}`);
        const {lines} = runChecker<ListedOp>(checker, "list", "--axes", text.join(","));
        expect(lines).toEqual(ops.map((op) => listed(op, axes)));
      }
    });

    it("says what it expects where an option, axis or backend is wrong", () => {
      for (const [args, words] of [
        [["check", "--backend", "fpga"], "no backend fpga, expected cpu, cuda-emulation, cuda"],
        [["check", "--backend", "cuda"], "no backend cuda here: this program was built without it"],
        [["check", "--cases", "-1"], "--cases is -1, expected a whole number from 0"],
        [["list", "--axes", "Q=1"], "axis Q=1, expected a letter of KBSTDNFXYZ, = and a length"],
        [["bench", "--backend", "cuda-emulation"], "cuda-emulation shows results, not times; expected cpu or cuda"],
        [["measure"], "mode is measure, expected list, check or bench"]
      ] as const) {
        const {status, said} = runChecker(checker, ...args);
        expect(said.split("\n")[0]).toBe(words);
        expect(status).toBe(2);
      }
    });

    it("measures in the format that ingest reads", () => {
      const out = join(folder, "cpu-ops.ndjson");
      const args = ["--quick", "--backend", "cpu", "--samples", "2", "--commit", "abc", "--out", out];
      expect(runChecker(checker, "bench", ...args)).toEqual({status: 0, lines: [], said: ""});
      const parsed = [...benchmarkNdjson.parse(sourceOf("cpu-ops.ndjson", readFileSync(out)))];
      expect(parsed.filter((row) => row.table === "unit" && row.outcome !== "parsed")).toEqual([]);
      const rows = parsed.flatMap((row) => (row.table === "benchmark" && "values" in row ? [row.values] : []));
      expect(new Set(rows.map(({op}) => op))).toEqual(new Set(ops.map(({name}) => name)));
      for (const row of rows) {
        expect(row).toMatchObject({backend: "cpu", commit: "abc", quantity: "time", unit_name: "ms", warmup: 5});
        expect(["kernel", "end-to-end"]).toContain(row.timed);
        expect(row.copy_gb_per_s).toBeGreaterThan(0);
      }
      const samples = parsed.filter(({table}) => table === "sample");
      expect(samples).toHaveLength(2 * rows.length);
    });
  }
);

/** A declaration as the checker prints it. */
function listed(op: (typeof ops)[number], axes: Record<string, number>): ListedOp {
  const operand = (given: {name: string; dtypes: readonly string[]; axes: readonly string[]}): object => ({
    ...{name: given.name, dtypes: given.dtypes, axes: given.axes},
    optional: "optional" in given,
    repeated: "repeated" in given
  });
  const cost = (dtype: DType): {bytes: number; flops: number} => op.cost(axes, dtype);
  return {
    name: op.name,
    summary: op.summary,
    inputs: op.inputs.map(operand),
    outputs: op.outputs.map(operand),
    tolerance: Object.entries(op.tolerance).map(([dtype, {ulp, of}]) => ({dtype, ulp, of})),
    cost: {float32: cost("float32"), bfloat16: cost("bfloat16")}
  };
}
