#include "error_ulp.h"

#include <algorithm>
#include <cmath>

#include "value.h"

namespace colophon::check {
namespace {

double unit_of(double value, int digits) {
  return std::ldexp(1.0, std::ilogb(std::max(value, 0x1p-126)) - digits + 1);
}

}  // namespace

double error_ulp(const Interpolation& job) {
  const int digits = job.dtype == DType::float32 ? 24 : 8;
  double worst = 0;
  int64_t column = 0;
  for (const StreamView& stream : job.streams) {
    for (int64_t n = 0; n < job.batches * job.targets; ++n) {
      const int64_t first = n / job.targets * stream.samples;
      const double* s = stream.s + first;
      const int64_t before = std::upper_bound(s, s + stream.samples, job.t[n]) - s - 1;
      const int64_t i = std::max<int64_t>(before, 0), j = std::min(before + 1, stream.samples - 1);
      const double w = i == j ? 0 : (job.t[n] - s[i]) / (s[j] - s[i]);
      for (int64_t d = 0; d < stream.depth; ++d) {
        const double low = value_of(stream.x, (first + i) * stream.depth + d, job.dtype);
        const double high = value_of(stream.x, (first + j) * stream.depth + d, job.dtype);
        const double y = value_of(job.y, n * job.width + column + d, job.dtype);
        const double distance = std::fabs(y - (low + w * (high - low)));
        worst =
            std::max(worst, distance / unit_of(std::max(std::fabs(low), std::fabs(high)), digits));
      }
    }
    column += stream.depth;
  }
  return worst;
}

}  // namespace colophon::check
