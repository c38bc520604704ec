#include <bit>
#include <cmath>
#include <cstring>

#include "reference.h"
#include "value.h"

namespace colophon::check {
namespace {

bool ascending(std::span<const double> times) {
  for (size_t i = 0; i < times.size(); ++i)
    if (!std::isfinite(times[i]) || (i > 0 && times[i] < times[i - 1])) return false;
  return true;
}

bool accepted(std::span<const double> source, std::span<const double> target, Outside outside) {
  if (source.empty() || !ascending(source) || !ascending(target)) return false;
  if (target.empty()) return true;
  if (std::isinf(std::max(source.back(), target.back()) - std::min(source.front(), target.front())))
    return false;
  if (outside != Outside::linear || source.front() != source.back()) return true;
  for (const double time : target)
    if (time != source.front()) return false;
  return true;
}

struct Neighbours {
  int64_t low;  // −1: none
  int64_t high;
  float weight;
};

Neighbours neighbours_of(std::span<const double> source, double time, Outside outside) {
  const auto count = static_cast<int64_t>(source.size());
  int64_t at = -1;
  for (int64_t i = 0; i < count; ++i)
    if (source[static_cast<size_t>(i)] <= time) at = i;
  const auto s = [&](int64_t i) { return source[static_cast<size_t>(i)]; };
  if (at >= 0 && s(at) == time) return {at, at, 0};
  int64_t low = at, high = at + 1;
  if (at < 0 || high == count) {
    if (outside == Outside::nan) return {-1, -1, 0};
    const double end = at < 0 ? s(0) : s(count - 1);
    int64_t row = at < 0 ? 0 : count - 1;
    while (at < 0 && row + 1 < count && s(row + 1) == end) ++row;
    if (outside == Outside::clamp) return {row, row, 0};
    int64_t other = row;
    while (s(other) == end) other += at < 0 ? 1 : -1;
    low = std::min(row, other);
    high = std::max(row, other);
  }
  return {low, high, static_cast<float>((time - s(low)) / (s(high) - s(low)))};
}

// The nearer of the two bfloat16 around a number, by their distances; of two as near the even one.
// Beyond the greatest bfloat16 comes 2^128, which its bits write as infinity.
uint16_t nearest_bfloat16(float value) {
  if (std::isnan(value)) return canonical_nan_bfloat16;
  const auto below = static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);  // towards zero
  if (std::isinf(value)) return below;
  const auto widened = [](uint32_t bits) {
    const uint32_t magnitude = bits & 0x7fff;
    const double number = magnitude == 0x7f80 ? 0x1p128 : std::bit_cast<float>(magnitude << 16);
    return number;
  };
  const double size = std::fabs(static_cast<double>(value));
  const double down = size - widened(below), up = widened(below + 1u) - size;
  if (down < up || (down == up && below % 2 == 0)) return below;
  return static_cast<uint16_t>(below + 1);
}

void write_value(void* y, int64_t at, DType dtype, float value) {
  if (dtype == DType::float32) {
    const uint32_t bits = std::isnan(value) ? canonical_nan : std::bit_cast<uint32_t>(value);
    std::memcpy(static_cast<char*>(y) + at * 4, &bits, 4);
  } else {
    const uint16_t bits = nearest_bfloat16(value);
    std::memcpy(static_cast<char*>(y) + at * 2, &bits, 2);
  }
}

void write_row(const Interpolation& job, const void* x, int64_t depth, int64_t first,
               const Neighbours& at, int64_t to) {
  const int64_t bytes = job.dtype == DType::float32 ? 4 : 2;
  for (int64_t d = 0; d < depth; ++d) {
    if (at.low < 0) {
      write_value(job.y, to + d, job.dtype, std::nanf(""));
    } else if (at.low == at.high) {
      std::memcpy(static_cast<char*>(job.y) + (to + d) * bytes,
                  static_cast<const char*>(x) + ((first + at.low) * depth + d) * bytes,
                  static_cast<size_t>(bytes));
    } else {
      const float a = value_of(x, (first + at.low) * depth + d, job.dtype);
      const float b = value_of(x, (first + at.high) * depth + d, job.dtype);
      const float v = 1.0f - at.weight;
      const float left = v * a, right = at.weight * b;
      write_value(job.y, to + d, job.dtype, left + right);
    }
  }
}

}  // namespace

std::optional<Fault> interpolate(const Interpolation& job) {
  int64_t column = 0;
  for (size_t n = 0; n < job.streams.size(); ++n) {
    const StreamView& stream = job.streams[n];
    for (int64_t b = 0; b < job.batches; ++b) {
      const std::span source(stream.s + b * stream.samples, static_cast<size_t>(stream.samples));
      const std::span target(job.t + b * job.targets, static_cast<size_t>(job.targets));
      if (!accepted(source, target, job.outside)) return Fault{static_cast<int64_t>(n), b};
      for (int64_t k = 0; k < job.targets; ++k)
        write_row(job, stream.x, stream.depth, b * stream.samples,
                  neighbours_of(source, target[static_cast<size_t>(k)], job.outside),
                  (b * job.targets + k) * job.width + column);
    }
    column += stream.depth;
  }
  return std::nullopt;
}

}  // namespace colophon::check
