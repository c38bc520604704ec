import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {compileChecker, compiler, runChecker} from "../native/checker.ts";
import type {CheckLine} from "../native/checker.ts";

const minutes = 60_000;

describe.skipIf("missing" in compiler)(
  `check_and_bench at length${"missing" in compiler ? ` (${compiler.missing})` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "colophon-checker-"));
    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    it.each([
      ["thread", ["-fsanitize=thread"], ["cpu"]],
      [
        "address and undefined-behaviour",
        ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
        ["cpu", "cuda-emulation"]
      ]
    ] as const)("finds nothing under the %s sanitizer", {timeout: 60 * minutes}, async (name, sanitizers, backends) => {
      const {command} = compiler as {command: string};
      const {checker} = await compileChecker(command, [...sanitizers], join(folder, name));
      for (const backend of backends)
        for (const seed of ["1", "2"]) {
          const {status, lines, said} = runChecker<CheckLine>(
            checker,
            ...["check", "--backend", backend, "--cases", "2000", "--seed", seed]
          );
          expect(said).toBe("");
          expect(lines.map(({failures}) => failures)).toEqual([0, 0, 0]);
          expect(status).toBe(0);
        }
    });
  }
);
