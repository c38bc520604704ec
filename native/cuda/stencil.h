// Where a target time lies among the source times of one batch. The twin of js/stencil.ts.
#pragma once

#include "../job.h"
#include "portable.h"

namespace colophon::cuda {

// The two rows a target lies between and the weight of the second. low == high: exactly that row;
// low == -1: nothing, the result is NaN.
struct Place {
  int32_t low;
  int32_t high;
  float weight;
};

// The number of times that are not after `time`. Ends inside the times whatever they hold.
COLOPHON_BOTH int64_t count_until(const double* times, int64_t count, double time) {
  int64_t low = 0;
  while (low < count) {
    const int64_t middle = low + (count - low) / 2;
    if (times[middle] <= time) low = middle + 1;
    else count = middle;
  }
  return low;
}

// The number of times before `time`.
COLOPHON_BOTH int64_t count_before(const double* times, int64_t count, double time) {
  int64_t low = 0;
  while (low < count) {
    const int64_t middle = low + (count - low) / 2;
    if (times[middle] < time) low = middle + 1;
    else count = middle;
  }
  return low;
}

COLOPHON_BOTH float weight_of(double time, double from, double to) {
  return to_float(divide(subtract(time, from), subtract(to, from)));
}

// A target before the first or after the last source time. `linear` runs through the value at that
// end, which is the last of its duplicates, and the nearest row at another time. Of times that are
// refused it makes rows that exist.
COLOPHON_BOTH Place place_beyond(const double* source, int64_t samples, double time,
                                 Outside outside) {
  if (outside == Outside::nan) return {-1, -1, 0};
  const int64_t last = samples - 1;
  const bool before = time < source[0];
  const int64_t end =
      before ? greater<int64_t>(count_until(source, samples, source[0]) - 1, 0) : last;
  if (outside == Outside::clamp) return {static_cast<int32_t>(end), static_cast<int32_t>(end), 0};
  const int64_t start = count_before(source, samples, source[last]);
  const auto low = static_cast<int32_t>(before ? end : greater<int64_t>(start - 1, 0));
  const auto high = static_cast<int32_t>(before ? smaller<int64_t>(end + 1, last) : end);
  return {low, high, weight_of(time, source[low], source[high])};
}

// Search and weight in float64, the weight rounded once. There is at least one sample.
COLOPHON_BOTH Place locate(const double* source, int64_t samples, double time, Outside outside) {
  const int64_t i = count_until(source, samples, time) - 1;
  const auto low = static_cast<int32_t>(i);
  if (i >= 0 && source[i] == time) return {low, low, 0};
  if (i < 0 || i == samples - 1) return place_beyond(source, samples, time, outside);
  return {low, low + 1, weight_of(time, source[i], source[i + 1])};
}

// Whether time i of some is finite and not before the one before it.
COLOPHON_BOTH bool ascends(const double* times, int64_t i) {
  return finite(times[i]) && (i == 0 || times[i - 1] <= times[i]);
}

// Whether the ends of source and target times, of which there are some, lie within what float64
// holds.
COLOPHON_BOTH bool spans(const double* source, int64_t samples, const double* target,
                         int64_t targets) {
  const double first = smaller(source[0], target[0]);
  const double last = greater(source[samples - 1], target[targets - 1]);
  return finite(subtract(last, first));
}

// Whether `linear` finds no line for a target: all source times are one, and the target is another.
COLOPHON_BOTH bool lacks_line(const double* source, int64_t samples, double time, Outside outside) {
  const double first = source[0];
  return outside == Outside::linear && first == source[samples - 1] && time != first;
}

}  // namespace colophon::cuda
