import {Decompress} from "fzstd";
import {closeSync, openSync, readSync} from "node:fs";
import {Xxh64} from "./xxh64.ts";

/** A frame may ask for a window of 2 GiB; more than the zstd command takes by itself is refused. */
const maxWindowBytes = 128 * 1024 * 1024;
const maxBlockBytes = 128 * 1024;
const frameMagic = 0xfd2fb528;
const readAhead = 1024 * 1024;
/** fzstd waits for 18 bytes before it begins: with these a header is always enough. */
const emptyBlocks = Buffer.alloc(4 * 3);

/** What is wrong with the stream, in words. */
class ZstdFault extends Error {}

interface FrameHeader {
  /** As the decoder takes it: without the flag of the checksum, which is checked here. */
  bytes: Buffer;
  /** Of the content; null where the frame does not say it. */
  size: number | null;
  checked: boolean;
}

/**
 * Unpacks a Zstandard file of one or more frames, block by block. Returns why it could not go on, in words, null where it
 * reached the end; everything that was unpacked before has then been written.
 */
export async function unpackZstd(file: string, write: (bytes: Uint8Array) => void): Promise<string | null> {
  const input = new Input(file);
  try {
    while (!input.isAtEnd()) readFrame(input, write);
    return null;
  } catch (error) {
    if (error instanceof ZstdFault) return error.message;
    throw error;
  } finally {
    input.close();
  }
}

function readFrame(input: Input, write: (bytes: Uint8Array) => void): void {
  const magic = input.take(4).readUInt32LE();
  if (magic >>> 4 === 0x184d2a5) return input.skip(input.take(4).readUInt32LE());
  if (magic !== frameMagic) throw input.fault("damaged", "no frame begins here", 4);
  const header = readHeader(input);
  const hash = new Xxh64();
  let size = 0;
  const decoder = decoderOf(input, (bytes) => {
    size += bytes.length;
    if (header.checked) hash.update(bytes);
    write(bytes);
  });
  decoder(Buffer.concat([header.bytes, emptyBlocks]), false);
  for (let last = false; !last;) {
    const block = readBlock(input);
    last = block.last;
    decoder(block.bytes, last);
  }
  if (header.size !== null && header.size !== size)
    throw input.fault("damaged", `a frame of ${header.size} bytes unpacked to ${size}`);
  if (header.checked && input.take(4).readUInt32LE() !== hash.low())
    throw input.fault("damaged", "the checksum of a frame does not match what was read of it", 4);
}

function readHeader(input: Input): FrameHeader {
  const [descriptor] = input.take(1);
  const single = (descriptor! >> 5) & 1;
  const sizeField = [single, 2, 4, 8][descriptor! >> 6]!;
  if (descriptor! & 3) throw input.fault("refused", "it needs a dictionary, which is not in the file", 5);
  const rest = input.take((single ? 0 : 1) + sizeField);
  const size = sizeField === 0 ? null : sizeOf(rest.subarray(single ? 0 : 1));
  const exponent = rest[0]! >> 3;
  const window = single ? size! : 2 ** (10 + exponent) * (1 + (rest[0]! & 7) / 8);
  if (window > maxWindowBytes)
    throw input.fault("refused", `it asks for ${window} bytes of memory, at most ${maxWindowBytes} are given`, 5);
  const bytes = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor! & ~4]), rest]);
  return {bytes, size, checked: (descriptor! & 4) !== 0};
}

function sizeOf(field: Buffer): number {
  if (field.length === 8) return Number(field.readBigUInt64LE());
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}

function readBlock(input: Input): {bytes: Buffer; last: boolean} {
  const head = input.take(3);
  const word = head.readUIntLE(0, 3);
  const [last, type, size] = [(word & 1) === 1, (word >> 1) & 3, word >> 3];
  if (type === 3 || size > maxBlockBytes) throw input.fault("damaged", "no block begins here", 3);
  return {bytes: Buffer.concat([head, input.take(type === 1 ? 1 : size)]), last};
}

/** fzstd throws errors of any kind on damaged data. What `take` throws is none of the stream's. */
function decoderOf(input: Input, take: (bytes: Uint8Array) => void): (bytes: Uint8Array, last: boolean) => void {
  let out: Uint8Array[] = [];
  const decoder = new Decompress((bytes) => void out.push(bytes));
  return (bytes, last) => {
    try {
      decoder.push(bytes, last);
    } catch (error) {
      throw input.fault("damaged", error instanceof Error ? error.message : String(error), bytes.length);
    }
    for (const found of out) take(found);
    out = [];
  };
}

/** The packed bytes in order. */
class Input {
  readonly #fd: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Of the buffer's first byte in the file. */
  #base = 0;
  #at = 0;

  constructor(file: string) {
    this.#fd = openSync(file, "r");
  }

  isAtEnd(): boolean {
    return this.#at === this.#buffer.length && this.#fill(1) === 0;
  }

  /** Throws where the file ends before. */
  take(bytes: number): Buffer {
    const there = this.#buffer.length - this.#at >= bytes ? bytes : this.#fill(bytes);
    if (there < bytes) throw this.fault("cut");
    const taken = this.#buffer.subarray(this.#at, this.#at + bytes);
    this.#at += bytes;
    return taken;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0;) left -= this.take(Math.min(left, readAhead)).length;
  }

  /** `back`: how many bytes before this place the fault lies. */
  fault(kind: "cut" | "damaged" | "refused", why = "", back = 0): ZstdFault {
    const at = this.#base + this.#at - back;
    if (kind === "cut") return new ZstdFault(`the zstd stream ends early, at byte ${this.#base + this.#buffer.length}`);
    return new ZstdFault(
      kind === "damaged"
        ? `the zstd stream is damaged at byte ${at} (${why})`
        : `the zstd stream is not unpacked: ${why}`
    );
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Makes at least `bytes` bytes available where the file has them; returns how many there are. */
  #fill(bytes: number): number {
    const kept = this.#buffer.subarray(this.#at);
    const buffer = Buffer.allocUnsafe(Math.max(bytes, readAhead) + kept.length);
    kept.copy(buffer);
    this.#base += this.#at;
    this.#at = 0;
    let size = kept.length;
    for (let read; size < bytes && (read = readSync(this.#fd, buffer, size, buffer.length - size, this.#base + size));)
      size += read;
    this.#buffer = buffer.subarray(0, size);
    return size;
  }
}
