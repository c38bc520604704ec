// Seeded numbers: the same seed gives the same cases everywhere.
#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>

namespace colophon::check {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // splitmix64.
  uint64_t bits() {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
  }

  // In [0, 1).
  double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  double uniform(double low, double high) { return low + (high - low) * unit(); }
  // In [low, high].
  int64_t integer(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(bits() % static_cast<uint64_t>(high - low + 1));
  }
  bool chance(double probability) { return unit() < probability; }

  template <typename Value>
  Value pick(std::initializer_list<Value> values) {
    return values.begin()[integer(0, static_cast<int64_t>(values.size()) - 1)];
  }

  // About normal, by the sum of four.
  float normal() { return static_cast<float>((unit() + unit() + unit() + unit() - 2) * 1.732); }

  // Any float32 but NaN and infinity, subnormals and zeros among them.
  float any_finite() {
    for (;;) {
      const auto word = static_cast<uint32_t>(bits());
      if ((word >> 23 & 0xff) != 0xff) return std::bit_cast<float>(word);
    }
  }

  // One that arithmetic treats in a way of its own: NaNs with payloads, quiet and signalling,
  // infinities, zeros, subnormals, the greatest.
  uint32_t special() {
    return pick<uint32_t>({0x7fc00000, 0xffc00001, 0x7f800001, 0x7fffffff, 0xffffffff, 0x7f800000,
                           0xff800000, 0x80000000, 0, 1, 0x80000001, 0x007fffff, 0x00800000,
                           0x7f7fffff, 0xff7fffff});
  }

 private:
  uint64_t state_;
};

}  // namespace colophon::check
