import {createHash} from "node:crypto";
import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {beginsWith, chunkBytes, digestFile, sha256, sha256File, wholeLimit} from "../../loaders/files/digest.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-digest-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const file = join(folder, "a");
const noise = (bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  for (let i = 0; i + 4 <= bytes; i += 4) buffer.writeUInt32LE(Math.imul(i + 1, 2_654_435_761) >>> 0, i);
  return buffer;
};

/** The digest as its definition says it. */
function digestOf(content: Buffer): string {
  const hash = createHash("sha256");
  for (let at = 0; at < content.length; at += chunkBytes)
    hash.update(
      createHash("sha256")
        .update(content.subarray(at, at + chunkBytes))
        .digest()
    );
  return hash.digest("hex");
}

describe("digestFile(file)", () => {
  it.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])("of %i bytes", (bytes) => {
    const content = noise(bytes);
    writeFileSync(file, content);
    const found = digestFile(file);
    expect(found).toMatchObject({bytes, sha256: sha256(content), digest: digestOf(content)});
    expect(found.chunks.length).toBe(32 * Math.ceil(bytes / chunkBytes));
    expect(sha256File(file)).toBe(sha256(content));
  });

  it("goes on from the chunks of a file that has grown, above the size up to which the whole is hashed", () => {
    const content = noise(wholeLimit + 3 * chunkBytes + 5);
    writeFileSync(file, content.subarray(0, wholeLimit + chunkBytes + 7));
    const before = digestFile(file);
    expect(before.sha256).toBeNull();
    appendFileSync(file, content.subarray(before.bytes));
    const {chunks, digest, bytes} = digestFile(file, before);
    expect({chunks, digest, bytes}).toEqual({
      chunks: digestFile(file).chunks,
      digest: digestOf(content),
      bytes: content.length
    });
  });
});

describe("beginsWith(file, {chunks, bytes})", () => {
  const content = noise(5 * chunkBytes + 9);
  const changedAt = (at: number): void => {
    const other = Buffer.concat([content, noise(100)]);
    other[at]! ^= 1;
    writeFileSync(file, other);
  };

  it.each([
    ["in the first MiB", 5, false, false],
    ["in the last MiB", content.length - 1, false, false],
    ["a MiB before the end", content.length - chunkBytes, false, false],
    ["in the middle, which the sample does not see", 2 * chunkBytes, true, false],
    ["behind the end", content.length + 1, true, true]
  ])("with a change %s", (_name, at, sampled, every) => {
    writeFileSync(file, content);
    const before = digestFile(file);
    expect(beginsWith(file, before, true)).toBe(true);
    changedAt(at);
    expect(beginsWith(file, before)).toBe(sampled);
    expect(beginsWith(file, before, true)).toBe(every);
  });

  it("is false of a file that is shorter, and true of nothing", () => {
    writeFileSync(file, content);
    const before = digestFile(file);
    writeFileSync(file, content.subarray(0, 100));
    expect(beginsWith(file, before)).toBe(false);
    expect(beginsWith(file, {chunks: Buffer.alloc(0), bytes: 0})).toBe(true);
  });
});
