/** The native operations with the backend that runs in a page, bundled from native/browser.ts. */
declare module "npm:colophon/ops" {
  export interface Arrays {
    float32: Float32Array;
    bfloat16: Uint16Array;
    float64: Float64Array;
    uint32: Uint32Array;
  }
  export type DType = keyof Arrays;
  export type Tensor<K extends DType = DType> = K extends DType
    ? {readonly dtype: K; readonly shape: readonly number[]; readonly data: Arrays[K]}
    : never;
  export type Floats = Tensor<"float32"> | Tensor<"bfloat16">;
  export type Outside = "clamp" | "nan" | "linear";
  export type VoxelMode = "count" | "occupancy" | "sum" | "mean" | "min" | "max";

  export interface Operand {
    readonly name: string;
    readonly dtypes: readonly DType[];
    readonly axes: readonly string[];
    readonly optional?: true;
    readonly repeated?: true;
  }
  export interface Op {
    readonly name: string;
    readonly summary: string;
    readonly inputs: readonly Operand[];
    readonly outputs: readonly Operand[];
    readonly parameters: readonly {
      readonly name: string;
      readonly values: readonly string[] | string;
      readonly default?: string;
    }[];
    readonly tolerance: Partial<Record<DType, {readonly ulp: number; readonly of: string}>>;
  }

  export interface Stream {
    x: Floats;
    s: Tensor<"float64">;
  }
  /** Per target: the two rows it reads, the second's weight; the same row twice is that row, −1 is none. */
  export interface Stencil {
    low: Int32Array;
    high: Int32Array;
    weight: Float32Array;
  }
  export interface Geometry {
    origin: ArrayLike<number>;
    size: number | ArrayLike<number>;
    shape: readonly number[];
  }

  export const backendName: string;
  export const ops: readonly Op[];
  export const outsideModes: readonly Outside[];
  export const voxelModes: readonly VoxelMode[];
  export function tensor<K extends DType>(dtype: K, shape: readonly number[], data?: Arrays[K]): Tensor<K>;
  export function toBfloat16(values: ArrayLike<number>): Uint16Array;
  export function fromBfloat16(values: Uint16Array): Float32Array;
  export function resample(
    x: Floats,
    s: Tensor<"float64">,
    t: Tensor<"float64">,
    parameters?: {outside?: Outside}
  ): Floats;
  export function fuse(streams: readonly Stream[], t: Tensor<"float64">, parameters?: {outside?: Outside}): Floats;
  export function voxelize(
    points: Tensor<"float32">,
    features: Tensor<"float32"> | null,
    parameters: Geometry & {mode: VoxelMode}
  ): {grid: Tensor<"uint32"> | Tensor<"float32">; dropped: number};
  export function stencilOf(stream: Stream, t: Tensor<"float64">, parameters?: {outside?: Outside}): Stencil;
  export function cellsOf(points: Tensor<"float32">, geometry: Geometry): Int32Array;
}
