#include <algorithm>
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

// A stretch of the grid while its records are gathered: all arrays are [cells, width].
struct Stretch {
  const Partition& partition;
  int64_t number;
  int64_t cells;
  int64_t width;
  float* grid;
};

void count_points(const Partition& partition, int64_t number, uint32_t* grid, bool occupancy) {
  uint32_t* counts = grid + partition.first_cell(number);
  std::memset(counts, 0, static_cast<size_t>(partition.cells(number)) * 4);
  partition.each_run(number, [&](const uint32_t* record, const uint32_t* end) {
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

// Least or greatest feature of each cell. A NaN is a key beyond all others; no number has the key of an empty cell.
template <bool greatest>
void extreme_features(const Stretch& stretch) {
  constexpr int32_t lowest = std::numeric_limits<int32_t>::min();
  constexpr int32_t highest = std::numeric_limits<int32_t>::max();
  constexpr int32_t empty = greatest ? lowest : highest;
  constexpr int32_t nan = greatest ? highest : lowest;
  const int64_t width = stretch.width;
  const int64_t step = stretch.partition.record_words();
  auto* keys = reinterpret_cast<int32_t*>(stretch.grid);
  std::fill_n(keys, stretch.cells * width, empty);
  stretch.partition.each_run(stretch.number, [&](const uint32_t* record, const uint32_t* end) {
    for (; record < end; record += step) {
      int32_t* key = keys + record[0] * width;
      const float* feature = stretch.partition.features(record);
      for (int64_t f = 0; f < width; ++f) {
        const auto bits = std::bit_cast<uint32_t>(feature[f]);
        const int32_t now = (bits & 0x7fffffff) > 0x7f800000 ? nan : order_of(bits);
        key[f] = greatest ? std::max(key[f], now) : std::min(key[f], now);
      }
    }
  });
  for (int64_t at = 0; at < stretch.cells * width; ++at) {
    const bool number = keys[at] != empty && keys[at] != nan;
    keys[at] = static_cast<int32_t>(number ? static_cast<uint32_t>(order_of(static_cast<uint32_t>(keys[at])))
                                           : canonical_nan);
  }
}

void store(float* grid, float value) {
  const uint32_t bits = value != value ? canonical_nan : std::bit_cast<uint32_t>(value);
  std::memcpy(grid, &bits, 4);
}

// Exact sum or mean of each cell's features, rounded once. Most sums are exact in float64, which the error of every
// addition proves; the others are added again the long way.
class Sums {
 public:
  Sums(const Stretch& stretch, bool mean)
      : stretch_(stretch),
        mean_(mean),
        counts_(static_cast<size_t>(stretch.cells)),
        sums_(static_cast<size_t>(stretch.cells * stretch.width)),
        errors_(sums_.size()) {}

  void write() {
    add_quickly();
    const int64_t width = stretch_.width;
    for (int64_t at = 0; at < stretch_.cells * width; ++at) {
      const uint32_t count = counts_[static_cast<size_t>(at / width)];
      const double sum = sums_[static_cast<size_t>(at)];
      if (count == 0) store(stretch_.grid + at, std::numeric_limits<float>::quiet_NaN());
      else if (errors_[static_cast<size_t>(at)] != 0 || count >= most_counted) long_.emplace(at, ExactSum{});
      else store(stretch_.grid + at, static_cast<float>(mean_ ? sum / count : sum));
    }
    if (!long_.empty()) add_exactly();
  }

 private:
  void add_quickly() {
    const int64_t width = stretch_.width;
    const int64_t step = stretch_.partition.record_words();
    stretch_.partition.each_run(stretch_.number, [&](const uint32_t* record, const uint32_t* end) {
      for (; record < end; record += step) {
        const float* feature = stretch_.partition.features(record);
        ++counts_[record[0]];
        double* sum = sums_.data() + record[0] * width;
        uint8_t* error = errors_.data() + record[0] * width;
        for (int64_t f = 0; f < width; ++f) {
          const double value = feature[f];
          const double next = sum[f] + value;
          const double part = next - sum[f];
          // Not 0 also where something is infinite or NaN.
          error[f] |= !((sum[f] - (next - part)) + (value - part) == 0);
          sum[f] = next;
        }
      }
    });
  }

  void add_exactly() {
    const int64_t width = stretch_.width;
    const int64_t step = stretch_.partition.record_words();
    stretch_.partition.each_run(stretch_.number, [&](const uint32_t* record, const uint32_t* end) {
      for (; record < end; record += step) {
        const float* feature = stretch_.partition.features(record);
        for (int64_t f = 0; f < width; ++f) {
          const auto found = long_.find(record[0] * width + f);
          if (found != long_.end()) found->second.add(feature[f]);
        }
      }
    });
    for (const auto& [at, sum] : long_)
      store(stretch_.grid + at, sum.rounded(mean_ ? counts_[static_cast<size_t>(at / width)] : 1));
  }

  const Stretch& stretch_;
  bool mean_;
  std::vector<uint32_t> counts_;
  std::vector<double> sums_;
  std::vector<uint8_t> errors_;
  std::unordered_map<int64_t, ExactSum> long_;
};

void gather(const Voxelization& job, const Partition& partition, int64_t number) {
  if (job.mode == VoxelMode::count || job.mode == VoxelMode::occupancy)
    return count_points(partition, number, static_cast<uint32_t*>(job.grid), job.mode == VoxelMode::occupancy);
  float* grid = static_cast<float*>(job.grid) + partition.first_cell(number) * job.width;
  const Stretch stretch{partition, number, partition.cells(number), job.width, grid};
  if (job.mode == VoxelMode::min) extreme_features<false>(stretch);
  else if (job.mode == VoxelMode::max) extreme_features<true>(stretch);
  else Sums(stretch, job.mode == VoxelMode::mean).write();
}

int64_t cell_bytes(const Voxelization& job) {
  switch (job.mode) {
    case VoxelMode::count:
    case VoxelMode::occupancy:
      return 4;
    case VoxelMode::min:
    case VoxelMode::max:
      return 4 * std::max<int64_t>(job.width, 1);
    default:
      return 4 + 13 * std::max<int64_t>(job.width, 1);
  }
}

Outcome run(const Voxelization& job, const Control& control) {
  const int64_t values = job.shape[0] * job.shape[1] * job.shape[2] * std::max<int64_t>(job.width, 1);
  const bool small = job.count < 4096 && values < 32768;
  const unsigned threads = small ? 1 : thread_count(control.threads);
  const Partition partition(job, cell_bytes(job), threads, control);
  if (!(job.features && job.width == 0))
    parallel_for(threads, partition.stretches(), [&](int64_t number) {
      if (!control.aborted()) gather(job, partition, number);
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
