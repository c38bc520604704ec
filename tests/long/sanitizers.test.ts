import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {compileChecker, compileLineChecker, compiler, runChecker} from "../native/checker.ts";
import type {CheckLine, Place} from "../native/checker.ts";

const cases = process.env.COLOPHON_CASES ?? "2000";
/** A case of lines is six checks of a whole block on 1, 2 and 5 threads. */
const lineCases = process.env.COLOPHON_CASES ?? "200";
const address = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
const thread = ["-fsanitize=thread", "-Wno-tsan"];

interface Build {
  sanitizers: string[];
  /** What stands in the place of cpu. */
  place: Place;
  backends: string[];
}

const builds: Build[] = [
  {sanitizers: thread, place: "cpu", backends: ["cpu"]},
  {sanitizers: address, place: "cpu", backends: ["cpu", "cuda-emulation"]},
  {sanitizers: thread, place: "cuda over the host", backends: ["cpu"]},
  {sanitizers: address, place: "cuda over the host", backends: ["cpu"]}
];

describe.skipIf("missing" in compiler)(
  `check_and_bench at length${"missing" in compiler ? ` (${compiler.missing})` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "colophon-checker-"));
    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    it.each(builds.map((build, n) => [build.sanitizers[0]!, build.place, n] as const))(
      "finds nothing with %s in %s",
      {timeout: 3_600_000},
      async (_sanitizer, _place, n) => {
        const {sanitizers, place, backends} = builds[n]!;
        const {command} = compiler as {command: string};
        const {checker} = await compileChecker(command, sanitizers, join(folder, String(n)), place);
        for (const backend of backends)
          for (const seed of ["1", "2"]) {
            const args = ["check", "--backend", backend, "--cases", cases, "--seed", seed];
            const {status, lines, said} = runChecker<CheckLine>(checker, ...args);
            expect(said).toBe("");
            expect(lines.map(({failures}) => failures)).toEqual([0, 0, 0]);
            expect(status).toBe(0);
          }
      }
    );
  }
);

describe.skipIf("missing" in compiler)(
  `check_lines at length${"missing" in compiler ? ` (${compiler.missing})` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "colophon-line-checker-"));
    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    it.each([thread, address].map((sanitizers) => [sanitizers[0]!, sanitizers] as const))(
      "finds nothing with %s",
      {timeout: 3_600_000},
      async (name, sanitizers) => {
        const {command} = compiler as {command: string};
        const {checker} = await compileLineChecker(command, [...sanitizers], join(folder, name));
        for (const seed of ["1", "2"]) {
          const {status, lines, said} = runChecker<CheckLine>(checker, "--cases", lineCases, "--seed", seed);
          expect(said).toBe("");
          expect(lines.map(({failures}) => failures)).toEqual([0, 0, 0, 0, 0, 0]);
          expect(status).toBe(0);
        }
      }
    );
  }
);
