const stripe = 32;

/** A number of 64 bits in two halves of 32. */
interface Wide {
  high: number;
  low: number;
}

const wide = (high: number, low: number): Wide => ({high: high >>> 0, low: low >>> 0});
const prime1 = wide(0x9e3779b1, 0x85ebca87);
const prime2 = wide(0xc2b2ae3d, 0x27d4eb4f);
const prime3 = wide(0x165667b1, 0x9e3779f9);
const prime4 = wide(0x85ebca77, 0xc2b2ae63);
const prime5 = wide(0x27d4eb2f, 0x165667c5);

/** XXH64 with seed 0, of which the checksum of a Zstandard frame is the low half. */
export class Xxh64 {
  readonly #lanes: Wide[] = [add(prime1, prime2), {...prime2}, wide(0, 0), negate(prime1)];
  readonly #rest = Buffer.alloc(stripe);
  #kept = 0;
  #bytes = 0;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    let at = 0;
    if (this.#kept > 0) {
      at = Math.min(stripe - this.#kept, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#kept);
      this.#kept += at;
      if (this.#kept < stripe) return;
      this.#takeStripe(this.#rest, 0);
      this.#kept = 0;
    }
    for (; at + stripe <= bytes.length; at += stripe) this.#takeStripe(bytes, at);
    this.#rest.set(bytes.subarray(at));
    this.#kept = bytes.length - at;
  }

  /** The low 32 bits of the hash of all bytes so far. */
  low(): number {
    let hash = add(this.#bytes < stripe ? prime5 : this.#merged(), wide(this.#bytes / 2 ** 32, this.#bytes));
    let at = 0;
    for (; at + 8 <= this.#kept; at += 8) {
      const lane = round(wide(0, 0), word(this.#rest, at + 4), word(this.#rest, at));
      hash = add(multiply(rotate(xor(hash, lane), 27), prime1), prime4);
    }
    if (at + 4 <= this.#kept) {
      const half = multiply(wide(0, word(this.#rest, at)), prime1);
      hash = add(multiply(rotate(xor(hash, half), 23), prime2), prime3);
      at += 4;
    }
    for (; at < this.#kept; at++)
      hash = multiply(rotate(xor(hash, multiply(wide(0, this.#rest[at]!), prime5)), 11), prime1);
    hash = multiply(xor(hash, shift(hash, 33)), prime2);
    hash = multiply(xor(hash, shift(hash, 29)), prime3);
    return (hash.low ^ hash.high) >>> 0;
  }

  #takeStripe(bytes: Uint8Array, at: number): void {
    for (let i = 0; i < 4; i++) mix(this.#lanes[i]!, word(bytes, at + 8 * i + 4), word(bytes, at + 8 * i));
  }

  #merged(): Wide {
    const [a, b, c, d] = this.#lanes as [Wide, Wide, Wide, Wide];
    let hash = add(add(rotate(a, 1), rotate(b, 7)), add(rotate(c, 12), rotate(d, 18)));
    for (const lane of this.#lanes)
      hash = add(multiply(xor(hash, round(wide(0, 0), lane.high, lane.low)), prime1), prime4);
    return hash;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** One round on a lane in place: this is where the time goes, so it makes no objects. */
function mix(lane: Wide, high: number, low: number): void {
  const productLow = Math.imul(low, prime2.low) >>> 0;
  const productHigh = highProduct(low, prime2.low) + Math.imul(high, prime2.low) + Math.imul(low, prime2.high);
  const sum = lane.low + productLow;
  const sumLow = sum >>> 0;
  const sumHigh = (lane.high + productHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  const turnedLow = ((sumLow << 31) | (sumHigh >>> 1)) >>> 0;
  const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
  lane.low = Math.imul(turnedLow, prime1.low) >>> 0;
  lane.high =
    (highProduct(turnedLow, prime1.low) + Math.imul(turnedHigh, prime1.low) + Math.imul(turnedLow, prime1.high)) >>> 0;
}

function round(lane: Wide, high: number, low: number): Wide {
  const mixed = {...lane};
  mix(mixed, high, low);
  return mixed;
}

function add(a: Wide, b: Wide): Wide {
  const low = a.low + b.low;
  return wide(a.high + b.high + (low > 0xffffffff ? 1 : 0), low);
}

function negate({high, low}: Wide): Wide {
  return add(wide(~high, ~low), wide(0, 1));
}

function xor(a: Wide, b: Wide): Wide {
  return wide(a.high ^ b.high, a.low ^ b.low);
}

/** To the left by 1 to 31 bits. */
function rotate({high, low}: Wide, by: number): Wide {
  return wide((high << by) | (low >>> (32 - by)), (low << by) | (high >>> (32 - by)));
}

/** To the right by 29, 32 or 33 bits. */
function shift({high, low}: Wide, by: number): Wide {
  return by < 32 ? wide(high >>> by, (low >>> by) | (high << (32 - by))) : wide(0, high >>> (by - 32));
}

/** The low 64 bits of the product. */
function multiply(a: Wide, b: Wide): Wide {
  const high = highProduct(a.low, b.low) + Math.imul(a.high, b.low) + Math.imul(a.low, b.high);
  return wide(high, Math.imul(a.low, b.low));
}

/** The high half of a product of two numbers of 32 bits, by halves of 16 so that every sum stays exact. */
function highProduct(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const middle = ah * bl + ((Math.imul(al, bl) >>> 16) >>> 0);
  const other = al * bh + (middle % 65536);
  return ah * bh + Math.floor(middle / 65536) + Math.floor(other / 65536);
}
