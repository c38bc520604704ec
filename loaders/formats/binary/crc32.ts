/** CRC-32 over the reflected polynomial given, eight bytes at a time. */
function tablesOf(polynomial: number): Uint32Array[] {
  const tables = Array.from({length: 8}, () => new Uint32Array(256));
  for (let i = 0; i < 256; i++) {
    let crc = i;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    tables[0]![i] = crc;
  }
  for (let t = 1; t < 8; t++)
    for (let i = 0; i < 256; i++) {
      const before = tables[t - 1]![i]!;
      tables[t]![i] = (before >>> 8) ^ tables[0]![before & 0xff]!;
    }
  return tables;
}

const castagnoli = tablesOf(0x82f63b78);
const ieee = tablesOf(0xedb88320);

function crcOf(tables: Uint32Array[], bytes: Uint8Array, from: number): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array
  ];
  let crc = ~from;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      t7[crc & 0xff]! ^
      t6[(crc >>> 8) & 0xff]! ^
      t5[(crc >>> 16) & 0xff]! ^
      t4[crc >>> 24]! ^
      t3[bytes[i + 4]!]! ^
      t2[bytes[i + 5]!]! ^
      t1[bytes[i + 6]!]! ^
      t0[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[i]!) & 0xff]!;
  return ~crc >>> 0;
}

/** CRC-32C (Castagnoli), as a whole number from 0 to 2^32 − 1. */
export function crc32c(bytes: Uint8Array): number {
  return crcOf(castagnoli, bytes, 0);
}

/** CRC-32 as in zlib; `from` is the checksum of what stands before. */
export function crc32(bytes: Uint8Array, from = 0): number {
  return crcOf(ieee, bytes, from);
}

/** CRC-32C as record files of TensorFlow and LevelDB store it: rotated by 15 bits, plus a constant. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
