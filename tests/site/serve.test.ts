import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {request} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serve, type RunningServer} from "../../loaders/site/serve.ts";

let top: string;
let server: RunningServer;

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), "colophon-serve-"));
  const site = join(top, "site");
  mkdirSync(join(site, "deep"), {recursive: true});
  writeFileSync(join(top, "secret.txt"), "secret");
  writeFileSync(join(site, "index.html"), "<h1>home</h1>");
  writeFileSync(join(site, "runs.html"), "<h1>runs</h1>");
  writeFileSync(join(site, "deep", "index.html"), "<h1>deep</h1>");
  writeFileSync(join(site, "ten.txt"), "0123456789");
  writeFileSync(join(site, "empty.csv"), "");
  symlinkSync(join(top, "secret.txt"), join(site, "link.txt"));
  symlinkSync(top, join(site, "up"));
  server = await serve({folder: site, port: 0, base: "reports/x"});
});

afterAll(async () => {
  await server.close();
  rmSync(top, {recursive: true});
});

interface Answer {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A raw path: `fetch` would resolve the dots away. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const {port} = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({host: "127.0.0.1", port, path, headers, method}, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve({status: response.statusCode, headers: response.headers, body}));
    });
    sent.on("error", reject).end();
  });
}

describe("serve", () => {
  it.each([
    ["/reports/x/", 200, "<h1>home</h1>"],
    ["/reports/x/runs", 200, "<h1>runs</h1>"],
    ["/reports/x/runs?run=1", 200, "<h1>runs</h1>"],
    ["/reports/x/runs.html", 200, "<h1>runs</h1>"],
    ["/reports/x/deep/", 200, "<h1>deep</h1>"],
    ["/reports/x/empty.csv", 200, ""],
    ["/reports/x", 301, "moved to /reports/x/\n"],
    ["/runs", 404, "404: no such page or file in this report\n"],
    ["/reports/x/none", 404, "404: no such page or file in this report\n"]
  ])("answers %s with %i", async (path, status, body) => {
    expect(await ask(path)).toMatchObject({status, body});
  });

  it.each([
    "/reports/x/../secret.txt",
    "/reports/x/../../secret.txt",
    "/reports/x/%2e%2e/secret.txt",
    "/reports/x/..%2fsecret.txt",
    "/reports/x/%2e%2e%2fsecret.txt",
    "/reports/x/..\\secret.txt",
    "/reports/x/%5c..%5csecret.txt",
    "/reports/x/link.txt",
    "/reports/x/up/secret.txt",
    "/reports/x//etc/hostname",
    "/reports/x/%00",
    "/reports/x/%ff"
  ])("serves nothing outside the folder for %s", async (path) => {
    const {status, body} = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain("secret\n");
    expect(body).not.toBe("secret");
  });

  it.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, "the range lies outside the file\n", "bytes */10"],
    ["bytes=-0", 416, "the range lies outside the file\n", "bytes */10"],
    ["bytes=0-1,4-5", 200, "0123456789", undefined],
    ["lines=1-2", 200, "0123456789", undefined]
  ])("answers the range %s with %i", async (range, status, body, contentRange) => {
    const answer = await ask("/reports/x/ten.txt", {range});
    expect(answer).toMatchObject({status, body});
    expect(answer.headers["content-range"]).toBe(contentRange);
  });

  it("answers HEAD without a body, other methods not at all", async () => {
    const head = await ask("/reports/x/ten.txt", {}, "HEAD");
    expect(head).toMatchObject({status: 200, body: ""});
    expect(head.headers["content-length"]).toBe("10");
    expect((await ask("/reports/x/ten.txt", {}, "POST")).status).toBe(405);
  });

  it("says what is wrong where there is nothing to serve", async () => {
    await expect(serve({folder: join(top, "nothing"), port: 0})).rejects.toThrow(/expected the folder of a built site/);
    await expect(serve({folder: top, port: Number(new URL(server.url).port)})).rejects.toThrow(
      /expected to listen on port/
    );
  });
});
