import {createHash} from "node:crypto";
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, describe, expect, it} from "vitest";
import {encodingOf} from "../../loaders/files/encoding.ts";
import {unpack, unpackLimits, type Unpacked, type UnpackLimits} from "../../loaders/files/unpack.ts";
import {Xxh64} from "../../loaders/files/xxh64.ts";
import {seeded} from "../seeded.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-unpack-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const target = join(folder, "out/content");

async function unpackBytes(
  bytes: Uint8Array,
  limits: UnpackLimits = unpackLimits
): Promise<Unpacked & {content: Buffer}> {
  const file = join(folder, "packed");
  rmSync(join(folder, "out"), {recursive: true, force: true});
  writeFileSync(file, bytes);
  const result = await unpack(file, encodingOf(bytes)!, target, limits);
  expect(readdirSync(join(folder, "out"))).toEqual(result.kept ? ["content"] : []);
  return {...result, content: result.kept ? readFileSync(target) : Buffer.alloc(0)};
}

const random = seeded(21);
/** Lines of a log that repeat little. */
const log = (lines: number): Buffer =>
  Buffer.from(Array.from({length: lines}, (_, i) => `{"step": ${i}, "loss": ${random.uniform(0, 1)}}\n`).join(""));
const content = log(20_000);
const packed = gzipSync(content);

describe('unpack(file, "gzip", target)', () => {
  it("unpacks a file of any size, of several members and with zeros behind them", async () => {
    const whole = await unpackBytes(packed);
    expect(whole).toMatchObject({kept: true, note: null});
    expect(whole.content.equals(content)).toBe(true);
    const two = Buffer.concat([packed, gzipSync(log(10)), Buffer.alloc(1000)]);
    const {content: both, note} = await unpackBytes(two);
    expect(note).toBeNull();
    expect(both.subarray(0, content.length).equals(content)).toBe(true);
    expect(both.length).toBeGreaterThan(content.length);
    expect(await unpackBytes(gzipSync(""))).toEqual({kept: true, note: null, content: Buffer.alloc(0)});
  });

  it("reads what comes before the end of a file that is cut", async () => {
    let longest = 0;
    for (const cut of [11, 1000, 50_000, packed.length - 9, packed.length - 4]) {
      const {content: found, note} = await unpackBytes(packed.subarray(0, cut));
      expect(note).toContain(
        `the gzip stream ends early, at byte ${cut}: the ${found.length} bytes before it are read`
      );
      expect(content.subarray(0, found.length).equals(found)).toBe(true);
      expect(found.length).toBeGreaterThanOrEqual(longest);
      longest = found.length;
    }
    expect(longest).toBe(content.length);
  });

  it("reads what comes before a fault, to the byte", async () => {
    const broken = Buffer.from(packed);
    broken.fill(0xff, 100_000, 100_100);
    const {content: found, note} = await unpackBytes(broken);
    const [, at] = /damaged at byte (\d+)/.exec(note!)!;
    expect(Number(at)).toBeGreaterThanOrEqual(99_999);
    const cut = await unpackBytes(packed.subarray(0, 100_000));
    expect(found.subarray(0, cut.content.length).equals(cut.content)).toBe(true);
  });

  it("says a checksum that does not match and bytes that do not belong", async () => {
    const wrong = Buffer.from(packed);
    wrong[wrong.length - 6]! ^= 1;
    const {note, content: found} = await unpackBytes(wrong);
    expect(note).toMatch(/damaged at byte \d+ \(incorrect data check\): the \d+ bytes before it are read/);
    expect(found.equals(content)).toBe(true);
    const followed = await unpackBytes(Buffer.concat([packed, Buffer.from("not packed\n")]));
    expect(followed.note).toContain("damaged at byte");
    expect(followed.content.equals(content)).toBe(true);
  });
});

/**
 * A frame of raw and run-length blocks, which need no compressor: enough for the framing. `zstd` of the command line is
 * the other half, in the fixtures.
 */
function frame(
  blocks: {bytes?: Buffer; repeat?: [number, number]}[],
  {checksum = true, window = 0x50, size}: {checksum?: boolean; window?: number; size?: number} = {}
): Buffer {
  const hash = new Xxh64();
  const parts = blocks.map(({bytes, repeat}, i) => {
    const body = bytes ?? Buffer.from([repeat![0]]);
    hash.update(bytes ?? Buffer.alloc(repeat![1], repeat![0]));
    const head = Buffer.alloc(3);
    head.writeUIntLE(
      (Number(i === blocks.length - 1) | (bytes ? 0 : 2) | ((bytes?.length ?? repeat![1]) << 3)) >>> 0,
      0,
      3
    );
    return Buffer.concat([head, body]);
  });
  const field = Buffer.alloc(size === undefined ? 0 : 4);
  if (size !== undefined) field.writeUInt32LE(size);
  const descriptor = (checksum ? 4 : 0) | (size === undefined ? 0 : 0x80);
  const tail = Buffer.alloc(checksum ? 4 : 0);
  if (checksum) tail.writeUInt32LE(hash.low());
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, window]), field, ...parts, tail]);
}

const skippable = Buffer.concat([Buffer.from([0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]), Buffer.from("abc")]);

describe('unpack(file, "zstd", target)', () => {
  it("unpacks what the zstd command made", async () => {
    const folder = join(import.meta.dirname, "packed");
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".zst"))) {
      const {kept, note, content: found} = await unpackBytes(readFileSync(join(folder, name)));
      expect({kept, note}).toEqual({kept: true, note: null});
      expect(createHash("sha256").update(found).digest("hex"), name).toBe(/-([0-9a-f]{64})\./.exec(name)![1]);
    }
  });

  it("unpacks several frames and skips those that hold something else", async () => {
    const bytes = Buffer.concat([
      skippable,
      frame([{bytes: Buffer.from("one\n")}, {repeat: [120, 100_000]}]),
      frame([{bytes: Buffer.from("two\n")}], {checksum: false, size: 4}),
      skippable
    ]);
    const {note, content: found} = await unpackBytes(bytes);
    expect(note).toBeNull();
    expect(found.toString()).toBe(`one\n${"x".repeat(100_000)}two\n`);
  });

  it("reads what comes before the end of a file that is cut", async () => {
    const bytes = frame([{bytes: Buffer.from("one\n")}, {bytes: Buffer.from("two\n")}]);
    const {note, content: found} = await unpackBytes(bytes.subarray(0, bytes.length - 6));
    expect(note).toContain(`ends early, at byte ${bytes.length - 6}: the 4 bytes before it are read`);
    expect(found.toString()).toBe("one\n");
  });

  it.each([
    ["another checksum", (bytes: Buffer) => void (bytes[bytes.length - 1]! ^= 1), /checksum of a frame does not match/],
    ["a block of a kind that is none", (bytes: Buffer) => void (bytes[6]! |= 6), /damaged at byte 6 \(no block begins/],
    ["no frame", (bytes: Buffer) => bytes.fill(1, bytes.length - 17, bytes.length - 13), /no frame begins here/]
  ])("says %s", async (_name, spoil, why) => {
    const bytes = Buffer.concat([frame([{bytes: Buffer.from("one\n")}]), frame([{bytes: Buffer.from("two\n")}])]);
    spoil(bytes);
    const result = await unpackBytes(bytes);
    expect(result.kept).toBe(true);
    expect(result.note).toMatch(why);
  });

  it("gives no memory to a frame that asks for a gigabyte", async () => {
    const before = process.memoryUsage().rss;
    const {note} = await unpackBytes(frame([{bytes: Buffer.from("x")}], {window: 0xa0}));
    expect(note).toMatch(/not unpacked: it asks for 1073741824 bytes of memory, at most 134217728 are given/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it("says a frame that is not as long as it claims, and one that needs a dictionary", async () => {
    expect((await unpackBytes(frame([{bytes: Buffer.from("x")}], {size: 2}))).note).toMatch(/2 bytes unpacked to 1/);
    const dictionary = frame([{bytes: Buffer.from("x")}]);
    dictionary[4]! |= 1;
    expect((await unpackBytes(dictionary)).note).toMatch(/needs a dictionary/);
  });
});

describe("a decompression bomb", () => {
  const limits = {bytes: 2 ** 22, ratio: 50, ratioFrom: 2 ** 20};

  it.each([
    ["gzip, by ratio", gzipSync(Buffer.alloc(3 * 2 ** 20)), /at most 50 bytes for each packed one, found more/],
    [
      "gzip, by size",
      Buffer.concat(Array.from({length: 60}, () => packed)),
      /at most 4194304 bytes unpacked, found more/
    ],
    ["zstd, by ratio", frame(Array.from({length: 30}, () => ({repeat: [0, 100_000]}))), /decompression bomb/]
  ])("is refused: %s", async (_name, bytes, why) => {
    const result = await unpackBytes(bytes as Buffer, limits);
    expect(result.note).toMatch(why as RegExp);
    expect(result.kept).toBe(false);
    expect(existsSync(target)).toBe(false);
  });

  it("is none where a log repeats itself", async () => {
    const bytes = gzipSync(Buffer.from("one line of a log that repeats\n".repeat(20_000)));
    expect(await unpackBytes(bytes, limits)).toMatchObject({kept: true, note: null});
  });
});

describe("damage anywhere", () => {
  it("never throws, and is said", async () => {
    const plain = log(300);
    const small = gzipSync(plain);
    for (let round = 0; round < 60; round++) {
      const broken = Buffer.from(small);
      const at = random.integer(3, broken.length - 1);
      broken[at]! ^= 1 << random.integer(0, 7);
      const {note, kept, content: found} = await unpackBytes(broken);
      expect(kept).toBe(true);
      expect(found.length).toBeLessThanOrEqual(2 * plain.length);
      // The name, comment and time of a gzip header say nothing of the content.
      if (at > 9) expect(note, `byte ${at}`).not.toBeNull();
    }
  });
});
