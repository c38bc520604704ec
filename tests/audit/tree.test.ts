import {writeFileSync, mkdirSync, existsSync, chmodSync, rmSync} from "node:fs";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {spawnSync} from "node:child_process";
import {afterAll, describe, expect, it} from "vitest";
import {
  archiveOf,
  bareOf,
  checkoutOf,
  contentsOf,
  emptyFolder,
  folderOf,
  git,
  open,
  removeFolders,
  tarballOf,
  type Files,
  type Member
} from "./repository.ts";

afterAll(removeFolders);

const files: Files = {
  "README.md": "# Planted\n",
  "src/a.py": "import os\n",
  "src.py": "x = 1\n",
  "tools/run.sh": {executable: "#!/bin/sh\n"},
  link: {link: "src/a.py"},
  empty: "",
  "deep/er/b.txt": "b"
};

describe("openTree", () => {
  it("gives one tree for a checkout, a bare repository, tarballs and a folder", async () => {
    const checkout = checkoutOf(files);
    const copies = [checkout, bareOf(checkout), tarballOf(checkout), tarballOf(checkout, "tar", ""), folderOf(files)];
    const trees = await Promise.all(copies.map((path) => open(path)));
    expect(trees.map(({origin}) => origin)).toEqual([
      "git checkout",
      "bare git repository",
      "tarball",
      "tarball",
      "folder"
    ]);
    const expected = git(checkout, "rev-parse", "HEAD^{tree}");
    for (const tree of trees) {
      expect(tree.id).toBe(expected);
      expect(tree.entries).toEqual(trees[0]!.entries);
      expect(tree.refused).toEqual([]);
      expect(await contentsOf(tree)).toEqual(await contentsOf(trees[0]!));
    }
    expect(trees.map(({commit}) => commit)).toEqual([
      ...Array<string>(2).fill(git(checkout, "rev-parse", "HEAD")),
      null,
      null,
      null
    ]);
    expect(trees[1]!.date).toBe("2025-11-08T12:00:00Z");
  });

  it("reads what was committed, at the revision asked for", async () => {
    const checkout = checkoutOf(files);
    writeFileSync(join(checkout, "README.md"), "changed\n");
    writeFileSync(join(checkout, "new.txt"), "new\n");
    const before = await open(checkout);
    expect((await contentsOf(before))["README.md"]).toBe("# Planted\n");
    expect(before.notes).toEqual(["changes in here that are not committed are not audited"]);
    git(checkout, "add", "--all");
    git(checkout, "commit", "--quiet", "--message=more");
    expect((await open(checkout)).entries.map(({path}) => path)).toContain("new.txt");
    expect((await open(checkout, "HEAD~1")).id).toBe(before.id);
  });

  it("names submodules and links and reads neither", async () => {
    const checkout = checkoutOf(files);
    git(checkout, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module`);
    git(checkout, "commit", "--quiet", "--message=module");
    const {entries} = await open(checkout);
    expect(entries.filter(({kind}) => kind !== "file").map(({path, kind}) => [path, kind])).toEqual([
      ["link", "symlink"],
      ["module", "submodule"]
    ]);
  });

  it("keeps names of any bytes", async () => {
    const names = ['a "quoted"\nname', "tab\there", "\u00fcber"];
    const checkout = checkoutOf({
      ...Object.fromEntries(names.map((name) => [name, name])),
      "circle/a": {link: "../circle"},
      "circle/b": {link: "b"}
    });
    writeFileSync(Buffer.concat([Buffer.from(`${checkout}/odd`), Buffer.of(0xff)]), "odd");
    git(checkout, "add", "--all");
    git(checkout, "commit", "--quiet", "--message=odd");
    const [repository, archive] = await Promise.all([open(checkout), open(tarballOf(checkout))]);
    expect(repository.entries.map(({path}) => path)).toEqual([
      'a "quoted"\nname',
      "circle/a",
      "circle/b",
      "odd\\xff",
      "tab\there",
      "über"
    ]);
    expect(archive.entries).toEqual(repository.entries);
    rmSync(join(checkout, ".git"), {recursive: true});
    expect((await open(checkout)).entries).toEqual(repository.entries);
  });
});

describe("openTree, given what is no tree", () => {
  it.each<[string, () => string, string | undefined, RegExp]>([
    [
      "nothing",
      () => join(emptyFolder(), "none"),
      undefined,
      /expected a repository, tarball or folder at here, found none/
    ],
    ["a text", () => join(folderOf({"a.txt": "a"}), "a.txt"), undefined, /found a file that is none: a\.txt/],
    [
      "gzip of no archive",
      () => join(folderOf({"a.gz": gzipSync("a")}), "a.gz"),
      undefined,
      /found a file that is none: a\.gz/
    ],
    [
      "a repository without a commit",
      () => {
        const at = emptyFolder();
        git(at, "init", "--quiet");
        return at;
      },
      undefined,
      /expected a commit at HEAD of here, found none: commit its files first/
    ],
    [
      "a .git that is none",
      () => folderOf({".git/HEAD": "junk"}),
      undefined,
      /expected a commit at HEAD of here, found none/
    ],
    [
      "a revision that is none",
      () => checkoutOf(files),
      "v9",
      /expected --at to name a commit of here, found none for "v9"/
    ],
    [
      "a revision that is an option",
      () => checkoutOf(files),
      "--help",
      /expected --at to name a commit, found "--help"/
    ],
    [
      "a revision of a folder",
      () => folderOf(files),
      "HEAD",
      /expected --at with a git repository, found a plain folder/
    ],
    [
      "a cut archive",
      () => {
        const at = emptyFolder();
        writeFileSync(join(at, "a.tgz"), gzipSync(Buffer.alloc(0)));
        return join(at, "a.tgz");
      },
      undefined,
      /found a file that is none/
    ]
  ])("%s", async (_name, make, revision, says) => {
    await expect(open(make(), revision)).rejects.toThrow(says);
  });

  it("says what is wrong with an archive that ends too early", async () => {
    const whole = await archiveOf([{name: "a", content: "x".repeat(5000)}]);
    const at = join(folderOf({"a.tar": whole.subarray(0, 2000)}), "a.tar");
    await expect(open(at)).rejects.toThrow(/expected a whole tar archive at here, found: .*: fetch it again/);
  });

  it("ends an archive that unpacks to far more than it is", async () => {
    const bomb = gzipSync(await archiveOf([{name: "a", content: Buffer.alloc(100 * 2 ** 20)}]), {level: 9});
    const at = join(folderOf({"a.tgz": bomb}), "a.tgz");
    await expect(open(at)).rejects.toThrow(/found more than 1000 times its \d+ bytes: audit its folder/);
  });
});

describe("a hostile archive", () => {
  const hostile: Member[] = [
    {name: "good.txt", content: "good"},
    {name: "good.txt", content: "bad"},
    {name: "/etc/absolute", content: "bad"},
    {name: "../up", content: "bad"},
    {name: "a/../../up", content: "bad"},
    {name: ".git/config", content: "bad"},
    {name: "hard", type: "link", linkname: "/etc/passwd"},
    {name: "soft", type: "symlink", linkname: "/etc/passwd"},
    {name: "soft/through", content: "bad"},
    {name: "device", type: "character-device"},
    {name: "pipe", type: "fifo"}
  ];

  it("counts what it sets aside", async () => {
    const tree = await open(join(folderOf({"a.tar": await archiveOf(hostile)}), "a.tar"));
    expect(tree.entries.map(({path, kind}) => [path, kind])).toEqual([
      ["good.txt", "file"],
      ["soft", "symlink"]
    ]);
    expect(await contentsOf(tree)).toEqual({"good.txt": "good"});
    expect(tree.refused).toEqual([
      {reason: "a .git inside the archive", files: 1},
      {reason: "a hard link", files: 1},
      {reason: "a path that leads up", files: 2},
      {reason: "a path that the archive holds twice (the first counts)", files: 1},
      {reason: "a path through a file or a link", files: 1},
      {reason: "a pipe, device or unknown kind of member", files: 2},
      {reason: "an absolute path", files: 1}
    ]);
  });
});

describe("a repository whose configuration names commands", () => {
  it("runs none of them", async () => {
    const checkout = checkoutOf({...files, ".gitattributes": "* filter=evil diff=evil\n"});
    const trace = join(emptyFolder(), "ran");
    const script = join(emptyFolder(), "evil.sh");
    writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${trace}\ncat\n`);
    chmodSync(script, 0o755);
    const settings = {
      "core.fsmonitor": script,
      "core.hooksPath": join(script, ".."),
      "core.sshCommand": script,
      "core.pager": script,
      "core.editor": script,
      "core.gitProxy": script,
      "core.askPass": script,
      "credential.helper": script,
      "gpg.program": script,
      "diff.evil.textconv": script,
      "diff.evil.command": script,
      "diff.external": script,
      "filter.evil.clean": script,
      "filter.evil.smudge": script,
      "filter.evil.process": script,
      "alias.ls-tree": `!${script}`,
      "alias.cat-file": `!${script}`,
      "protocol.allow": "always",
      "protocol.ext.allow": "always",
      "remote.origin.url": `ext::${script}`,
      "remote.origin.promisor": "true",
      "remote.origin.partialclonefilter": "blob:none",
      "extensions.partialClone": "origin",
      "log.showSignature": "true"
    };
    for (const [key, value] of Object.entries(settings)) git(checkout, "config", key, value);
    for (const hook of ["post-checkout", "reference-transaction", "post-index-change"]) {
      mkdirSync(join(checkout, ".git/hooks"), {recursive: true});
      writeFileSync(join(checkout, ".git/hooks", hook), `#!/bin/sh\necho ${hook} >> ${trace}\n`, {mode: 0o755});
    }
    const absent = git(checkout, "rev-parse", "HEAD:src.py");
    rmSync(join(checkout, ".git/objects", absent.slice(0, 2), absent.slice(2)));
    const tree = await open(checkout);
    expect(tree.entries.find(({path}) => path === "src.py")!.bytes).toBeNull();
    expect((await contentsOf(tree))["src.py"]).toBeNull();
    expect((await contentsOf(tree))["README.md"]).toBe("# Planted\n");
    expect(existsSync(trace)).toBe(false);
    spawnSync("git", ["status"], {cwd: checkout});
    expect(existsSync(trace), "the planted commands do run where git is asked carelessly").toBe(true);
  });
});
