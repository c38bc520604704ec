import type {Source} from "../../files/source.ts";

const blockBytes = 1024 * 1024;
const blocksHeld = 16;

/** Random access to a source, or to what lies behind `from`, by blocks of 1 MiB, of which the last sixteen are held. */
export class ByteWindow {
  readonly bytes: number;
  readonly #source: Pick<Source, "slice" | "bytes">;
  readonly #from: number;
  readonly #blocks = new Map<number, Buffer>();

  constructor(source: Pick<Source, "slice" | "bytes">, from = 0) {
    this.#source = source;
    this.#from = from;
    this.bytes = source.bytes;
  }

  /** Bytes [start, end), fewer where the source ends before. A range across blocks is copied. */
  at(start: number, end: number): Buffer {
    const to = Math.min(end, this.bytes);
    if (start >= to) return Buffer.alloc(0);
    const [begin, stop] = [start - this.#from, to - this.#from];
    const first = Math.floor(begin / blockBytes);
    const last = Math.floor((stop - 1) / blockBytes);
    if (first === last) return this.#block(first).subarray(begin - first * blockBytes, stop - first * blockBytes);
    if (last - first >= blocksHeld) return this.#source.slice(start, to);
    const parts: Buffer[] = [];
    for (let block = first; block <= last; block++)
      parts.push(
        this.#block(block).subarray(
          Math.max(begin - block * blockBytes, 0),
          Math.min(stop - block * blockBytes, blockBytes)
        )
      );
    return Buffer.concat(parts);
  }

  #block(index: number): Buffer {
    const held = this.#blocks.get(index);
    if (held) {
      this.#blocks.delete(index);
      this.#blocks.set(index, held);
      return held;
    }
    const start = this.#from + index * blockBytes;
    const block = this.#source.slice(start, Math.min(start + blockBytes, this.bytes));
    if (this.#blocks.size === blocksHeld) this.#blocks.delete(this.#blocks.keys().next().value!);
    this.#blocks.set(index, block);
    return block;
  }
}

/** The first bytes of a range in hexadecimal, for the text of a rejected unit. */
export function hexExcerpt(bytes: Buffer): string {
  const shown = bytes.subarray(0, 64);
  return shown.toString("hex").replace(/(..)(?=.)/g, "$1 ") + (bytes.length > shown.length ? " …" : "");
}
