import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {compileLineChecker, compiler, runChecker} from "./checker.ts";
import type {CheckLine} from "./checker.ts";

const checks = ["numbers", "times", "utf-8", "cuts", "blocks", "refusals"];

describe.skipIf("missing" in compiler)(
  `the line reader under the address and undefined-behaviour sanitizers${"missing" in compiler ? ` (${compiler.missing})` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "colophon-line-checker-"));
    let checker = "";
    let said = "";
    beforeAll(async () => {
      const {command} = compiler as {command: string};
      const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
      ({checker, said} = await compileLineChecker(command, sanitizers, folder));
    }, 600_000);
    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    it("compiles without a warning", () => expect(said).toBe(""));

    it("reads whole and damaged lines as the reference does", {timeout: 300_000}, () => {
      const {status, lines, said} = runChecker<CheckLine>(checker, "--cases", "12");
      expect(said).toBe("");
      expect(lines.map(({op, failures}) => ({op, failures}))).toEqual(checks.map((op) => ({op, failures: 0})));
      const runs = Object.fromEntries(lines.map(({op, runs}) => [op, runs]));
      expect(runs).toMatchObject({numbers: 12, blocks: 12 * 6, refusals: 10});
      expect(runs.cuts).toBeGreaterThan(1000);
      expect(status).toBe(0);
    });

    it("says what it expects where an option is wrong", () => {
      for (const [args, words] of [
        [["--cases", "-1"], "--cases is -1, expected a whole number from 0"],
        [["--threads", "2"], "unknown option --threads"],
        [["--seed"], "--seed has no value"]
      ] as const) {
        const {status, said} = runChecker(checker, ...args);
        expect(said.split("\n")[0]).toBe(words);
        expect(status).toBe(2);
      }
    });
  }
);
