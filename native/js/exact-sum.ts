/** The unit of the accumulator: the smallest float32, of which every finite float32 is a whole multiple. */
const unitExponent = -149;
const base = 2 ** 32;
/** 2^277 units is the largest float32; 32 bits more hold 2^32 of them, and the last limb the sign. */
const limbCount = 11;
/** Additions after which the carries must move: each adds less than 2^32 to a limb, which holds 2^53 exactly. */
const carryInterval = 2 ** 20;

/**
 * The exact sum of any number of float32 values up to 2^32 of them, rounded once, to nearest with ties to even.
 * A fixed-point number wide enough for every float32: integers below 2^53 per 32-bit limb, so nothing is ever lost.
 */
export class ExactSum {
  readonly #limbs = new Float64Array(limbCount);
  /** Magnitude, or quotient with 32 fractional bits, lowest limb first. */
  readonly #digits = new Float64Array(limbCount + 1);
  #pending = 0;
  #nan = false;
  #plusInfinity = false;
  #minusInfinity = false;

  clear(): void {
    this.#limbs.fill(0);
    this.#pending = 0;
    this.#nan = this.#plusInfinity = this.#minusInfinity = false;
  }

  /** Adds the float32 with these bits. */
  add(bits: number): void {
    const exponent = (bits >>> 23) & 0xff;
    if (exponent === 0xff) return this.#addNonfinite(bits);
    const shift = exponent === 0 ? 0 : exponent - 1;
    const mantissa = exponent === 0 ? bits & 0x7fffff : (bits & 0x7fffff) | 0x800000;
    const k = shift >>> 5;
    const scaled = mantissa * ((1 << (shift & 31)) >>> 0);
    const high = Math.floor(scaled / base);
    const low = scaled - high * base;
    const sign = bits >>> 31 ? -1 : 1;
    this.#limbs[k] = this.#limbs[k]! + sign * low;
    this.#limbs[k + 1] = this.#limbs[k + 1]! + sign * high;
    if (++this.#pending === carryInterval) this.#carry();
  }

  #addNonfinite(bits: number): void {
    if (bits & 0x7fffff) this.#nan = true;
    else if (bits >>> 31) this.#minusInfinity = true;
    else this.#plusInfinity = true;
  }

  /** The sum divided by `count` (a whole number from 1 to 2^31), as float32. A sum that is exactly zero is +0. */
  rounded(count = 1): number {
    if (this.#nan || (this.#plusInfinity && this.#minusInfinity)) return NaN;
    if (this.#plusInfinity) return Infinity;
    if (this.#minusInfinity) return -Infinity;
    const negative = this.#magnitude();
    if (count !== 1) this.#divide(count);
    const value = roundDigits(this.#digits, unitExponent - 32);
    return negative ? -value : value;
  }

  /** Moves the carries up: afterwards every limb but the last is in [0, 2^32) and the last holds the sign. */
  #carry(): void {
    for (let k = 0; k + 1 < limbCount; ++k) {
      const up = Math.floor(this.#limbs[k]! / base);
      this.#limbs[k] = this.#limbs[k]! - up * base;
      this.#limbs[k + 1] = this.#limbs[k + 1]! + up;
    }
    this.#pending = 0;
  }

  /** Writes |sum| above 32 zero bits into the digits and says whether the sum is negative. */
  #magnitude(): boolean {
    this.#carry();
    const negative = this.#limbs[limbCount - 1]! < 0;
    this.#digits[0] = 0;
    let borrow = 0;
    for (let k = 0; k < limbCount; ++k) {
      const digit = negative ? -this.#limbs[k]! - borrow : this.#limbs[k]!;
      borrow = digit < 0 ? 1 : 0;
      this.#digits[k + 1] = digit + borrow * base;
    }
    return negative;
  }

  /**
   * Divides the digits by `count` in place, sixteen bits at a time, and leaves the remainder out: a quotient that is not
   * a whole number of half units, where the ties lie, is 1 / (2 · count) away from them, which 32 fractional bits show.
   */
  #divide(count: number): void {
    let remainder = 0;
    for (let k = this.#digits.length - 1; k >= 0; --k) {
      const high = remainder * 65536 + Math.floor(this.#digits[k]! / 65536);
      const first = Math.floor(high / count);
      const low = (high - first * count) * 65536 + (this.#digits[k]! % 65536);
      const second = Math.floor(low / count);
      remainder = low - second * count;
      this.#digits[k] = first * 65536 + second;
    }
  }
}

/**
 * The float32 nearest to digits · 2^exponent. The top 32 bits and one bit that says whether anything follows are more
 * than enough to round once.
 */
function roundDigits(digits: Float64Array, exponent: number): number {
  let k = digits.length - 1;
  while (k > 0 && digits[k] === 0) --k;
  const zeros = Math.clz32(digits[k]!);
  const next = k > 0 ? digits[k - 1]! : 0;
  const shifted = digits[k]! * 2 ** zeros + Math.floor((next * 2 ** zeros) / base);
  const rest = (next * 2 ** zeros) % base;
  let follows = rest !== 0;
  for (let j = k - 2; j >= 0 && !follows; --j) follows = digits[j] !== 0;
  if (shifted === 0 || zeros === 32) return 0;
  return Math.fround((shifted * 2 + (follows ? 1 : 0)) * 2 ** (exponent + 32 * k - zeros - 1));
}
