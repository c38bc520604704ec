import {checkOutside, checkStream, writeStream} from "./resample.ts";
import type {Floats, ResampleParameters} from "./resample.ts";
import {tensor} from "./tensor.ts";
import type {Tensor} from "./tensor.ts";

/** One stream: x[B,S,D] at times s[B,S]. S and D are its own, B and the dtype are those of all streams. */
export interface Stream {
  x: Floats;
  s: Tensor<"float64">;
}

/** One or more streams → y[B,T,ΣD] at times t[B,T], in the order given: bit-equal to resampling each. */
export function fuse(streams: readonly Stream[], t: Tensor<"float64">, parameters: ResampleParameters): Floats {
  const [first] = streams;
  if (!first) throw new RangeError("fuse: no streams, expected one or more");
  checkOutside("fuse", parameters.outside);
  streams.forEach(({x, s}, n) => {
    checkStream("fuse", ` of stream ${n}`, x, s, t);
    if (x.dtype !== first.x.dtype)
      throw new TypeError(`fuse: x of stream ${n} is ${x.dtype}, expected ${first.x.dtype} as in stream 0`);
  });
  const width = streams.reduce((sum, {x}) => sum + x.shape[2]!, 0);
  const y = tensor(first.x.dtype, [t.shape[0]!, t.shape[1]!, width]) as Floats;
  let column = 0;
  streams.forEach(({x, s}, n) => {
    writeStream(`fuse: stream ${n}`, {x, s, t, y, column}, parameters.outside);
    column += x.shape[2]!;
  });
  return y;
}
