#include "exact_sum.h"

#include <bit>
#include <cmath>
#include <limits>

namespace colophon {
namespace {

// 2^-149, the unit of the lowest limb.
constexpr int unit_exponent = -149;
// Each addition adds less than 2^32 to a limb.
constexpr uint32_t carry_interval = 1u << 30;
// The magnitude, lowest first, above 32 fractional bits.
constexpr int digits = 12;

// The float32 nearest to digits · 2^(−149 − 32): the top 32 bits, and one that says whether anything follows.
float round_digits(const uint32_t (&digit)[digits]) {
  int top = digits - 1;
  while (top > 0 && digit[top] == 0) --top;
  if (digit[top] == 0) return 0;
  const int zeros = std::countl_zero(digit[top]);
  const uint64_t pair = (static_cast<uint64_t>(digit[top]) << 32 | (top > 0 ? digit[top - 1] : 0)) << zeros;
  bool follows = static_cast<uint32_t>(pair) != 0;
  for (int k = top - 2; k >= 0 && !follows; --k) follows = digit[k] != 0;
  const auto bits = static_cast<double>((pair >> 32) * 2 + (follows ? 1 : 0));
  return static_cast<float>(std::ldexp(bits, unit_exponent - 32 + 32 * top - zeros - 1));
}

void divide(uint32_t (&digit)[digits], uint32_t count) {
  uint64_t remainder = 0;
  for (int k = digits - 1; k >= 0; --k) {
    const uint64_t part = remainder << 32 | digit[k];
    digit[k] = static_cast<uint32_t>(part / count);
    remainder = part % count;
  }
}

}  // namespace

void ExactSum::add(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const uint32_t exponent = bits >> 23 & 0xff;
  const bool negative = bits >> 31 != 0;
  if (exponent == 0xff) {
    if (bits & 0x7fffff) nan_ = true;
    else (negative ? minus_infinity_ : plus_infinity_) = true;
    return;
  }
  const uint32_t shift = exponent == 0 ? 0 : exponent - 1;
  const uint64_t mantissa = exponent == 0 ? bits & 0x7fffff : (bits & 0x7fffff) | 0x800000;
  const uint64_t scaled = mantissa << (shift & 31);
  const auto low = static_cast<int64_t>(scaled & 0xffffffff);
  const auto high = static_cast<int64_t>(scaled >> 32);
  int64_t* limb = limb_ + (shift >> 5);
  limb[0] += negative ? -low : low;
  limb[1] += negative ? -high : high;
  if (++pending_ == carry_interval) carry();
}

// Afterwards every limb but the last is in [0, 2^32), and the last holds the sign.
void ExactSum::carry() {
  for (int k = 0; k + 1 < limbs; ++k) {
    const int64_t up = limb_[k] >> 32;
    limb_[k] -= up * (int64_t{1} << 32);
    limb_[k + 1] += up;
  }
  pending_ = 0;
}

float ExactSum::rounded(uint32_t count) const {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  if (nan_ || (plus_infinity_ && minus_infinity_)) return std::numeric_limits<float>::quiet_NaN();
  if (plus_infinity_) return infinity;
  if (minus_infinity_) return -infinity;
  ExactSum whole = *this;
  whole.carry();
  const bool negative = whole.limb_[limbs - 1] < 0;
  uint32_t digit[digits] = {};
  int64_t borrow = 0;
  for (int k = 0; k < limbs; ++k) {
    const int64_t value = negative ? -whole.limb_[k] - borrow : whole.limb_[k];
    borrow = value < 0 ? 1 : 0;
    digit[k + 1] = static_cast<uint32_t>(value + borrow * (int64_t{1} << 32));
  }
  if (count != 1) divide(digit, count);
  const float value = round_digits(digit);
  return negative ? -value : value;
}

}  // namespace colophon
