import {isUtf8} from "node:buffer";

const question = 0x3f;

/** The bytes with "?" for every one that is not part of UTF-8, so that offsets stay those of the file. */
export function mendUtf8(content: Buffer): {bytes: Buffer; mended: number} {
  if (isUtf8(content)) return {bytes: content, mended: 0};
  const bytes = Buffer.from(content);
  let mended = 0;
  for (let i = 0; i < bytes.length;) {
    const length = sequenceAt(bytes, i);
    if (length === 0) {
      bytes[i] = question;
      mended++;
    }
    i += Math.max(length, 1);
  }
  return {bytes, mended};
}

/** Length of the UTF-8 sequence at `i`, 0 where there is none. */
function sequenceAt(bytes: Buffer, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(i, i + length)) && bytes.length >= i + length ? length : 0;
}
