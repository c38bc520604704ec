// A value of an array whose dtype is known at run time.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "../job.h"

namespace colophon::check {

inline float value_of(const void* values, int64_t at, DType dtype) {
  uint32_t bits = 0;
  if (dtype == DType::float32) {
    std::memcpy(&bits, static_cast<const char*>(values) + at * 4, 4);
  } else {
    uint16_t half;
    std::memcpy(&half, static_cast<const char*>(values) + at * 2, 2);
    bits = static_cast<uint32_t>(half) << 16;
  }
  return std::bit_cast<float>(bits);
}

}  // namespace colophon::check
