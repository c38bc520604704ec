import {describe, expect, it} from "vitest";
import {decideLocks, isDependencyFile} from "../../loaders/audit/reproducibility/locks.ts";

const files = (texts: Record<string, string>) =>
  Object.entries(texts)
    .filter(([path]) => isDependencyFile(path))
    .map(([path, text]) => ({path, text, blob: "0"}));

const node = '{"dependencies": {"d3": "^7"}}';
const cargo = '[package]\nname = "a"\n[dependencies]\nserde = "1"\n';

describe("decideLocks", () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    ["no manifest", {"a.py": ""}, "no-evidence", /no file says/],
    [
      "a Node lock with digests",
      {"package.json": node, "package-lock.json": '"integrity": "sha512-"'},
      "pass",
      /package-lock\.json locks package\.json/
    ],
    [
      "a lock above a workspace",
      {"web/package.json": node, "yarn.lock": "  integrity sha512-x\n"},
      "pass",
      /yarn\.lock locks web\/package\.json/
    ],
    [
      "a lock in another folder",
      {"web/package.json": node, "api/yarn.lock": "integrity x"},
      "fail",
      /web\/package\.json names Node packages and no lock/
    ],
    ["a Node package without needs", {"package.json": '{"name": "a"}'}, "no-evidence", /no file says/],
    [
      "a lock without digests",
      {"Cargo.toml": cargo, "Cargo.lock": 'name = "serde"\n'},
      "undecided",
      /holds versions and no digests/
    ],
    ["a crate without a lock", {"Cargo.toml": cargo}, "fail", /Cargo\.toml names Rust packages/],
    ["Go sums", {"go.mod": "module a\nrequire b v1\n", "go.sum": "b v1 h1:x=\n"}, "pass", /go\.sum locks go\.mod/],
    ["ranges", {"requirements.txt": "torch>=2\nnumpy==1.0\n"}, "fail", /1 of 2 packages in ranges/],
    [
      "exact versions",
      {"requirements.txt": "# a\ntorch==2.0.0\n-r b.txt\n"},
      "undecided",
      /exact versions of all 1 packages and no digests/
    ],
    ["hashed requirements", {"requirements.txt": "torch==2.0.0 --hash=sha256:00\n"}, "pass", /has digests/],
    [
      "ranges with a lock of uv",
      {"pyproject.toml": '[project]\ndependencies = ["torch"]\n', "uv.lock": 'hash = "sha256:00"\n'},
      "pass",
      /uv\.lock locks pyproject\.toml/
    ],
    ["requirements of tests", {"tests/requirements.txt": "pytest\n"}, "no-evidence", /no file says/]
  ])("%s", (_name, texts, verdict, reason) => {
    const found = decideLocks(files(texts));
    expect(found.verdict).toBe(verdict);
    expect(found.reason).toMatch(reason);
  });
});
