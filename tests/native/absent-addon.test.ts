import {execFileSync, spawnSync} from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {availableBackends, backendStates, defaultBackend} from "../../native/index.ts";
import {seeded} from "../seeded.ts";

const root = join(import.meta.dirname, "../..");
const top = mkdtempSync(join(tmpdir(), "colophon-addon-"));
afterAll(() => rmSync(top, {recursive: true, force: true}));

const compiler = ["g++", "c++"].find((command) => spawnSync(command, ["--version"]).status === 0);

/** What a process of its own sees of an installed package: [name, why it is not here or null] of each backend. */
function statesIn(
  folder: string,
  env: NodeJS.ProcessEnv = {}
): {states: [string, string | null][]; ran: string; y: number} {
  const door = pathToFileURL(join(folder, ".build/native/index.js")).href;
  const script = `
    import {backendStates, resampleSync, tensor} from ${JSON.stringify(door)};
    const [x, s, t] = [tensor("float32", [1, 2, 1]), tensor("float64", [1, 2]), tensor("float64", [1, 1])];
    x.data.set([0, 8]), s.data.set([0, 1]), t.data.set([0.25]);
    const {backend, y} = resampleSync(x, s, t);
    const states = backendStates().map(({name, backend, why}) => [name, backend ? null : why]);
    process.stdout.write(JSON.stringify({states, ran: backend, y: y.data[0]}));`;
  const given = {...process.env, COLOPHON_NO_ADDON: "", ...env};
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], {encoding: "utf8", env: given})
  );
}

/** A package without its addon: the compiled modules, the sources of the addon and what they are compiled with. */
function packageIn(name: string): string {
  const folder = join(top, name);
  mkdirSync(join(folder, ".build"), {recursive: true});
  for (const path of ["package.json", ".build/native", "native"])
    cpSync(join(root, path), join(folder, path), {recursive: true, filter: (file) => !/native\/cuda(\/|$)/.test(file)});
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function put(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, ".build/addon"), {recursive: true});
  writeFileSync(join(folder, ".build/addon", name), content);
}

/** Everything runs on `js` alone, and both others say why. */
function expectJsAlone(found: ReturnType<typeof statesIn>, why: RegExp): void {
  expect(found.states.map(([name]) => name)).toEqual(["js", "cpu", "cuda"]);
  expect(found.states[0]![1]).toBeNull();
  for (const [, reason] of found.states.slice(1)) expect(reason).toMatch(why);
  expect([found.ran, found.y]).toEqual(["js", 2]);
}

describe("a C++ compiler on this machine", () => {
  it.runIf(compiler)("has built the cpu backend, which runs by default: a missing addon is a failure", () => {
    expect(backendStates().find(({name}) => name === "cpu")).not.toHaveProperty("why");
    expect(availableBackends()).toContain("cpu");
    expect(defaultBackend()).toBe("cpu");
  });
  it.runIf(compiler)("does not choose for whoever asks for an instruction set that there is not", () =>
    expectJsAlone(statesIn(root, {COLOPHON_ISA: "sse9"}), /COLOPHON_ISA is "sse9", expected one .*: baseline/)
  );
});

describe("an addon that is", () => {
  it("left alone: js runs, and COLOPHON_NO_ADDON is why", () =>
    expectJsAlone(statesIn(root, {COLOPHON_NO_ADDON: "1"}), /^COLOPHON_NO_ADDON is set$/));

  it("not built: js runs, and that is why", () =>
    expectJsAlone(statesIn(packageIn("none")), /^the addon was not built$/));

  it("not built for a reason that was reported: js runs, and the report says why", () => {
    const folder = packageIn("reported");
    put(
      folder,
      "report.json",
      JSON.stringify({compiler: null, nvcc: null, addon: "no compiler", cuda: null, digest: ""})
    );
    expectJsAlone(statesIn(folder), /^no compiler$/);
  });

  it.each([
    ["empty", () => ""],
    ["text", () => "not a library\n"],
    ["an ELF header without the rest", () => Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)]
  ])("%s: js runs, and the loader's words are why", (name, content) => {
    const folder = packageIn(`corrupt-${name.slice(0, 5)}`);
    put(folder, "colophon.node", content());
    expectJsAlone(statesIn(folder), /^the addon does not load: .{10}/);
  });
});

describe("node .build/native/addon/build.js", () => {
  /** Node and these programs alone are found. */
  function install(folder: string, programs: Record<string, string>) {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const script = join(folder, ".build/native/addon/build.js");
    const env = {PATH: bin, HOME: folder};
    const {status, stderr} = spawnSync(process.execPath, [script], {cwd: folder, env, encoding: "utf8"});
    return {status, stderr, report: JSON.parse(readFileSync(join(folder, ".build/addon/report.json"), "utf8"))};
  }

  it("succeeds without a compiler, says that js serves, and why", () => {
    const folder = packageIn("no-compiler");
    const {status, stderr, report} = install(folder, {});
    expect(status).toBe(0);
    expect(stderr).toMatch(/^colophon: no cpu backend: no C\+\+ compiler was found .*; js serves$/m);
    expect(report).toMatchObject({compiler: null, addon: expect.stringContaining("no C++ compiler")});
    expect(existsSync(join(folder, ".build/addon/colophon.node"))).toBe(false);
    expect(statesIn(folder).states[1]).toEqual(["cpu", report.addon]);
  });

  it("succeeds where the compiler fails, and says with which words", () => {
    const folder = packageIn("bad-compiler");
    const fails = '[ "$1" = --version ] && echo cc 1.0 && exit 0; echo "x.cc:1: error: out of tea" >&2; exit 1';
    const {status, stderr, report} = install(folder, {"g++": fails});
    expect(status).toBe(0);
    expect(stderr).toMatch(/^colophon: no cpu backend: .*out of tea; js serves$/m);
    expect(report).toMatchObject({compiler: "cc 1.0", addon: "the addon did not compile: x.cc:1: error: out of tea"});
    expect(statesIn(folder)).toMatchObject({
      states: [
        ["js", null],
        ["cpu", report.addon],
        ["cuda", report.addon]
      ],
      ran: "js"
    });
  });
});

/** A run whose steps are not those of other seeds, so that pages that compare them call the ops. */
function runLog(seed: number): string {
  const random = seeded(seed);
  const steps = Array.from({length: 60}, (_, n) => ({
    ...{step: n * (1 + seed), time: new Date(1.7e12 + n * 1000 + seed * 137).toISOString()},
    ...{train: {loss: random.uniform(0, 1)}, val: {loss: random.uniform(0, 1)}}
  }));
  const rows = [
    {type: "run", run_id: `seed-${seed}`, group: "one", seed},
    ...steps,
    {type: "end", status: "completed"}
  ];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

describe("colophon build", () => {
  const cli = join(root, ".build/loaders/cli.js");
  const project = join(top, "project");
  const colophon = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [cli, ...args], {cwd: project, env: {...process.env, ...env}, encoding: "utf8"});

  beforeAll(() => {
    mkdirSync(project);
    expect(colophon(["init", "."]).status).toBe(0);
    for (const seed of [1, 2, 3]) writeFileSync(join(project, `logs/seed-${seed}.ndjson`), runLog(seed));
  });

  it("makes the same site without the addon, and says which backend ran and why", () => {
    const build = (out: string, env: NodeJS.ProcessEnv) => {
      rmSync(join(project, ".colophon/builds"), {recursive: true, force: true});
      const {status, stdout, stderr} = colophon(["build", "--out", out, "--json"], env);
      expect(status, stderr).toBe(0);
      const {digest, pages} = JSON.parse(stdout) as {digest: string; pages: number};
      return {site: {digest, pages}, ran: /^kernels run on .*$/m.exec(stderr)?.[0]};
    };
    const [whole, onJs] = [build("whole", {COLOPHON_NO_ADDON: ""}), build("on-js", {COLOPHON_NO_ADDON: "1"})];
    expect(onJs.site.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(onJs.site).toEqual(whole.site);
    expect(onJs.ran).toBe("kernels run on js, since there is no cpu backend: COLOPHON_NO_ADDON is set");
    if (compiler) expect(whole.ran).toBe("kernels run on cpu");
  });

  it("is told by doctor what there is, without the addon too", () => {
    const {status, stdout} = colophon(["doctor", "--json"], {COLOPHON_NO_ADDON: "1"});
    expect(status).toBe(0);
    const why = "COLOPHON_NO_ADDON is set";
    expect(JSON.parse(stdout)).toMatchObject({
      default: "js",
      line_reader: {native: false, why},
      backends: [
        {name: "js", available: true, why: null},
        {name: "cpu", available: false, why},
        {name: "cuda", available: false, why}
      ]
    });
    const told = (env: NodeJS.ProcessEnv) => /^line reader: .*$/m.exec(colophon(["doctor"], env).stderr)?.[0];
    expect(told({COLOPHON_NO_ADDON: "1"})).toBe(`line reader: parsers, since ${why}`);
    if (compiler) expect(told({COLOPHON_NO_ADDON: ""})).toBe("line reader: native");
  });
});

describe("colophon ingest", () => {
  const cli = join(root, ".build/loaders/cli.js");
  const ingest = (folder: string, args: string[], env: NodeJS.ProcessEnv) => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [cli, "ingest", "logs", ...args], {
      ...{cwd: folder, encoding: "utf8"},
      env: {...process.env, ...env}
    });
    expect(status, stderr).toBe(0);
    return {text: stderr, result: args.includes("--json") ? (JSON.parse(stdout) as object) : null};
  };
  const folderOf = (name: string, steps: number): string => {
    const folder = join(top, name);
    mkdirSync(join(folder, "logs"), {recursive: true});
    const rows = Array.from({length: steps}, (_, step) => `${JSON.stringify({step, loss: 1 / (step + 1)})}\n`);
    writeFileSync(join(folder, "logs/run.ndjson"), rows.join(""));
    return folder;
  };
  const said = (by: string): RegExp => new RegExp(`^1 source of line-delimited JSON from 256 KiB: read by ${by}$`, "m");

  it("says that the parsers read a long log without the addon, and why", () => {
    const [text, json] = ["long-text", "long-json"].map((name) => folderOf(name, 12_000));
    const env = {COLOPHON_NO_ADDON: "1"};
    expect(ingest(text!, [], env).text).toMatch(said("the parsers, since COLOPHON_NO_ADDON is set"));
    expect(ingest(json!, ["--json"], env).result).toMatchObject({
      lineReader: {sources: 1, native: false, why: "COLOPHON_NO_ADDON is set"}
    });
  });

  it.runIf(compiler)("says that the native line reader read it, and nothing where nothing was read", () => {
    const folder = folderOf("native", 12_000);
    const env = {COLOPHON_NO_ADDON: ""};
    expect(ingest(folder, [], env).text).toMatch(said("the native line reader"));
    expect(ingest(folder, [], env).text).not.toContain("read by");
    expect(ingest(folder, ["--json"], env).result).toMatchObject({lineReader: null});
  });

  it("says nothing of a log that the parsers read as fast", () => {
    const folder = folderOf("short", 100);
    const {text} = ingest(folder, [], {COLOPHON_NO_ADDON: "1"});
    expect(text).toContain("units read");
    expect(text).not.toContain("read by");
  });
});
