// The exact sum of float32 values, rounded once. The C++ twin of js/exact-sum.ts.
#pragma once

#include <cstdint>

namespace colophon {

// A fixed-point number wide enough for every float32: 32 bits to a limb, in units of the smallest float32, so that
// nothing is ever lost of up to 2^32 values.
class ExactSum {
 public:
  void add(float value);

  // The sum divided by `count` (1 to 2^31) as the nearest float32, ties to even; an exact zero is +0. Opposite
  // infinities and NaN give NaN.
  float rounded(uint32_t count) const;

 private:
  static constexpr int limbs = 11;
  void carry();

  int64_t limb_[limbs] = {};
  uint32_t pending_ = 0;
  bool nan_ = false;
  bool plus_infinity_ = false;
  bool minus_infinity_ = false;
};

}  // namespace colophon
