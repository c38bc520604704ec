import {describe, expect, it} from "vitest";
import {genericHosts, genericUsers} from "../../loaders/privacy/generic-names.ts";
import {findIdentities} from "../../loaders/privacy/identities.ts";
import {addCounts, countsSince, mask, noIdentities} from "../../loaders/privacy/mask.ts";
import {seeded} from "../seeded.ts";

describe("mask(text)", () => {
  it.each([
    ["e-mail", "by ana.b+ml@lab.example.org.", "by •••.••••@•••.•••••••.•••."],
    ["e-mail", "von jürgen@uni-köln.de", "von ••••••@••••••••.••"],
    ["e-mail", '"email": "ana@163.com"', '"email": "•••@•••.•••"'],
    ["user name", "open /home/ana/runs/1.log", "open /home/•••/runs/1.log"],
    ["user name", "in /home/ana.", "in /home/•••."],
    ["user name", "/mnt/home/ana_b/x and /Users/Ana/x", "/mnt/home/•••••/x and /Users/•••/x"],
    ["user name", "C:\\Users\\Ana Berg\\x", "C:\\Users\\••••••••\\x"],
    ["user name", '"C:\\\\Users\\\\ana\\\\x"', '"C:\\\\Users\\\\•••\\\\x"'],
    ["user name", "C:/Users/ana/x", "C:/Users/•••/x"],
    ["user name", "file:///home/ana/x", "file:///home/•••/x"],
    ["host name", '{"host": "gpu-7"}', '{"host": "•••••"}'],
    ["host name", "{'node': 'rack1.row2'}", "{'node': '•••••.••••'}"],
    ["host name", '\\"hostname\\": \\"gpu-7\\"', '\\"hostname\\": \\"•••••\\"'],
    ["host name", '{"host": "gpu \\"7\\"", "rank": "a"}', '{"host": "•••••••••", "rank": "a"}'],
    ["host name", "HOSTNAME=gpu-7 SLURMD_NODENAME=n12", "HOSTNAME=••••• SLURMD_NODENAME=•••"],
    ["host name", "hostname: gpu-7\nrank: 0", "hostname: •••••\nrank: 0"],
    ["host name", '<testsuite hostname="gpu-7">', '<testsuite hostname="•••••">'],
    ["host name", "at anas-laptop.local now", "at •••••••••••.••••• now"],
    ["host name", "https://hub.corp/x", "https://•••.••••/x"],
    ["host name", "[ip-10-0-0-1:03230]", "[•••••••••••:03230]"],
    ["host name", "ip-10-0-0-1.eu-west-1.compute.internal", "•••••••••••.•••••••••.•••••••.••••••••"],
    ["host name", "root@4f1c9a7e2b8d:/workspace# ls", "root@••••••••••••:/workspace# ls"],
    ["private address", "tcp://10.0.0.1:29500", "tcp://••.•.•.•:29500"],
    ["private address", "172.16.0.9, 172.31.255.255 and 192.168.1.5.", "•••.••.•.•, •••.••.•••.••• and •••.•••.•.•."],
    ["private address", "169.254.1.2-169.254.1.9", "•••.•••.•.•-•••.•••.•.•"],
    ["private address", "MASTER_ADDR=10.1.2.3", "MASTER_ADDR=••.•.•.•"],
    ["private address", "[fd12:3456::1]:80 fe80::1", "[••••:••••::•]:80 ••••::•"]
  ])("covers an %s in %j", (kind, text, masked) => {
    const {text: shown, counts} = mask(text);
    expect(shown).toBe(masked);
    expect(
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([name]) => name)
    ).toEqual([kind]);
  });

  it("covers user and host of a prompt, each counted", () => {
    const {text, counts} = mask("ana@gpu-7:~/runs$ ls\n[ana@gpu-7 runs]$ ssh ana@gpu-8");
    expect(text).toBe("•••@•••••:~/runs$ ls\n[•••@••••• runs]$ ssh •••@•••••");
    expect(counts).toEqual({"e-mail": 0, "user name": 3, "host name": 3, "private address": 0});
  });

  it.each([
    "/root/x /home/runner/work /home/ubuntu /home/user/ /Users/Shared/x C:\\Users\\Public\\x",
    "/home/<user>/x /home/$USER/x /home/{name}/x /home/*/x",
    "https://example.org/home/news/1",
    "git@github.com:owner/name.git noreply@example.org",
    "pkg@1.1.0.Final image@2x.png weights@best.ckpt +@pytest.fixture @scope/name",
    '{"host": "localhost", "node": "12", "hostname": null, "nodes": ["a"], "host": ""}',
    "hostname=socket.gethostname() hostname: the name of the machine",
    "user.home java.home threading.local() org.example.commons.internal conf/settings.local self._x.local",
    "127.0.0.1 0.0.0.0 ::1 8.8.8.8 172.15.0.1 172.32.0.1 192.169.0.1 11.0.0.1",
    "10.0.19 192.168 10.1 1e10.5 10.0.0.1.5 10.00.0.1 10.0.0.256 10.0.19041.1",
    "v10.2.0.1 ==10.2.0.163 'cuda_version': '10.2.0.163' version 10.2.0.1 cudnn 10.1.0.2",
    'nvidia-curand-cu12   10.3.2.106 "nvidia-cufft-cu11": "10.9.0.58" pkg:pypi/nvidia-curand-cu12@10.3.2.106',
    "libx-10.2.0.1.so 10.2.0.89-1_amd64.deb\n# 10.1.2.3 Results",
    "SHA256 fd:12:ab:cd:ef:00:11:22 fdab:12 feed::beef dead:beef::1",
    "••••@•••.••• /home/•••/x"
  ])("leaves %j", (text) => {
    expect(mask(text).text).toBe(text);
  });

  it("shows what the policy allows", () => {
    expect(mask("ana@x.org bea@x.org", (text) => text === "ana@x.org").text).toBe("ana@x.org •••@•.•••");
  });

  it("keeps its lists in lower case", () => {
    for (const name of [...genericUsers, ...genericHosts]) expect(name).toBe(name.toLowerCase());
  });
});

const pieces = [
  "ana@lab.org",
  "x@y",
  "/home/ana",
  "/Users/bea/",
  "C:\\Users\\c\\",
  '"host": "',
  "hostname=",
  "node",
  ".local",
  ".internal",
  "ip-10-0-0-1",
  "10.0.0.1",
  "192.168.",
  "fd00::1",
  "fe80:",
  "@",
  ".",
  ":",
  "/",
  '"',
  " ",
  "\n",
  "$ ",
  "~",
  "-",
  "_",
  "é",
  "😀",
  "•",
  "v",
  "==",
  "7",
  "ssh "
];

describe("addCounts(sum, more) and countsSince(before, after)", () => {
  it("add and take apart", () => {
    const once = mask("ana@lab.org 10.0.0.1").counts;
    const twice = addCounts(addCounts(noIdentities(), once), once);
    expect(twice).toEqual({"e-mail": 2, "user name": 0, "host name": 0, "private address": 2});
    expect(countsSince(once, twice)).toEqual(once);
  });
});

describe("mask(text), however long the text", () => {
  it.each([
    "a",
    "a.",
    "a@",
    "a-1.",
    "/home/a",
    "hostname=",
    '"host": "',
    "10.",
    "fd00:",
    "ssh -a ",
    "[a@b ",
    "C:\\Users\\a "
  ])("takes linear time on %j repeated", (piece) => {
    const text = `${piece.repeat(200_000 / piece.length)} host`;
    const start = performance.now();
    mask(text);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe("mask(text), whatever the text", () => {
  const {pick, integer, uniform} = seeded(7);
  const texts = Array.from({length: 4000}, () => Array.from({length: integer(1, 12)}, () => pick(pieces)).join(""));

  it("keeps the length in UTF-16 code units", () => {
    for (const text of texts) expect(mask(text).text.length, text).toBe(text.length);
  });

  it("changes a masked text no more", () => {
    for (const text of texts) {
      const masked = mask(text).text;
      expect(mask(masked), text).toEqual({
        text: masked,
        counts: {"e-mail": 0, "user name": 0, "host name": 0, "private address": 0}
      });
    }
  });

  it("covers whole identities that it finds", () => {
    expect(texts.filter((text) => findIdentities(text).length > 0).length).toBeGreaterThan(1000);
    for (const text of texts) expect(findIdentities(mask(text).text), text).toEqual([]);
  });

  it("leaves numbers that are data", () => {
    const number = () => pick([uniform(0, 1), uniform(-1e5, 1e5), integer(0, 1e9), 192.168, 10.01, 1.7e308, -5e-324]);
    for (let i = 0; i < 2000; i++) {
      const row = JSON.stringify({
        step: i,
        loss: number(),
        node: number(),
        host: number(),
        lr: [number(), number(), number(), number()],
        version: `10.${i % 256}.19`
      });
      expect(mask(row).text).toBe(row);
      const list = Array.from({length: 6}, number).join(i % 2 ? ", " : "\t");
      expect(mask(list).text).toBe(list);
    }
  });
});
