#include "stencil.h"

#include <algorithm>
#include <cmath>

#include "kernels.h"

namespace colophon {
namespace {

// Finite ends and no step down leave no room for a NaN or an infinity between.
bool ascends(std::span<const double> times) {
  if (times.empty()) return true;
  return std::isfinite(times.front()) && std::isfinite(times.back()) &&
         kernels().ascends(times.data(), static_cast<int64_t>(times.size()));
}

int64_t end_of_first(std::span<const double> times) {
  return std::upper_bound(times.begin(), times.end(), times.front()) - times.begin() - 1;
}

int64_t start_of_last(std::span<const double> times) {
  return std::lower_bound(times.begin(), times.end(), times.back()) - times.begin();
}

float weight_of(double time, double from, double to) {
  return static_cast<float>((time - from) / (to - from));
}

}  // namespace

bool accepts(const TimeAxis& axis, Outside outside) {
  const auto& [source, target] = axis;
  if (source.empty() || !ascends(source) || !ascends(target)) return false;
  if (target.empty()) return true;
  const double first = std::min(source.front(), target.front());
  const double last = std::max(source.back(), target.back());
  if (std::isinf(last - first)) return false;
  const bool within = target.front() >= source.front() && target.back() <= source.back();
  return outside != Outside::linear || within || source.front() != source.back();
}

Locator::Locator(const TimeAxis& axis, Outside outside, int64_t first)
    : axis_(axis), outside_(outside), target_(first), at_(-1) {
  const auto& [source, target] = axis_;
  if (first < static_cast<int64_t>(target.size()))
    at_ = std::upper_bound(source.begin(), source.end(), target[first]) - source.begin() - 1;
}

void Locator::locate(std::span<Place> places) {
  const auto& [source, target] = axis_;
  const auto here = target.subspan(static_cast<size_t>(target_), places.size());
  const auto last = static_cast<int32_t>(source.size()) - 1;
  int32_t index[most];
  kernels().search(source, here, at_, index);
  for (size_t k = 0; k < places.size(); ++k) {
    const int32_t i = index[k];
    const double time = here[k];
    if (i >= 0 && i < last) {
      const double from = source[static_cast<size_t>(i)];
      const float weight = weight_of(time, from, source[static_cast<size_t>(i) + 1]);
      const bool exact = from == time;
      places[k] = {i, exact ? i : i + 1, exact ? 0 : weight};
    } else if (i == last && source.back() == time) {
      places[k] = {i, i, 0};
    } else {
      places[k] = beyond(time);
    }
  }
  if (!places.empty()) at_ = index[places.size() - 1];
  target_ += static_cast<int64_t>(places.size());
}

// `linear` runs through the value at that end, which is the last of its duplicates, and the nearest row at another time.
Place Locator::beyond(double time) const {
  if (outside_ == Outside::nan) return {-1, -1, 0};
  const auto& source = axis_.source;
  const bool before = time < source.front();
  const auto end = static_cast<int32_t>(before ? end_of_first(source) : static_cast<int64_t>(source.size()) - 1);
  if (outside_ == Outside::clamp) return {end, end, 0};
  const int32_t low = before ? end : static_cast<int32_t>(start_of_last(source)) - 1;
  const int32_t high = before ? end + 1 : end;
  return {low, high, weight_of(time, source[low], source[high])};
}

}  // namespace colophon
