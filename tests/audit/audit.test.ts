import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {auditLog, auditTree, type Audit} from "../../loaders/audit/index.ts";
import {setAsideRules} from "../../loaders/audit/set-aside.ts";
import {noise, planted} from "./planted.ts";
import {bareOf, checkoutOf, folderOf, open, removeFolders, tarballOf, type Files} from "./repository.ts";

afterAll(removeFolders);

const quiet = (): void => undefined;
const auditOf = async (path: string): Promise<Audit> => auditTree(await open(path), quiet);
const logOf = async (path: string): Promise<string> => auditLog(await auditOf(path), "colophon audit 0");
const ofFiles = (files: Files): Promise<Audit> => auditOf(folderOf(files));
const statusesOf = ({capabilities}: Audit): Record<string, string> =>
  Object.fromEntries(capabilities.map(({capability, status}) => [capability, status]));
const verdictsOf = ({checks}: Audit): Record<string, string> =>
  Object.fromEntries(checks.map(({item, verdict}) => [item, verdict]));

describe("auditTree, of a planted repository", () => {
  let audit: Audit;
  beforeAll(async () => {
    audit = await auditOf(checkoutOf(planted));
  });

  it("decides every capability", () => {
    expect(statusesOf(audit)).toEqual({
      Tokenization: "implemented",
      Modeling: "implemented",
      "Training engine": "implemented",
      "Evaluation & metrics": "missing",
      "Checkpointing & resume": "partial",
      "Data handling": "missing",
      "Experiment tracking": "missing",
      Configuration: "implemented",
      "Logging & monitoring": "missing",
      Observability: "missing",
      "Security & safety": "missing",
      Deployment: "missing",
      Kernels: "missing",
      "CI & test": "implemented",
      "Documentation & examples": "partial",
      Extensibility: "stubbed",
      Benchmarks: "missing",
      Packaging: "partial"
    });
  });

  it("keeps the kinds of evidence apart", () => {
    const {counts, pointers} = audit.capabilities.find(({capability}) => capability === "Tokenization")!;
    expect(counts).toMatchObject({passed: 1, measured: 0});
    const places = pointers.map(({kind, path, line}) => `${kind} ${path}:${line}`);
    expect(places).toEqual(
      expect.arrayContaining([
        "exists planted/tokens.py:1",
        "referenced train.py:4",
        "referenced README.md:6",
        "executed .github/workflows/ci.yml:7",
        "passed reports/junit.xml:2"
      ])
    );
    expect(pointers.every(({digest}) => /^[0-9a-f]{40}$/.test(digest))).toBe(true);
  });

  it("says in words what is short", () => {
    const reasons = Object.fromEntries(audit.capabilities.map(({capability, reason}) => [capability, reason]));
    expect(reasons["Checkpointing & resume"]).toBe("no trace of restoring");
    expect(reasons.Extensibility).toMatch(/^every definition found does nothing: planted\/plugins\.py:1/);
    expect(reasons["Data handling"]).toMatch(/^none of a source of examples has a trace in \d+ files of code$/);
  });

  it("decides the items of reproducibility", () => {
    expect(verdictsOf(audit)).toEqual({
      "Commit recorded": "no-evidence",
      "Container pinned": "not-applicable",
      "Dataset digests": "not-applicable",
      "Dependencies locked": "undecided",
      "Deterministic flags": "no-evidence",
      "Environment captured": "no-evidence",
      "Hardware fingerprint": "no-evidence",
      "RNG in checkpoints": "no-evidence",
      "Seeds set": "pass",
      "Split manifests": "not-applicable"
    });
  });

  it("counts stubs with their denominator", () => {
    expect(audit.stubs.map(({path, line, unfinished}) => [path, line, unfinished])).toEqual([
      ["planted/model.py", 1, false],
      ["planted/plugins.py", 3, true],
      ["planted/plugins.py", 6, true]
    ]);
    expect(audit.density[0]).toEqual({scope: "product", stubs: 3, unfinished: 2, code_lines: 29, per_1000: 103.45});
  });

  it("counts nothing of what is set aside, and says how much that is", async () => {
    const loud = await ofFiles({...planted, ...noise});
    const plain = await ofFiles(planted);
    for (const key of ["files", "bytes", "folders", "languages", "stubs", "density", "capabilities"] as const)
      expect(loud[key], key).toEqual(plain[key]);
    const locks = (audit: Audit) => audit.checks.filter(({item}) => item === "Dependencies locked");
    expect(loud.checks.filter((check) => !locks(loud).includes(check))).toEqual(
      plain.checks.filter((check) => !locks(plain).includes(check))
    );
    expect(loud.setAside.reduce((sum, {files}) => sum + files, 0)).toBe(Object.keys(noise).length);
    expect(loud.setAside.map(({rule, files}) => [rule, files])).toEqual([
      ["audit output", 2],
      ["build output", 1],
      ["build output beside its manifest", 1],
      ["cache", 2],
      ["generated", 2],
      ["installed packages", 3],
      ["lock", 1],
      ["minified", 1],
      ["node modules", 2],
      ["sample inputs of tests", 1],
      ["vendored", 1],
      ["virtual environment", 4]
    ]);
  });
});

describe("auditLog", () => {
  it("is the same wherever the tree lies, but for commit and date", async () => {
    const checkout = checkoutOf({...planted, ...noise});
    const [first, second, bare, ...others] = await Promise.all(
      [
        checkout,
        checkout,
        bareOf(checkout),
        tarballOf(checkout),
        tarballOf(checkout, "tar"),
        folderOf({...planted, ...noise})
      ].map(logOf)
    );
    expect(second).toBe(first);
    expect(bare).toBe(first);
    const nowhere = first!.replace(
      /"commit":"[0-9a-f]{40}","date":"2025-11-08T12:00:00Z"/,
      '"commit":null,"date":null'
    );
    expect(nowhere).not.toBe(first);
    for (const other of others) expect(other).toBe(nowhere);
  });

  it("holds no path of this machine and ends every line", async () => {
    const checkout = checkoutOf(planted);
    const log = await logOf(checkout);
    expect(log).not.toContain(checkout);
    expect(log.endsWith("\n")).toBe(true);
    expect(log.split("\n")[0]).toMatch(/^\{"type":"repository-audit","subject":"planted","commit":"[0-9a-f]{40}"/);
  });

  it("is set aside by the next audit", async () => {
    const folder = folderOf(planted);
    const before = await auditOf(folder);
    writeFileSync(join(folder, "audit.ndjson"), auditLog(before, "colophon audit 0"));
    const after = await auditOf(folder);
    expect(after.setAside).toEqual([
      {
        rule: "audit output",
        because: "what this audit or a report wrote",
        files: 1,
        bytes: expect.any(Number) as number
      }
    ]);
    expect(after.capabilities).toEqual(before.capabilities);
  });
});

describe("a hostile repository", () => {
  it("is audited whatever its files hold", async () => {
    const checkout = checkoutOf({
      'a "b"\n.py': "def evaluate(m):\n    return accuracy\n",
      "junk.py": Buffer.from(Array.from({length: 4096}, (_, i) => (i * 37) % 256)),
      "long.py": `x = "${"a".repeat(1_500_000)}"\n# TODO behind a long line\n`,
      "huge.ndjson": Buffer.alloc(3 * 2 ** 20, "x"),
      "open.ts": 'const s = `never closed\nthrow new Error("not implemented")\n',
      "deep.cc": `${"/*".repeat(50_000)}\n`,
      "brackets.py": `def f(${"(".repeat(100_000)}\n`,
      "weights.bin": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
      "circle/a": {link: "../circle"},
      ".gitmodules": "[submodule]\n"
    });
    const audit = await auditOf(checkout);
    expect(audit.notRead.map(({rule, files}) => [rule, files])).toEqual([
      ["binary", 1],
      ["git-lfs pointer", 1],
      ["large", 1],
      ["symbolic link", 1]
    ]);
    expect(audit.stubs.map(({path, line}) => [path, line])).toEqual([["long.py", 2]]);
    expect(audit.files).toBe(9);
    const log = auditLog(audit, "t");
    for (const line of log.trimEnd().split("\n")) JSON.parse(line);
  });

  it("takes a line of 100 MB as a file that is not read", async () => {
    const folder = folderOf({"line.json": Buffer.alloc(100 * 2 ** 20, "1"), "a.py": "x = 1\n"});
    const audit = await auditOf(folder);
    rmSync(folder, {recursive: true});
    expect(audit.notRead).toEqual([
      {rule: "large", because: "above 2 MiB: it counts by its path", files: 1, bytes: 100 * 2 ** 20}
    ]);
  });

  it("is undecided where there is no code", async () => {
    const audit = await ofFiles({"data/a.csv": "a,b\n1,2\n", "README.md": "# Numbers\n"});
    expect(new Set(audit.capabilities.map(({status}) => status))).toEqual(new Set(["unknown"]));
    expect(audit.subject).toBe("Numbers");
    expect(audit.density[0]).toEqual({scope: "product", stubs: 0, unfinished: 0, code_lines: 0, per_1000: null});
  });

  it("is empty", async () => {
    const audit = await ofFiles({});
    expect([audit.files, audit.subject, audit.tree]).toEqual([0, null, "4b825dc642cb6eb9a060e54bf8d69288fbee4904"]);
  });
});

describe("setAsideRules", () => {
  it.each(setAsideRules.map((rule) => [rule.rule, rule] as const))("%s has an example it takes", (_name, rule) => {
    expect(rule.paths.test(rule.example)).toBe(true);
    expect(setAsideRules.find(({paths}) => paths.test(rule.example))!.rule).toBe(rule.rule);
  });

  it.each([
    "src/build.ts",
    "loaders/site/build.ts",
    "docs/environment.md",
    "src/target.rs",
    "envs/maze.py",
    "lib/cache.ts",
    "src/vendors.ts"
  ])("take nothing of %s", (path) => {
    expect(setAsideRules.filter(({paths}) => paths.test(path))).toEqual([]);
  });
});
