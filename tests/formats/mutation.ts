import type {Seeded} from "../seeded.ts";

/** A part of a mutated file: bytes [from, to) of the original, or bytes that were put in. */
type Piece = {from: number; to: number} | {put: Buffer};

/** A mutated file, and which of its bytes are the original's. */
export interface Mutation {
  bytes: Buffer;
  /** What was done, in words, in order. */
  edits: string[];
  /** Offset up to which the bytes are the original's, from its beginning on. */
  firstTouch: number;
  /** Original ranges that are still there, unbroken, with where they begin in the mutated bytes. */
  kept: {from: number; to: number; at: number}[];
}

const tokens = [
  ...'{}[]",:\\<>&|#\n\0-;=',
  "\r\n",
  "\r",
  "\n\n",
  '""',
  "\\ud800",
  "NaN",
  "nan",
  "1e999",
  "9007199254740993",
  "null",
  "true",
  "\ufeff",
  "<![CDATA[",
  "]]>",
  "<!--",
  "</testsuite>",
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '"step":1,',
  ':::MLLOG {"key":"run_stop"}',
  ":::MLL 1.0 run_stop: {}",
  "end_of_record\n",
  "version https://git-lfs.github.com/spec/v1\n",
  "__proto__",
  "ü\u2028",
  "---\n",
  "&a *a"
];
const noise = [0xff, 0xc3, 0xed, 0x00, 0x80, 0x1f];

/** One to four edits of a file whose units end at `ends`: bits, bytes, tokens, lines, blocks, order, its end. */
export function mutate(original: Buffer, ends: number[], random: Seeded): Mutation {
  let pieces: Piece[] = [{from: 0, to: original.length}];
  const edits: string[] = [];
  if (ends.length > 2 && random.integer(0, 4) === 0) {
    const {order, told} = reorder(ends, random);
    pieces = order;
    edits.push(told);
  }
  for (let left = random.integer(edits.length ? 0 : 1, 3); left > 0; left--) {
    const bytes = joined(pieces, original);
    if (bytes.length === 0) break;
    const edit = random.pick(kinds)(bytes, random);
    edits.push(`${edit.told} at ${edit.start}`);
    const put = edit.put.length > 0 ? [{put: edit.put}] : [];
    pieces = [...cut(pieces, 0, edit.start), ...put, ...cut(pieces, edit.end, bytes.length)];
  }
  return described(pieces, original, edits);
}

interface Edit {
  told: string;
  /** Bytes [start, end) are replaced by `put`. */
  start: number;
  end: number;
  put: Buffer;
}

const nothing = Buffer.alloc(0);

const kinds: ((bytes: Buffer, random: Seeded) => Edit)[] = [
  function flip(bytes, random) {
    const start = random.integer(0, bytes.length - 1);
    const bit = random.integer(0, 7);
    return {told: `bit ${bit} flipped`, start, end: start + 1, put: Buffer.of(bytes[start]! ^ (1 << bit))};
  },
  function truncate(bytes, random) {
    return {told: "cut off", start: random.integer(0, bytes.length - 1), end: bytes.length, put: nothing};
  },
  function remove(bytes, random) {
    const {start, end} = block(bytes, random);
    return {told: `${end - start} bytes removed`, start, end, put: nothing};
  },
  function removeLine(bytes, random) {
    const start = lineStart(bytes, random);
    const end = bytes.indexOf(0x0a, start) + 1 || bytes.length;
    return {told: "line removed", start, end, put: nothing};
  },
  function putBytes(bytes, random) {
    const start = random.integer(0, bytes.length);
    const put = Buffer.from(Array.from({length: random.integer(1, 12)}, () => byte(random)));
    return {told: `bytes ${put.toString("hex")} put in`, start, end: start, put};
  },
  function putToken(bytes, random) {
    const start = random.integer(0, bytes.length);
    const token = random.pick(tokens);
    return {told: `${JSON.stringify(token)} put in`, start, end: start, put: Buffer.from(token)};
  },
  function putLine(bytes, random) {
    const start = lineStart(bytes, random);
    const line = Array.from({length: random.integer(0, 6)}, () => random.pick(tokens)).join("");
    return {told: `line ${JSON.stringify(line)} put in`, start, end: start, put: Buffer.from(`${line}\n`)};
  },
  function repeat(bytes, random) {
    const {start, end} = block(bytes, random);
    return {told: `${end - start} bytes repeated`, start: end, end, put: Buffer.from(bytes.subarray(start, end))};
  },
  function repeatLines(bytes, random) {
    const start = lineStart(bytes, random);
    let end = start;
    for (let lines = random.integer(1, 4); lines > 0 && end < bytes.length; lines--)
      end = bytes.indexOf(0x0a, end) + 1 || bytes.length;
    return {told: "lines repeated", start, end: start, put: Buffer.from(bytes.subarray(start, end))};
  },
  function overwrite(bytes, random) {
    const {start, end} = block(bytes, random);
    const put = Buffer.from(Array.from({length: end - start}, () => byte(random)));
    return {told: `${end - start} bytes overwritten`, start, end, put};
  }
];

function byte(random: Seeded): number {
  return random.integer(0, 3) === 0 ? random.pick(noise) : random.integer(0, 255);
}

function block(bytes: Buffer, random: Seeded): {start: number; end: number} {
  const start = random.integer(0, bytes.length - 1);
  const size = random.integer(0, 3) === 0 ? random.integer(1, 2000) : random.integer(1, 40);
  return {start, end: Math.min(bytes.length, start + size)};
}

function lineStart(bytes: Buffer, random: Seeded): number {
  return bytes.subarray(0, random.integer(0, bytes.length - 1)).lastIndexOf(0x0a) + 1;
}

/** A few units that follow each other change places. */
function reorder(ends: number[], random: Seeded): {order: Piece[]; told: string} {
  const first = random.integer(0, ends.length - 2);
  const last = Math.min(ends.length - 1, first + random.integer(1, 6));
  const starts = [0, ...ends];
  const moved: Piece[] = ends.slice(first, last + 1).map((to, i) => ({from: starts[first + i]!, to}));
  for (let i = moved.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [moved[i], moved[j]] = [moved[j]!, moved[i]!];
  }
  const order = [{from: 0, to: starts[first]!}, ...moved, {from: ends[last]!, to: ends.at(-1)!}];
  return {order: order.filter((piece) => size(piece) > 0), told: `units ${first + 1} to ${last + 1} in another order`};
}

function size(piece: Piece): number {
  return "put" in piece ? piece.put.length : piece.to - piece.from;
}

function joined(pieces: Piece[], original: Buffer): Buffer {
  return Buffer.concat(pieces.map((piece) => ("put" in piece ? piece.put : original.subarray(piece.from, piece.to))));
}

/** The pieces of bytes [start, end). */
function cut(pieces: Piece[], start: number, end: number): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const low = Math.max(start - at, 0);
    const high = Math.min(end - at, size(piece));
    if (low < high)
      out.push("put" in piece ? {put: piece.put.subarray(low, high)} : {from: piece.from + low, to: piece.from + high});
    at += size(piece);
  }
  return out;
}

function described(pieces: Piece[], original: Buffer, edits: string[]): Mutation {
  const kept: Mutation["kept"] = [];
  let at = 0;
  for (const piece of pieces) {
    const before = kept.at(-1);
    if (!("put" in piece)) {
      const joins = before && before.to === piece.from && before.at + before.to - before.from === at;
      if (joins) before.to = piece.to;
      else kept.push({from: piece.from, to: piece.to, at});
    }
    at += size(piece);
  }
  const [head] = kept;
  const firstTouch = head && head.from === 0 && head.at === 0 ? head.to : 0;
  return {bytes: joined(pieces, original), edits, firstTouch, kept};
}
