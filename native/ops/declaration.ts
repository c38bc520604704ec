import type {DType} from "./tensor.ts";

export interface OperandDeclaration {
  name: string;
  dtypes: readonly DType[];
  /** One letter or number per axis, outermost first. The rank is their count. */
  axes: readonly string[];
  optional?: true;
  /** The operand stands once per stream. */
  repeated?: true;
}

export interface ParameterDeclaration {
  name: string;
  /** The values it may have, or what they are in words. */
  values: readonly string[] | string;
  default?: string;
}

/** Axis lengths by letter. */
export type Axes = Readonly<Record<string, number>>;

/** The least a call must move to and from memory, and the floating-point operations of its definition. */
export interface Cost {
  bytes: number;
  flops: number;
}

/** One native operation, declared once: tests, benchmarks, pages and the capability table enumerate these. */
export interface OpDeclaration {
  name: string;
  summary: string;
  inputs: readonly OperandDeclaration[];
  outputs: readonly OperandDeclaration[];
  parameters: readonly ParameterDeclaration[];
  /** `dtype` is that of the values (x, or features). */
  cost(axes: Axes, dtype: DType): Cost;
  /**
   * Greatest distance from the exact real result, per dtype of the values: `ulp` units in the last place of the
   * `of`. Between backends there is none: results are equal bit for bit.
   */
  tolerance: Partial<Record<DType, {ulp: number; of: string}>>;
}

export const bytesOf: Record<DType, number> = {float32: 4, bfloat16: 2, float64: 8, uint32: 4};
