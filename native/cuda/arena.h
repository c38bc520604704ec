#pragma once

#include "portable.h"

namespace colophon::cuda {

// Carves 256-byte aligned arrays out of one allocation; without one it only adds up.
class Arena {
 public:
  explicit Arena(void* base = nullptr) : base_(static_cast<char*>(base)) {}

  template <typename Value>
  Value* take(int64_t count) {
    const int64_t at = bytes_;
    bytes_ +=
        ceil_divide(greater<int64_t>(count, 1) * static_cast<int64_t>(sizeof(Value)), 256) * 256;
    return base_ ? reinterpret_cast<Value*>(base_ + at) : nullptr;
  }

  int64_t bytes() const { return bytes_; }

 private:
  char* base_;
  int64_t bytes_ = 0;
};

}  // namespace colophon::cuda
