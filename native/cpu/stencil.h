// Where each target time lies among the source times of one batch. The C++ twin of js/stencil.ts.
#pragma once

#include <cstdint>
#include <span>

#include "../job.h"

namespace colophon {

struct TimeAxis {
  std::span<const double> source;
  std::span<const double> target;
};

// Whether a call takes these times: some, finite, not decreasing, of a span that float64 holds, and where `linear`
// leaves the source times two distinct ones.
bool accepts(const TimeAxis& axis, Outside outside);

// For a target: the two rows it lies between and the weight of the second. low == high: exactly that row; low == -1:
// nothing, the result is NaN.
struct Place {
  int32_t low;
  int32_t high;
  float weight;
};

// Goes through the targets of accepted times in their order.
class Locator {
 public:
  static constexpr int64_t most = 256;

  // Starts at the target with index `first`.
  Locator(const TimeAxis& axis, Outside outside, int64_t first);

  // Writes the places of the next targets, `most` at a time.
  void locate(std::span<Place> places);

 private:
  Place beyond(double time) const;

  TimeAxis axis_;
  Outside outside_;
  int64_t target_;
  int64_t at_;  // the last source index with a time not after the target before, -1 for none
};

}  // namespace colophon
