import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {onTestFinished, describe, expect, it, vi} from "vitest";
import {preview} from "../../loaders/site/preview.ts";
import {smallProject} from "./small-project.ts";

describe("preview", () => {
  it("shows pages and evidence, follows changes, and says what is broken", async () => {
    const project = smallProject({"src/index.md": "# First\n\n[b](./b)", "src/b.md": "# Second"});
    const said: string[] = [];
    let times = 0;
    const running = await preview({
      port: 0,
      watch: [join(project.folder, "src")],
      say: (text) => said.push(text),
      async prepare(exclusive) {
        times += 1;
        const staged = await exclusive(() => project.stage());
        const shard = join(staged.root, "evidence", "s1", "0.json");
        mkdirSync(join(shard, ".."), {recursive: true});
        writeFileSync(shard, JSON.stringify({times}));
        return staged;
      }
    });
    onTestFinished(() => running.close());
    const read = async (path: string) => (await fetch(running.url + path)).text();
    expect(await read("")).toContain("First");
    expect(JSON.parse(await read("evidence/s1/0.json"))).toEqual({times: 1});
    expect((await fetch(`${running.url}evidence/%2e%2e%2f%2e%2e%2fstage.json`)).status).toBe(400);
    project.write("src/b.md", "# Changed");
    await vi.waitFor(async () => expect(await read("b")).toContain("Changed"), {timeout: 20_000, interval: 200});
    expect(JSON.parse(await read("evidence/s1/0.json"))).toEqual({times: 2});
    project.write("src/data.json.sh", "exit 4\n");
    await vi.waitFor(() => expect(times).toBe(3), {timeout: 20_000, interval: 200});
    await read("_file/data.json");
    expect(said).toEqual([expect.stringContaining("src/data.json.sh: the data loader ended with code 4")]);
  }, 60_000);
});
