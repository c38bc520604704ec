import {copySync} from "../../native/index.ts";
import type {RunOptions} from "../../native/index.ts";

const page = 4096;

/** Memory to copy from and to, in as many places as there are sets: what an op moves, moved without the op. */
export interface Copies {
  /** Milliseconds of one copy in the n-th place: half of the bytes are read, half are written. */
  copy(place: number, options: RunOptions): number;
}

/** Places for a copy that moves `bytes` in all, one after another on pages of their own, every page mapped. */
export function makeCopies(bytes: number, places: number): Copies {
  const half = Math.ceil(bytes / 2);
  const stride = Math.ceil(half / page) * page;
  const [from, to] = [new Uint8Array(stride * places).fill(1), new Uint8Array(stride * places).fill(2)];
  return {
    copy(place, options) {
      const start = (place % places) * stride;
      return copySync(from.subarray(start, start + half), to.subarray(start, start + half), options).milliseconds;
    }
  };
}
