// Whole numbers from 0 to 2^448 − 1: wide enough for any sum of float32 in units of 2^−149, times
// what rounding needs.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace colophon::check {

class WideInteger {
 public:
  WideInteger() = default;
  // value · 2^shift.
  WideInteger(uint32_t value, unsigned shift) {
    const uint64_t part = static_cast<uint64_t>(value) << shift % 32;
    digits_[shift / 32] = static_cast<uint32_t>(part);
    digits_[shift / 32 + 1] = static_cast<uint32_t>(part >> 32);
  }

  WideInteger& operator+=(const WideInteger& other) {
    uint64_t carry = 0;
    for (size_t i = 0; i < count; ++i) {
      carry += static_cast<uint64_t>(digits_[i]) + other.digits_[i];
      digits_[i] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    return *this;
  }

  // Of a number that is not greater.
  WideInteger& operator-=(const WideInteger& other) {
    int64_t borrow = 0;
    for (size_t i = 0; i < count; ++i) {
      borrow += static_cast<int64_t>(digits_[i]) - other.digits_[i];
      digits_[i] = static_cast<uint32_t>(borrow);
      borrow >>= 32;
    }
    return *this;
  }

  WideInteger operator*(uint32_t factor) const {
    WideInteger product;
    uint64_t carry = 0;
    for (size_t i = 0; i < count; ++i) {
      carry += static_cast<uint64_t>(digits_[i]) * factor;
      product.digits_[i] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    return product;
  }

  std::strong_ordering operator<=>(const WideInteger& other) const {
    for (size_t i = count; i-- > 0;)
      if (digits_[i] != other.digits_[i]) return digits_[i] <=> other.digits_[i];
    return std::strong_ordering::equal;
  }
  bool operator==(const WideInteger& other) const = default;

 private:
  static constexpr size_t count = 14;
  std::array<uint32_t, count> digits_{};
};

}  // namespace colophon::check
