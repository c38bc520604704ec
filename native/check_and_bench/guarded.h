// Results with poison in them and guards around them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace colophon::check {

class Guarded {
 public:
  // `offset` bytes beyond the best alignment.
  Guarded(size_t bytes, size_t offset)
      : bytes_(bytes), from_(guard + offset), memory_(from_ + bytes + guard) {
    poison();
  }

  void* data() { return memory_.data() + from_; }
  std::span<const uint8_t> result() const { return {memory_.data() + from_, bytes_}; }
  void poison() { std::fill(memory_.begin(), memory_.end(), poison_byte); }

  bool guards_intact() const {
    const auto intact = [](uint8_t byte) { return byte == poison_byte; };
    return std::all_of(memory_.begin(), memory_.begin() + static_cast<std::ptrdiff_t>(from_),
                       intact) &&
           std::all_of(memory_.begin() + static_cast<std::ptrdiff_t>(from_ + bytes_), memory_.end(),
                       intact);
  }

 private:
  static constexpr size_t guard = 64;
  static constexpr uint8_t poison_byte = 0xa5;

  size_t bytes_;
  size_t from_;
  std::vector<uint8_t> memory_;
};

// An array that begins `offset` elements beyond the best alignment, somewhere even if it has none.
template <typename Value>
class Shifted {
 public:
  explicit Shifted(size_t count = 0, size_t offset = 0)
      : offset_(offset), count_(count), memory_(offset + count + 1) {}

  Value* data() { return memory_.data() + offset_; }
  const Value* data() const { return memory_.data() + offset_; }
  size_t size() const { return count_; }
  Value& operator[](size_t i) { return memory_[offset_ + i]; }
  const Value& operator[](size_t i) const { return memory_[offset_ + i]; }
  std::span<Value> span() { return {data(), size()}; }
  std::span<const Value> span() const { return {data(), size()}; }

 private:
  size_t offset_;
  size_t count_;
  std::vector<Value> memory_;
};

}  // namespace colophon::check
