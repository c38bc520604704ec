import {execFileSync, spawnSync} from "node:child_process";
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {ops} from "../../native/index.ts";
import {compiler, findCommand, runChecker} from "./checker.ts";
import type {CheckLine} from "./checker.ts";

const native = join(import.meta.dirname, "../../native");
const nvcc = findCommand(process.env.NVCC ?? "nvcc");
const missing = [nvcc, compiler].flatMap((found) => ("missing" in found ? [found.missing] : []));
const device = existsSync("/dev/nvidiactl");

describe.skipIf(missing.length > 0)(`the CUDA library${missing.length > 0 ? ` (${missing.join("; ")})` : ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "colophon-cuda-"));
  const library = join(folder, "libcolophon_cuda.so");
  let said = "";
  beforeAll(() => {
    const sources = readdirSync(join(native, "cuda")).filter((name) => name.endsWith(".cu"));
    const {stdout, stderr, status} = spawnSync(
      (nvcc as {command: string}).command,
      [
        ...["-std=c++20", "-O3", "--fmad=false", "-Werror", "all-warnings", "-cudart", "static", "-shared"],
        "-Xcompiler=-fPIC,-fvisibility=hidden,-Wall,-Wextra,-Werror",
        ...["-gencode=arch=compute_80,code=sm_80", "-gencode=arch=compute_90,code=sm_90"],
        ...sources.map((name) => join(native, "cuda", name)),
        ...["-o", library]
      ],
      {encoding: "utf8"}
    );
    said = `${stdout}${stderr}${status === 0 ? "" : `exit ${status}`}`;
  }, 600_000);
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  it("compiles without a warning", () => expect(said).toBe(""));

  it("holds machine code for sm_80 and sm_90", () => {
    expect(new Set(machineCode(readFileSync(library)))).toEqual(new Set([80, 90]));
  });

  it("loads without a driver, and says why it cannot serve where it cannot", () => {
    const loader = join(folder, "load-cuda");
    const {command} = compiler as {command: string};
    execFileSync(command, ["-std=c++20", join(import.meta.dirname, "load-cuda.cc"), "-o", loader, "-ldl"]);
    const answer = execFileSync(loader, [library], {encoding: "utf8"});
    expect(answer).toMatch(device ? /^serves: cuda\n$|^cannot serve: .*devices?\b/ : /^cannot serve: .*driver.*\n$/);
  });

  it.skipIf(!device)(
    `equals the reference on a device, bit for bit${device ? "" : " (there is no device here)"}`,
    {timeout: 900_000},
    () => {
      const build = join(folder, "build");
      execFileSync("cmake", ["-S", native, "-B", build], {stdio: "ignore"});
      execFileSync("cmake", ["--build", build, "-j4"], {stdio: "ignore"});
      const args = ["check", "--backend", "cuda", "--cases", "400"];
      const {status, lines, said} = runChecker<CheckLine>(join(build, "check_and_bench"), ...args);
      expect(said).toBe("");
      expect(lines.map(({op, failures}) => ({op, failures}))).toEqual(ops.map(({name}) => ({op: name, failures: 0})));
      expect(status).toBe(0);
    }
  );
});

/** The compute capabilities that a fat binary holds machine code for, times ten. */
function* machineCode(bytes: Buffer): Iterable<number> {
  const magic = Buffer.from([0x50, 0xed, 0x55, 0xba]);
  const machine = 2;
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + magic.length)) {
    const header = bytes.readUInt16LE(at + 6);
    const end = at + header + Number(bytes.readBigUInt64LE(at + 8));
    for (let entry = at + header; entry < end;) {
      if (bytes.readUInt16LE(entry) === machine) yield bytes.readUInt32LE(entry + 28);
      entry += bytes.readUInt32LE(entry + 4) + Number(bytes.readBigUInt64LE(entry + 8));
    }
  }
}
