#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <unordered_map>
#include <vector>

#include "clock.h"
#include "cpu.h"
#include "exact_sum.h"
#include "partition.h"
#include "thread_pool.h"

namespace colophon {
namespace {

// Fewer points than this have a mean that float64 gives: js/voxel-features.ts has the proof.
constexpr uint32_t most_counted = 1u << 28;

void count_points(const Partition& partition, int64_t stretch, uint32_t* grid, bool occupancy) {
  uint32_t* counts = grid + partition.first_cell(stretch);
  std::memset(counts, 0, static_cast<size_t>(partition.cells(stretch)) * 4);
  partition.each_run(stretch, [&](const uint32_t* record, const uint32_t* end) {
    if (occupancy)
      for (; record < end; ++record) counts[*record] = 1;
    else
      for (; record < end; ++record) ++counts[*record];
  });
}

// Float32 bits with the magnitude of negatives flipped order as integers, −0 below +0.
int32_t order_of(uint32_t bits) {
  const auto key = static_cast<int32_t>(bits);
  return key ^ ((key >> 31) & 0x7fffffff);
}

void store(float* grid, float value) {
  const uint32_t bits = value != value ? canonical_nan : std::bit_cast<uint32_t>(value);
  std::memcpy(grid, &bits, 4);
}

// The features of one stretch of the grid after another; its arrays, [cells, width], stay from one to the next.
class Gatherer {
 public:
  Gatherer(const Voxelization& job, const Partition& partition)
      : job_(job), partition_(partition), width_(job.width), step_(partition.record_words()) {}

  void gather(int64_t stretch) {
    stretch_ = stretch;
    cells_ = partition_.cells(stretch);
    grid_ = static_cast<float*>(job_.grid) + partition_.first_cell(stretch) * width_;
    counts_.assign(static_cast<size_t>(cells_), 0);
    touched_.clear();
    std::fill_n(reinterpret_cast<uint32_t*>(grid_), cells_ * width_, canonical_nan);
    if (job_.mode == VoxelMode::min) write_extremes<false>();
    else if (job_.mode == VoxelMode::max) write_extremes<true>();
    else write_sums(job_.mode == VoxelMode::mean);
  }

 private:
  // Calls visit(cell, features) with every record.
  template <typename Visit>
  void each_record(Visit&& visit) {
    partition_.each_run(stretch_, [&](const uint32_t* record, const uint32_t* end) {
      for (; record < end; record += step_) visit(int64_t{record[0]}, partition_.features(record));
    });
  }

  // A NaN is a key beyond all others.
  template <bool greatest>
  void write_extremes() {
    constexpr int32_t nan =
        greatest ? std::numeric_limits<int32_t>::max() : std::numeric_limits<int32_t>::min();
    auto* keys = reinterpret_cast<int32_t*>(grid_);
    each_record([&](int64_t cell, const float* features) {
      int32_t* key = keys + cell * width_;
      const bool first = count(cell);
      for (int64_t f = 0; f < width_; ++f) {
        const auto bits = std::bit_cast<uint32_t>(features[f]);
        const int32_t now = (bits & 0x7fffffff) > 0x7f800000 ? nan : order_of(bits);
        key[f] = first ? now : greatest ? std::max(key[f], now) : std::min(key[f], now);
      }
    });
    for (const int64_t cell : touched_) {
      for (int32_t *key = keys + cell * width_, *end = key + width_; key < end; ++key)
        *key = static_cast<int32_t>(*key == nan ? canonical_nan
                                                : static_cast<uint32_t>(order_of(static_cast<uint32_t>(*key))));
    }
  }

  // Exact sum or mean, rounded once. Most sums are exact in float64, which the error of every addition proves; the
  // others are added again the long way.
  void write_sums(bool mean) {
    sums_.resize(static_cast<size_t>(cells_ * width_));
    errors_.resize(sums_.size());
    each_record([&](int64_t cell, const float* features) { add(cell, features); });
    for (const int64_t cell : touched_) {
      const uint32_t count = counts_[static_cast<size_t>(cell)];
      const double divisor = mean ? count : 1;
      for (int64_t f = 0, at = cell * width_; f < width_; ++f, ++at) {
        grid_[at] = static_cast<float>(sums_[static_cast<size_t>(at)] / divisor);
        if (errors_[static_cast<size_t>(at)] != 0 || count >= most_counted) long_.emplace(at, ExactSum{});
      }
    }
    if (!long_.empty()) add_exactly(mean);
  }

  void add(int64_t cell, const float* features) {
    double* sum = sums_.data() + cell * width_;
    uint32_t* error = errors_.data() + cell * width_;
    if (count(cell)) {
      for (int64_t f = 0; f < width_; ++f) {
        // A lone −0 is a sum of +0.
        sum[f] = 0.0 + static_cast<double>(features[f]);
        error[f] = !(sum[f] - sum[f] == 0);
      }
      return;
    }
    for (int64_t f = 0; f < width_; ++f) {
      const double value = features[f];
      const double next = sum[f] + value;
      const double part = next - sum[f];
      // Not 0 also where something is infinite or NaN.
      error[f] |= !((sum[f] - (next - part)) + (value - part) == 0);
      sum[f] = next;
    }
  }

  void add_exactly(bool mean) {
    each_record([&](int64_t cell, const float* features) {
      for (int64_t f = 0; f < width_; ++f) {
        const auto found = long_.find(cell * width_ + f);
        if (found != long_.end()) found->second.add(features[f]);
      }
    });
    for (const auto& [at, sum] : long_)
      store(grid_ + at, sum.rounded(mean ? counts_[static_cast<size_t>(at / width_)] : 1));
    long_.clear();
  }

  // Whether it is the first point of the cell.
  bool count(int64_t cell) {
    if (counts_[static_cast<size_t>(cell)]++ != 0) return false;
    touched_.push_back(static_cast<uint32_t>(cell));
    return true;
  }

  const Voxelization& job_;
  const Partition& partition_;
  const int64_t width_;
  const int64_t step_;
  int64_t stretch_ = 0;
  int64_t cells_ = 0;
  float* grid_ = nullptr;
  std::vector<uint32_t> counts_;
  std::vector<uint32_t> touched_;
  std::vector<double> sums_;
  std::vector<uint32_t> errors_;
  std::unordered_map<int64_t, ExactSum> long_;
};

int64_t cell_bytes(const Voxelization& job) {
  switch (job.mode) {
    case VoxelMode::count:
    case VoxelMode::occupancy:
      return 4;
    case VoxelMode::min:
    case VoxelMode::max:
      return 4 + 4 * std::max<int64_t>(job.width, 1);
    default:
      return 4 + 16 * std::max<int64_t>(job.width, 1);
  }
}

Outcome run(const Voxelization& job, const Control& control) {
  const int64_t values = job.shape[0] * job.shape[1] * job.shape[2] * std::max<int64_t>(job.width, 1);
  const bool small = job.count < 4096 && values < 32768;
  const unsigned threads = small ? 1 : thread_count(control.threads);
  const Partition partition(job, cell_bytes(job), threads, control);
  std::atomic<int64_t> next{0};
  const auto each_stretch = [&](auto&& work) {
    for (int64_t stretch; (stretch = next.fetch_add(1, std::memory_order_relaxed)) < partition.stretches();)
      if (!control.aborted()) work(stretch);
  };
  parallel_for(threads, std::min<int64_t>(threads, partition.stretches()), [&](int64_t) {
    const bool occupancy = job.mode == VoxelMode::occupancy;
    if (occupancy || job.mode == VoxelMode::count) {
      each_stretch([&](int64_t stretch) {
        count_points(partition, stretch, static_cast<uint32_t*>(job.grid), occupancy);
      });
    } else if (job.width > 0) {
      Gatherer gatherer(job, partition);
      each_stretch([&](int64_t stretch) { gatherer.gather(stretch); });
    }
  });
  Outcome outcome;
  if (control.aborted()) outcome.status = Status::aborted;
  outcome.dropped = partition.dropped();
  return outcome;
}

}  // namespace

Outcome voxelize(const Voxelization& job, const Control& control) {
  return timed([&] { return run(job, control); });
}

}  // namespace colophon
