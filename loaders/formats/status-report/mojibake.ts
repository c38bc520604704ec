import iconv from "iconv-lite";

const upper = iconv.decode(Buffer.from(Array.from({length: 128}, (_, i) => 128 + i)), "macintosh");
const bytes = new Map([...upper].map((character, i) => [character, 128 + i]));
// iconv-lite lacks the Apple logo, the first byte of every emoji, and has the currency sign where Apple put the euro.
bytes.set("\uF8FF", 0xf0).set("€", 0xdb).delete("\uFFFD");

/**
 * Undoes "UTF-8 read as Mac Roman and saved again": mendMacRoman("‚Äì") is "–". Null unless every character has a Mac
 * Roman byte, the bytes are strict UTF-8 and fewer characters outside ASCII, none of them a control, remain.
 */
export function mendMacRoman(text: string): string | null {
  const encoded = encode(text);
  if (!encoded) return null;
  const mended = decodeStrictly(encoded);
  if (mended === null || /[\x80-\x9f]/.test(mended)) return null;
  return countBeyondAscii(mended) < countBeyondAscii(text) ? mended : null;
}

function encode(text: string): Uint8Array | null {
  const encoded = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 128 ? code : bytes.get(text[i]!);
    if (byte === undefined) return null;
    encoded[i] = byte;
  }
  return encoded;
}

function decodeStrictly(encoded: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(encoded);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function countBeyondAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) count += 1;
  return count;
}
