import {decode, type Message} from "../../binary/message.ts";

/** A number of a tensor; `raw` is its exact text where a double cannot hold it. */
export interface TensorNumber {
  value: number;
  raw: string | null;
}

type Read = (view: DataView, at: number) => number | bigint;

interface NumberType {
  name: string;
  /** Bytes of an element in tensor_content. */
  width: number;
  read: Read;
  /** Field of TensorProto that holds elements one by one, and how. */
  field: number;
  as: "float" | "double" | "varint" | "half" | "bfloat16";
}

/** DataType of TensorFlow → how its numbers are stored. */
const numberTypes: Record<number, NumberType> = {
  1: {name: "float", width: 4, read: (view, at) => view.getFloat32(at, true), field: 5, as: "float"},
  2: {name: "double", width: 8, read: (view, at) => view.getFloat64(at, true), field: 6, as: "double"},
  3: {name: "int32", width: 4, read: (view, at) => view.getInt32(at, true), field: 7, as: "varint"},
  4: {name: "uint8", width: 1, read: (view, at) => view.getUint8(at), field: 7, as: "varint"},
  5: {name: "int16", width: 2, read: (view, at) => view.getInt16(at, true), field: 7, as: "varint"},
  6: {name: "int8", width: 1, read: (view, at) => view.getInt8(at), field: 7, as: "varint"},
  9: {name: "int64", width: 8, read: (view, at) => view.getBigInt64(at, true), field: 10, as: "varint"},
  10: {name: "bool", width: 1, read: (view, at) => view.getUint8(at), field: 11, as: "varint"},
  14: {name: "bfloat16", width: 2, read: (view, at) => bfloat16(view.getUint16(at, true)), field: 13, as: "bfloat16"},
  17: {name: "uint16", width: 2, read: (view, at) => view.getUint16(at, true), field: 7, as: "varint"},
  19: {name: "half", width: 2, read: (view, at) => half(view.getUint16(at, true)), field: 13, as: "half"},
  22: {name: "uint32", width: 4, read: (view, at) => view.getUint32(at, true), field: 16, as: "varint"},
  23: {name: "uint64", width: 8, read: (view, at) => view.getBigUint64(at, true), field: 17, as: "varint"}
};
const stringType = 7;

/** The single number of a tensor; null where it has another type or more than one element. */
export function scalarOf(tensor: Message): TensorNumber | null {
  const type = numberTypes[tensor.int(1) ?? 0];
  if (!type || elements(tensor) !== 1) return null;
  const content = tensor.blob(4);
  if (content && content.length > 0) {
    if (content.length !== type.width) return null;
    return exact(type.read(new DataView(content.buffer, content.byteOffset, content.byteLength), 0));
  }
  const [value, more] = listed(tensor, type);
  return value === undefined || more !== undefined ? null : exact(value);
}

/** The strings of a tensor; null where it holds something else. */
export function stringsOf(tensor: Message): string[] | null {
  return tensor.int(1) === stringType ? tensor.blobs(8).map(decode) : null;
}

/** "float[]", "float[3,4]": type and shape in words. */
export function typeName(tensor: Message): string {
  const code = tensor.int(1) ?? 0;
  const name = code === stringType ? "string" : (numberTypes[code]?.name ?? `type ${code}`);
  return `${name}[${shape(tensor).join(",")}]`;
}

function shape(tensor: Message): number[] {
  return (tensor.message(2)?.messages(2) ?? []).map((dimension) => dimension.int(1) ?? 0);
}

function elements(tensor: Message): number {
  return shape(tensor).reduce((product, size) => product * size, 1);
}

/** At most two of the elements that stand one by one. */
function listed(tensor: Message, {field, as}: NumberType): (number | bigint)[] {
  if (as === "float") return tensor.reals(field, 4, 2);
  if (as === "double") return tensor.reals(field, 8, 2);
  const values = tensor.varints(field, 2);
  if (as === "varint") return values.map((value) => (field === 17 ? value : BigInt.asIntN(64, value)));
  return values.map((value) => (as === "half" ? half(Number(value & 0xffffn)) : bfloat16(Number(value & 0xffffn))));
}

function exact(value: number | bigint): TensorNumber {
  if (typeof value === "number") return {value, raw: null};
  const number = Number(value);
  return {value: number, raw: BigInt(number) === value && Number.isSafeInteger(number) ? null : String(value)};
}

/** A 16-bit float of IEEE 754. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a 32-bit float. */
function bfloat16(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
