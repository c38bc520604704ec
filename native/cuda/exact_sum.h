// The exact sum of float32 values, rounded once. The twin of js/exact-sum.ts, in 64-bit integers.
#pragma once

#include "../job.h"
#include "portable.h"

namespace colophon::cuda {

// A fixed-point number in units of 2^−149, of which every float32 is a whole multiple: 32 bits per
// limb, each limb a signed 64-bit integer so that carries can wait for 2^30 additions, and a last
// word for what is not finite. Adding only ever adds to words, so that many threads may do it at
// once, in any order, with the same result.
struct ExactWords {
  static constexpr int limbs = 11;
  static constexpr int words = limbs + 1;
  static constexpr Word64 nan = 1, plus_infinity = 2, minus_infinity = 4;

  Word64 word[words];
};

COLOPHON_BOTH void clear(ExactWords& sum) {
  for (int i = 0; i < ExactWords::words; ++i) sum.word[i] = 0;
}

// How to add to words that belong to one thread, or to several.
struct InThread {
  COLOPHON_BOTH static void add(Word64* at, Word64 value) { *at += value; }
  COLOPHON_BOTH static void mark(Word64* at, Word64 flag) { *at |= flag; }
};
struct AmongThreads {
  COLOPHON_BOTH static void add(Word64* at, Word64 value) { atomic_add(at, value); }
  COLOPHON_BOTH static void mark(Word64* at, Word64 flag) { atomic_or(at, flag); }
};

// Adds mantissa · 2^shift units.
template <typename Sharing>
COLOPHON_BOTH void add_scaled(ExactWords& sum, uint64_t mantissa, int shift, bool negative) {
  const int first = shift / 32;
  const int bits = shift % 32;
  const uint64_t low = mantissa << bits;
  const uint64_t high = bits == 0 ? 0 : mantissa >> (64 - bits);
  const uint64_t parts[3] = {low & 0xffffffff, low >> 32, high};
  for (int i = 0; i < 3; ++i)
    if (parts[i] != 0) Sharing::add(&sum.word[first + i], negative ? -parts[i] : parts[i]);
}

template <typename Sharing>
COLOPHON_BOTH void add_nonfinite(ExactWords& sum, uint32_t bits) {
  const bool negative = bits >> 31 != 0;
  const Word64 infinity = negative ? ExactWords::minus_infinity : ExactWords::plus_infinity;
  Sharing::mark(&sum.word[ExactWords::limbs], is_nan(bits) ? ExactWords::nan : infinity);
}

template <typename Sharing>
COLOPHON_BOTH void add_float(ExactWords& sum, uint32_t bits) {
  const int exponent = static_cast<int>(bits >> 23 & 0xff);
  if (exponent == 0xff) return add_nonfinite<Sharing>(sum, bits);
  const uint32_t fraction = bits & 0x7fffff;
  const uint32_t mantissa = exponent == 0 ? fraction : fraction | 0x800000;
  add_scaled<Sharing>(sum, mantissa, exponent == 0 ? 0 : exponent - 1, bits >> 31 != 0);
}

// Adds a finite float64 that is a whole number of units and below 2^180, as partial sums of float32
// are.
template <typename Sharing>
COLOPHON_BOTH void add_double(ExactWords& sum, double value) {
  const uint64_t bits = bits_of(value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  if (exponent == 0) return;  // zero: subnormal float64 are no whole number of units
  uint64_t mantissa = (bits & 0xfffffffffffff) | 0x10000000000000;
  int shift = exponent - 1075 + 149;
  if (shift < 0) {
    mantissa >>= -shift;  // only zeros leave
    shift = 0;
  }
  add_scaled<Sharing>(sum, mantissa, shift, bits >> 63 != 0);
}

// The sum without sign and with 32 bits after the point, lowest digit first.
struct Magnitude {
  static constexpr int digits = ExactWords::limbs + 1;
  uint32_t digit[digits];
  bool negative;
  bool rest;  // whether something is left below the last digit
};

COLOPHON_BOTH Magnitude magnitude_of(const ExactWords& sum) {
  Magnitude result{};
  int64_t carry = 0;
  for (int i = 0; i < ExactWords::limbs; ++i) {
    // |limb| and |carry| stay far enough below 2^63 for their sum.
    const int64_t value = static_cast<int64_t>(sum.word[i]) + carry;
    result.digit[i + 1] = static_cast<uint32_t>(value & 0xffffffff);
    carry = value >> 32;
  }
  result.negative = carry < 0;
  uint64_t increment = result.negative ? 1 : 0;
  for (int i = 1; result.negative && i < Magnitude::digits; ++i) {
    increment += static_cast<uint32_t>(~result.digit[i]);
    result.digit[i] = static_cast<uint32_t>(increment);
    increment >>= 32;
  }
  return result;
}

COLOPHON_BOTH void divide(Magnitude& value, uint32_t by) {
  uint64_t remainder = 0;
  for (int i = Magnitude::digits - 1; i >= 0; --i) {
    const uint64_t part = remainder << 32 | value.digit[i];
    value.digit[i] = static_cast<uint32_t>(part / by);
    remainder = part % by;
  }
  value.rest = remainder != 0;
}

COLOPHON_BOTH bool bit_at(const Magnitude& value, int position) {
  return (value.digit[position / 32] >> position % 32 & 1) != 0;
}

COLOPHON_BOTH bool any_below(const Magnitude& value, int position) {
  bool any = value.rest;
  for (int i = 0; i < position / 32; ++i) any = any || value.digit[i] != 0;
  const uint32_t mask = (uint32_t{1} << position % 32) - 1;
  return any || (value.digit[position / 32] & mask) != 0;
}

// The bits of the nearest float32, ties to even.
COLOPHON_BOTH uint32_t round_magnitude(const Magnitude& value) {
  int top = Magnitude::digits - 1;
  while (top > 0 && value.digit[top] == 0) --top;
  const int highest = 32 * top + 31 - leading_zeros(value.digit[top]);  // of the set bits
  const int lowest = greater(highest - 23, 32);  // bit of the result's last place: 32 is one unit
  uint32_t significand = 0;
  for (int i = greater(highest, lowest); i >= lowest; --i)
    significand = significand << 1 | (bit_at(value, i) ? 1 : 0);
  const bool half = bit_at(value, lowest - 1);
  if (half && (any_below(value, lowest - 1) || (significand & 1) != 0)) ++significand;
  // A significand of 24 bits carries its highest bit into the exponent; without that bit it is
  // subnormal.
  const uint32_t bits = (static_cast<uint32_t>(lowest - 32) << 23) + significand;
  const uint32_t sign = value.negative ? 0x80000000 : 0;
  return sign | smaller<uint32_t>(bits, 0x7f800000);
}

// The sum divided by `count` (from 1 to 2^32 − 1), as the bits of a float32. A sum that is exactly
// zero is +0.
COLOPHON_BOTH uint32_t rounded(const ExactWords& sum, uint32_t count) {
  const Word64 flags = sum.word[ExactWords::limbs];
  const Word64 both = ExactWords::plus_infinity | ExactWords::minus_infinity;
  if ((flags & ExactWords::nan) != 0 || flags == both) return canonical_nan;
  if (flags != 0) return flags == ExactWords::plus_infinity ? 0x7f800000 : 0xff800000;
  Magnitude value = magnitude_of(sum);
  if (count != 1) divide(value, count);
  return round_magnitude(value);
}

// A sum in float64 as long as every addition is exact, which its error proves.
struct DoubleSum {
  double sum = 0;

  // Adds and says whether that was exact; if not, the sum is as before.
  COLOPHON_BOTH bool add(float bits_value) {
    const auto value = static_cast<double>(bits_value);
    const double next = cuda::add(sum, value);
    const double part = subtract(next, sum);
    const double error = cuda::add(subtract(sum, subtract(next, part)), subtract(value, part));
    if (!(error == 0)) return false;
    sum = next;
    return true;
  }
};

}  // namespace colophon::cuda
