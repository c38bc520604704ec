#include "interpolation_case.h"

#include <cmath>
#include <limits>
#include <sstream>

namespace colophon::check {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Sorted times of one batch: a rate, an offset, jitter and duplicates, also at the ends, or all of
// them one.
std::vector<double> source_times(Random& random, int64_t count) {
  const double period = random.pick({1e-3, 0.1, 1.0, 60.0, 1e300, 5e-324});
  const double base = random.pick({0.0, 0.0, -3.5, 1.7e9, -1.7e9, 1e-310});
  const double jitter = random.pick({0.0, 0.4, 0.9});
  const double duplicates = random.pick({0.0, 0.1, 0.5, 1.0});
  std::vector<double> times;
  double step = 0;
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0 && !random.chance(duplicates)) ++step;
    const double fresh = base + (step + (duplicates == 0 ? jitter * random.unit() : 0)) * period;
    times.push_back(times.empty() ? fresh : std::max(times.back(), fresh));
  }
  return times;
}

// A time that lies on, beside, between, before or after the source times.
double target_time(Random& random, const std::vector<double>& source) {
  if (source.empty()) return random.uniform(-1, 1);
  const double at =
      source[static_cast<size_t>(random.integer(0, static_cast<int64_t>(source.size()) - 1))];
  const double span = source.back() - source.front();
  switch (random.integer(0, 6)) {
    case 0:
    case 1: return at;
    case 2: return std::nextafter(at, random.chance(0.5) ? infinity : -infinity);
    case 3: return source.front() - random.unit() * (span + 1) * 0.1;
    case 4: return source.back() + random.unit() * (span + 1) * 0.1;
    default: return random.uniform(source.front(), source.back());
  }
}

void fill_values(Random& random, Shifted<uint16_t>& x, DType dtype) {
  const int64_t kind = random.integer(0, 3);
  const size_t words = dtype == DType::float32 ? 2 : 1;
  for (size_t i = 0; i < x.size(); i += words) {
    const bool odd = kind == 2 && random.chance(0.2);
    const float number = kind == 1 ? random.any_finite() : random.normal();
    const uint32_t bits = odd ? random.special() : std::bit_cast<uint32_t>(number);
    if (words == 2) std::memcpy(x.data() + i, &bits, 4);
    else x[i] = static_cast<uint16_t>(bits >> 16);
  }
}

int64_t pick_depth(Random& random, bool large) {
  if (large) return random.pick<int64_t>({32, 64, 100, 256});
  return random.pick<int64_t>({0, 1, 2, 3, 4, 7, 8, 16, 17, 24, 33, 64, 130});
}

}  // namespace

InterpolationCase::InterpolationCase(Random& random, int64_t streams, bool large)
    : dtype_(random.pick({DType::float32, DType::bfloat16})),
      outside_(random.pick({Outside::clamp, Outside::nan, Outside::linear})),
      batches_(large ? random.integer(3, 9) : random.pick<int64_t>({0, 1, 1, 2, 3, 5})),
      targets_(large ? random.integer(100, 700) : random.pick<int64_t>({0, 1, 2, 9, 33, 50, 129})),
      result_offset_(static_cast<size_t>(random.pick({0, 0, 0, 1, 2, 3, 4, 6})) *
                     (dtype_ == DType::float32 ? 4 : 2)) {
  data_.resize(static_cast<size_t>(streams));
  for (StreamData& stream : data_) {
    stream.samples =
        large ? random.integer(100, 600) : random.pick<int64_t>({1, 2, 3, 10, 40, 130});
    if (!large && random.chance(0.02)) stream.samples = 0;
    stream.depth = pick_depth(random, large);
    width_ += stream.depth;
    const size_t words = dtype_ == DType::float32 ? 2 : 1;
    const size_t values = static_cast<size_t>(batches_ * stream.samples * stream.depth);
    stream.x = Shifted<uint16_t>(
        values * words, random.chance(0.5) ? 0 : words * static_cast<size_t>(random.integer(0, 7)));
    fill_values(random, stream.x, dtype_);
  }
  make_times(random);
  if (random.chance(0.2)) spoil(random);
  for (const StreamData& stream : data_)
    views_.push_back({stream.x.data(), stream.s.data(), stream.samples, stream.depth});
}

void InterpolationCase::make_times(Random& random) {
  for (int64_t b = 0; b < batches_; ++b) {
    std::vector<double> first;
    for (StreamData& stream : data_) {
      const std::vector<double> times = source_times(random, stream.samples);
      stream.s.insert(stream.s.end(), times.begin(), times.end());
      if (first.empty()) first = times;
    }
    std::vector<double> targets;
    for (int64_t k = 0; k < targets_; ++k) targets.push_back(target_time(random, first));
    std::sort(targets.begin(), targets.end());
    t_.insert(t_.end(), targets.begin(), targets.end());
  }
}

// Puts times that are to be refused into a place or two.
void InterpolationCase::spoil(Random& random) {
  for (int64_t times = random.integer(1, 2); times > 0; --times) {
    StreamData& stream =
        data_[static_cast<size_t>(random.integer(0, static_cast<int64_t>(data_.size()) - 1))];
    std::vector<double>& list = random.chance(0.7) ? stream.s : t_;
    if (list.empty()) continue;
    const size_t at = static_cast<size_t>(random.integer(0, static_cast<int64_t>(list.size()) - 1));
    list[at] = random.pick(
        {std::nan(""), infinity, -infinity, list[at] - 1e3, list[at] + 1e3, 1.7e308, -1.7e308});
  }
}

Interpolation InterpolationCase::job(void* y) const {
  return {dtype_, outside_, views_, t_.data(), batches_, targets_, y, width_};
}

size_t InterpolationCase::result_bytes() const {
  return static_cast<size_t>(batches_ * targets_ * width_) * (dtype_ == DType::float32 ? 4 : 2);
}

std::string InterpolationCase::words() const {
  std::ostringstream words;
  words << (dtype_ == DType::float32 ? "float32" : "bfloat16") << ", outside "
        << static_cast<int>(outside_) << ", B" << batches_ << " T" << targets_;
  for (const StreamData& stream : data_) words << ", S" << stream.samples << " D" << stream.depth;
  return words.str();
}

}  // namespace colophon::check
