import {checkTensor, tensor} from "./tensor.ts";
import type {Tensor} from "./tensor.ts";

export type Floats = Tensor<"float32"> | Tensor<"bfloat16">;

export const outsideModes = ["clamp", "nan", "linear"] as const;
/** What a target outside the source times gets: the value at the nearer end, NaN, or the line through the end. */
export type Outside = (typeof outsideModes)[number];

/** One stream: x[B,S,D] at times s[B,S]. S and D are its own, B and the dtype are those of all streams. */
export interface Stream {
  x: Floats;
  s: Tensor<"float64">;
}

export interface InterpolationParameters<Y extends Floats = Floats> {
  outside?: Outside;
  /** Where the result goes, [B,T,ΣD] of the dtype of x: saves an allocation. Its content is lost if the call fails. */
  out?: Y;
}

/** What a backend is asked for: streams whose shapes fit, side by side in y[B,T,ΣD] in the order given. */
export interface Interpolation {
  kind: "interpolation";
  streams: readonly Stream[];
  t: Tensor<"float64">;
  outside: Outside;
  y: Floats;
  /** Words that name a stream and batch in an error. */
  where(stream: number, batch: number): string;
}

/** Throws unless x[B,S,D], s[B,S] and t[B,T] fit together. */
export function resampleJob(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  parameters: InterpolationParameters
): Interpolation {
  checkStream("resample", "", {x, s}, t);
  return {...jobOf("resample", [{x, s}], t, parameters), where: (_, batch) => `resample: batch ${batch}`};
}

/** Throws unless there is a stream and all of them fit together, naming the stream. */
export function fuseJob(
  streams: readonly Stream[],
  t: Tensor<"float64">,
  parameters: InterpolationParameters
): Interpolation {
  const [first] = streams;
  if (!first) throw new RangeError("fuse: no streams, expected one or more");
  streams.forEach((stream, n) => {
    checkStream("fuse", ` of stream ${n}`, stream, t);
    if (stream.x.dtype !== first.x.dtype)
      throw new TypeError(`fuse: x of stream ${n} is ${stream.x.dtype}, expected ${first.x.dtype} as in stream 0`);
  });
  const where = (stream: number, batch: number): string => `fuse: stream ${stream}: batch ${batch}`;
  return {...jobOf("fuse", streams, t, parameters), where};
}

function jobOf(
  op: string,
  streams: readonly Stream[],
  t: Tensor<"float64">,
  {outside = "clamp", out}: InterpolationParameters
): Omit<Interpolation, "where"> {
  if (!outsideModes.includes(outside))
    throw new RangeError(`${op}: outside is "${outside}", expected ${outsideModes.join(", ")}`);
  const {dtype} = streams[0]!.x;
  const shape = [t.shape[0]!, t.shape[1]!, streams.reduce((sum, {x}) => sum + x.shape[2]!, 0)];
  if (out) checkTensor(op, "out", out, [dtype], 3, shape);
  return {kind: "interpolation", streams, t, outside, y: out ?? (tensor(dtype, shape) as Floats)};
}

/** `of` follows the names in messages: " of stream 1". */
function checkStream(op: string, of: string, {x, s}: Stream, t: Tensor<"float64">): void {
  checkTensor(op, `x${of}`, x, ["float32", "bfloat16"], 3);
  checkTensor(op, `s${of}`, s, ["float64"], 2);
  checkTensor(op, "t", t, ["float64"], 2);
  if (s.shape[0] !== x.shape[0] || s.shape[1] !== x.shape[1])
    throw new RangeError(
      `${op}: s${of} has shape [${s.shape}], expected [${x.shape.slice(0, 2)}] as in x [${x.shape}]`
    );
  if (t.shape[0] !== x.shape[0])
    throw new RangeError(`${op}: t has ${t.shape[0]} batches, expected ${x.shape[0]} as in x${of} [${x.shape}]`);
}
