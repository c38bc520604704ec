import {expect} from "vitest";
import type {DType, Tensor} from "../../native/index.ts";
import type {Seeded} from "../seeded.ts";

const guardByte = 0xa5;
/**
 * Bytes of what lies before and behind a view with elements of so many bytes. Buffers begin on a multiple of 16 bytes:
 * an odd number of elements leaves the view on no boundary of a vector, the others put some on one of 64.
 */
const paddings = (width: number): number[] => [width, 3 * width, 5 * width, 7 * width, 16, 48, 64];

/** A tensor that is a view into a larger buffer of guard bytes, so that a read or write beside it shows. */
export interface Embedded<K extends DType = DType> {
  tensor: Tensor<K>;
  /** Throws where a byte outside the view has changed. */
  expectGuards(): void;
}

/** A copy of the tensor at an odd offset in a larger buffer. */
export function embed<K extends DType>({dtype, shape, data}: Tensor<K>, random: Seeded): Embedded<K> {
  const {BYTES_PER_ELEMENT: width, length} = data;
  const [before, behind] = [random.pick(paddings(width)), random.pick(paddings(width))];
  const bytes = new Uint8Array(before + length * width + behind).fill(guardByte);
  const constructor = data.constructor as new (
    buffer: ArrayBuffer,
    offset: number,
    length: number
  ) => Tensor<K>["data"];
  const view = new constructor(bytes.buffer, before, length);
  view.set(data as never);
  return {
    tensor: {dtype, shape, data: view} as unknown as Tensor<K>,
    expectGuards() {
      const guards = [bytes.subarray(0, before), bytes.subarray(before + length * width)];
      for (const guard of guards)
        expect(
          guard.every((byte) => byte === guardByte),
          "bytes beside a view"
        ).toBe(true);
    }
  };
}

/** The bytes of a tensor's values, without a copy. */
export function bytesOf({data}: Tensor): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Overwrites every byte, so that one that an op leaves alone shows. */
export function poison({data}: Tensor): void {
  bytesOf({data} as Tensor).fill(guardByte);
}
