// Copies of a case's operands, so many that going through them leaves no cache with what the next
// one reads.
#pragma once

#include <cstring>
#include <memory>
#include <vector>

#include "bench_case.h"

namespace colophon::check {

// How many copies of so many bytes leave a cache of that size twice over.
inline int64_t copies_beyond(int64_t cache_bytes, int64_t bytes) {
  return 2 * cache_bytes / bytes + 2;
}

class Rotation {
 public:
  Rotation(const BenchCase& given, int64_t copies)
      : memory_(static_cast<size_t>(copies * operand_bytes(given) + 256)) {
    void* base = memory_.data();
    size_t space = memory_.size();
    cuda::Arena arena(std::align(256, 1, base, space));
    for (int64_t i = 0; i < copies; ++i) operands_.emplace_back(given, arena);
    fill(given, operands_[0]);
    const size_t bytes = static_cast<size_t>(operand_bytes(given));
    for (size_t i = 1; i < operands_.size(); ++i)
      std::memcpy(static_cast<char*>(base) + i * bytes, base, bytes);
  }

  const Operands& first() const { return operands_[0]; }
  const Operands& next() { return operands_[at_++ % operands_.size()]; }

 private:
  std::vector<char> memory_;
  std::vector<Operands> operands_;
  size_t at_ = 0;
};

}  // namespace colophon::check
