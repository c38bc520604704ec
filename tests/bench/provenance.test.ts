import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {hostname, tmpdir, userInfo} from "node:os";
import {join} from "node:path";
import {afterAll, beforeEach, describe, expect, it} from "vitest";
import {writeNdjson} from "../../loaders/bench/ndjson.ts";
import {digestSources, findRoot, readEnvironment, readProvenance} from "../../loaders/bench/provenance.ts";

const root = mkdtempSync(join(tmpdir(), "colophon-provenance-"));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const put = (path: string, text: string): void => {
  mkdirSync(join(root, path, ".."), {recursive: true});
  writeFileSync(join(root, path), text);
};
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
    cwd: root,
    encoding: "utf8"
  }).trim();

beforeEach(() => {
  put("native/ops/b.ts", "second");
  put("native/ops/c.cu", "third");
  put("native/readme.md", "not a source");
  put("loaders/bench/a.ts", "first");
  put("loaders/record/a.ts", "first");
});
afterAll(() => rmSync(root, {recursive: true}));

describe("digestSources(root)", () => {
  it("is the digest of what sha256sum prints for the sources in sorted order", () => {
    const expected = [
      ["first", "loaders/bench/a.ts"],
      ["first", "loaders/record/a.ts"],
      ["second", "native/ops/b.ts"],
      ["third", "native/ops/c.cu"]
    ].map(([text, path]) => `${sha256(text!)}  ${path}\n`);
    expect(digestSources(root)).toBe(sha256(expected.join("")));
  });
  it("changes with a source and with nothing else", () => {
    const before = digestSources(root);
    put("native/readme.md", "changed");
    expect(digestSources(root)).toBe(before);
    put("native/ops/b.ts", "second.");
    expect(digestSources(root)).not.toBe(before);
  });
});

describe("readProvenance(root)", () => {
  it("has no commit where there is none, then the commit, dirty when anything but data changes", () => {
    git("init", "--quiet");
    expect(readProvenance(root)).toMatchObject({commit: null, dirty: true});
    git("add", ".");
    git("commit", "--quiet", "--message", "all");
    const commit = git("rev-parse", "HEAD");
    expect(readProvenance(root)).toEqual({commit, dirty: false, source_digest: digestSources(root)});
    put("data/runs/new.ndjson", "{}");
    expect(readProvenance(root).dirty).toBe(false);
    put("other.txt", "new");
    expect(readProvenance(root)).toMatchObject({commit, dirty: true});
  });
});

describe("readProvenance(folder inside another repository)", () => {
  it("does not take that repository's commit for its own", () => {
    put("inner/package.json", "{}");
    expect(readProvenance(join(root, "inner"))).toEqual({commit: null, dirty: null, source_digest: null});
  });
});

describe("readEnvironment(root)", () => {
  it("names no host, user or path", () => {
    const text = JSON.stringify(readEnvironment(findRoot()));
    const names = [hostname(), userInfo().username, userInfo().homedir, findRoot()].filter((name) => name.length > 3);
    for (const name of names) expect(text).not.toContain(name);
  });
});

describe("writeNdjson(path, rows)", () => {
  const path = join(root, "out/rows.ndjson");
  it("writes one object per line", () => {
    writeNdjson(path, [{a: 1}, {b: "x\ny"}]);
    expect(readFileSync(path, "utf8")).toBe('{"a":1}\n{"b":"x\\ny"}\n');
  });
  it("refuses numbers that JSON cannot hold and leaves the file as it was", () => {
    expect(() => writeNdjson(path, [{loss: NaN}])).toThrow("loss is NaN, expected finite");
    expect(readFileSync(path, "utf8")).toContain('{"a":1}');
  });
});
