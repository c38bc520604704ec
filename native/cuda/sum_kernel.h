// sum and mean: points sorted by cell, then the exact sum of each cell's features. The order of the
// points within a cell, and of the cells among each other, depends on the race of atomics; exact
// sums do not depend on it.
#pragma once

#include "exact_sum.h"
#include "portable.h"
#include "tiled_kernel.h"

namespace colophon::cuda {

// Gives every cell room for its points: afterwards next[cell] is where its first one goes.
struct AllocateKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 4;
  static constexpr int end_phases = 0;
  static constexpr int each = 16;  // cells per thread
  static constexpr int groups = 16;
  static constexpr int64_t tile_cells = int64_t{threads} * each;

  struct Shared {
    uint32_t before[threads];  // in the thread's group
    uint32_t group_before[groups];
    uint32_t start;
  };
  using Thread = Nothing;

  const uint32_t* counts;
  int64_t cells;
  uint32_t* next;
  uint32_t* used;  // starts at zero

  COLOPHON_BOTH int64_t tiles() const { return (cells + tile_cells - 1) / tile_cells; }

  template <int phase>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared& shared, Thread&) const {
    const int64_t first = tile * tile_cells + int64_t{thread} * each;
    const int64_t end = smaller(cells, first + each);
    if constexpr (phase == 0) {
      uint32_t sum = 0;
      for (int64_t cell = first; cell < end; ++cell) sum += counts[cell];
      shared.before[thread] = sum;
    } else if constexpr (phase == 1) {
      constexpr int members = threads / groups;
      if (thread < groups)
        shared.group_before[thread] = make_exclusive(shared.before + thread * members, members);
    } else if constexpr (phase == 2) {
      if (thread == 0) shared.start = atomic_add(used, make_exclusive(shared.group_before, groups));
    } else {
      uint32_t at =
          shared.start + shared.group_before[thread / (threads / groups)] + shared.before[thread];
      for (int64_t cell = first; cell < end; ++cell) {
        next[cell] = at;
        at += counts[cell];
      }
    }
  }

  // Values → sums of those before each; returns the sum of all.
  COLOPHON_BOTH static uint32_t make_exclusive(uint32_t* values, int count) {
    uint32_t sum = 0;
    for (int i = 0; i < count; ++i) {
      const uint32_t value = values[i];
      values[i] = sum;
      sum += value;
    }
    return sum;
  }
};

// Puts the index of each point into the room of its cell: afterwards next[cell] is where that ends.
struct ScatterKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 1;
  static constexpr int end_phases = 0;
  static constexpr int64_t tile_points = 4 * threads;
  using Shared = Nothing;
  using Thread = Nothing;

  const int32_t* cells;
  int64_t count;
  uint32_t* next;
  uint32_t* order;

  COLOPHON_BOTH int64_t tiles() const { return (count + tile_points - 1) / tile_points; }

  template <int>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared&, Thread&) const {
    const int64_t end = smaller(count, (tile + 1) * tile_points);
    for (int64_t n = tile * tile_points + thread; n < end; n += threads)
      if (cells[n] >= 0) order[atomic_add(next + cells[n], 1u)] = static_cast<uint32_t>(n);
  }
};

// Features of points grouped by cell.
struct Groups {
  const float* features;
  int64_t width;
  const uint32_t* counts;
  const uint32_t* ends;   // of each cell in `order`
  const uint32_t* order;  // indices of points

  COLOPHON_BOTH float value(int64_t at, int64_t feature) const {
    const int64_t point = order[at];
    return float_of(load<Words<1>>(features + point * width + feature).word[0]);
  }
};

// Cells with many points, of which a thread each would keep the device waiting, in parts.
struct Heavy {
  struct Part {
    uint32_t cell;  // index among the heavy cells
    uint32_t part;
  };
  uint32_t threshold;  // a cell of more points is heavy
  uint32_t part_points;
  uint32_t* cell_count;  // both start at zero
  uint32_t* part_count;
  uint32_t* cells;
  Part* parts;
  ExactWords* sums;  // of each heavy cell and feature
};

// One thread per cell and feature.
template <bool mean>
struct SumKernel {
  static constexpr int threads = 128;
  static constexpr int tile_phases = 1;
  static constexpr int end_phases = 0;
  using Shared = Nothing;
  using Thread = Nothing;

  Groups groups;
  Heavy heavy;
  int64_t cells;
  uint32_t* grid;

  COLOPHON_BOTH int64_t tiles() const { return (cells * groups.width + threads - 1) / threads; }

  template <int>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared&, Thread&) const {
    const int64_t at = tile * threads + thread;
    if (at >= cells * groups.width) return;
    // At most 2^31 − 1 values.
    const auto cell = static_cast<uint32_t>(at) / static_cast<uint32_t>(groups.width);
    const int64_t feature = at - cell * groups.width;
    const uint32_t count = groups.counts[cell];
    if (count == 0) grid[at] = canonical_nan;
    else if (count <= heavy.threshold) grid[at] = sum_of(groups.ends[cell] - count, count, feature);
    else if (feature == 0) put_aside(cell, count);
  }

  COLOPHON_BOTH uint32_t sum_of(int64_t first, uint32_t count, int64_t feature) const {
    DoubleSum sum;
    bool exact = true;
    for (int64_t i = first; exact && i < first + count; ++i)
      exact = sum.add(groups.value(i, feature));
    if (!exact) return sum_exactly(first, count, feature);
    return bits_of(to_float(mean ? cuda::divide(sum.sum, static_cast<double>(count)) : sum.sum));
  }

  COLOPHON_BOTH uint32_t sum_exactly(int64_t first, uint32_t count, int64_t feature) const {
    ExactWords sum;
    clear(sum);
    for (int64_t i = first; i < first + count; ++i)
      add_float<InThread>(sum, bits_of(groups.value(i, feature)));
    return rounded(sum, mean ? count : 1);
  }

  COLOPHON_BOTH void put_aside(uint32_t cell, uint32_t count) const {
    const uint32_t index = atomic_add(heavy.cell_count, 1u);
    heavy.cells[index] = cell;
    for (int64_t f = 0; f < groups.width; ++f) clear(heavy.sums[index * groups.width + f]);
    const uint32_t parts = (count + heavy.part_points - 1) / heavy.part_points;
    const uint32_t first = atomic_add(heavy.part_count, parts);
    for (uint32_t i = 0; i < parts; ++i) heavy.parts[first + i] = {index, i};
  }
};

// One block per part of a heavy cell and feature. A thread adds in float64 while that is exact, and
// carries its sum to the block's exact words where the next addition would not be.
struct HeavyKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 3;
  static constexpr int end_phases = 0;
  struct Shared {
    ExactWords sum;
  };
  using Thread = Nothing;

  Groups groups;
  Heavy heavy;

  COLOPHON_BOTH int64_t tiles() const { return *heavy.part_count * groups.width; }

  template <int phase>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared& shared, Thread&) const {
    const int64_t item = tile / groups.width;
    const int64_t feature = tile - item * groups.width;
    const Heavy::Part part = heavy.parts[item];
    if constexpr (phase == 0) {
      if (thread < ExactWords::words) shared.sum.word[thread] = 0;
    } else if constexpr (phase == 1) {
      const uint32_t cell = heavy.cells[part.cell];
      const int64_t first = int64_t{groups.ends[cell]} - groups.counts[cell];
      const int64_t from = first + int64_t{part.part} * heavy.part_points;
      const int64_t to = smaller<int64_t>(groups.ends[cell], from + heavy.part_points);
      add_share(shared.sum, from + thread, to, feature);
    } else if (thread < ExactWords::words) {
      const Word64 word = shared.sum.word[thread];
      Word64* total = &heavy.sums[part.cell * groups.width + feature].word[thread];
      if (thread == ExactWords::limbs) AmongThreads::mark(total, word);
      else if (word != 0) AmongThreads::add(total, word);
    }
  }

  COLOPHON_BOTH void add_share(ExactWords& total, int64_t from, int64_t to, int64_t feature) const {
    DoubleSum sum;
    for (int64_t i = from; i < to; i += threads) {
      const float value = groups.value(i, feature);
      if (sum.add(value)) continue;
      add_float<AmongThreads>(total, bits_of(value));
      add_double<AmongThreads>(total, sum.sum);
      sum.sum = 0;
    }
    add_double<AmongThreads>(total, sum.sum);
  }
};

// One thread per heavy cell and feature.
template <bool mean>
struct FinishKernel {
  static constexpr int threads = 128;
  static constexpr int tile_phases = 1;
  static constexpr int end_phases = 0;
  using Shared = Nothing;
  using Thread = Nothing;

  Groups groups;
  Heavy heavy;
  uint32_t* grid;

  COLOPHON_BOTH int64_t tiles() const {
    return (*heavy.cell_count * groups.width + threads - 1) / threads;
  }

  template <int>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared&, Thread&) const {
    const int64_t at = tile * threads + thread;
    if (at >= *heavy.cell_count * groups.width) return;
    const int64_t index = at / groups.width;
    const uint32_t cell = heavy.cells[index];
    const int64_t to = cell * groups.width + (at - index * groups.width);
    grid[to] = rounded(heavy.sums[at], mean ? groups.counts[cell] : 1);
  }
};

}  // namespace colophon::cuda
