/** How the bytes of a file are packed; its content is what they unpack to. */
export type Encoding = "gzip" | "zstd";

/** By the first bytes, whatever the name says; null: as they are. */
export function encodingOf(head: Uint8Array): Encoding | null {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b && c === 0x08) return "gzip";
  const zstd = b === 0xb5 && c === 0x2f && d === 0xfd && a === 0x28;
  const skippable = b === 0x2a && c === 0x4d && d === 0x18 && a! >= 0x50 && a! <= 0x5f;
  return zstd || skippable ? "zstd" : null;
}
