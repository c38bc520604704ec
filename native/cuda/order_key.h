// float32 values as integers that order as they do, −0 below +0, with a NaN beyond which nothing
// goes. The twin of js/voxel-features.ts.
#pragma once

#include "../job.h"
#include "portable.h"

namespace colophon::cuda {

// Keys of no number: NaN wins over every number, and every number wins over `empty`.
template <bool greatest>
struct Extreme {
  static constexpr int32_t nan = greatest ? INT32_MAX : INT32_MIN;
  static constexpr int32_t empty = greatest ? INT32_MIN : INT32_MAX;
};

COLOPHON_BOTH int32_t order_of(uint32_t bits) {
  const auto signed_bits = static_cast<int32_t>(bits);
  return signed_bits ^ (signed_bits >> 31 & 0x7fffffff);
}

template <bool greatest>
COLOPHON_BOTH int32_t key_of(uint32_t bits) {
  return is_nan(bits) ? Extreme<greatest>::nan : order_of(bits);
}

// The bits of a key's value; the canonical NaN for NaN and for a cell that no point lies in.
COLOPHON_BOTH uint32_t bits_of_key(int32_t key) {
  if (key == INT32_MAX || key == INT32_MIN) return canonical_nan;
  return static_cast<uint32_t>(key ^ (key >> 31 & 0x7fffffff));
}

}  // namespace colophon::cuda
