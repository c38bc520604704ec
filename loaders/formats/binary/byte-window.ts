import type {Source} from "../../files/source.ts";

const blockBytes = 1024 * 1024;
const blocksHeld = 16;

/** Random access to a source by blocks of 1 MiB, of which the last sixteen are held. */
export class ByteWindow {
  readonly bytes: number;
  readonly #source: Pick<Source, "slice" | "bytes">;
  readonly #blocks = new Map<number, Buffer>();

  constructor(source: Pick<Source, "slice" | "bytes">) {
    this.#source = source;
    this.bytes = source.bytes;
  }

  /** Bytes [start, end), fewer where the source ends before. A range across blocks is copied. */
  at(start: number, end: number): Buffer {
    const to = Math.min(end, this.bytes);
    if (start >= to) return Buffer.alloc(0);
    const first = Math.floor(start / blockBytes);
    const last = Math.floor((to - 1) / blockBytes);
    if (first === last) return this.#block(first).subarray(start - first * blockBytes, to - first * blockBytes);
    if (last - first >= blocksHeld) return this.#source.slice(start, to);
    const parts: Buffer[] = [];
    for (let block = first; block <= last; block++)
      parts.push(
        this.#block(block).subarray(
          Math.max(start - block * blockBytes, 0),
          Math.min(to - block * blockBytes, blockBytes)
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
    const block = this.#source.slice(index * blockBytes, Math.min((index + 1) * blockBytes, this.bytes));
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
