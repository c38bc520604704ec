// count, occupancy, min and max, and the cells that sum and mean start from.
#pragma once

#include "cell.h"
#include "order_key.h"
#include "portable.h"
#include "tiled_kernel.h"

namespace colophon::cuda {

struct Points {
  const float* xyz;
  int64_t count;
  CellGrid grid;
  bool aligned;  // whether xyz lies where 16-byte accesses may
};

constexpr int points_per_thread = 4;

struct Quad {
  int32_t cell[points_per_thread];
};

// The cells of points first … first + 3 in that order; −1 also beyond the last point. Four points
// are three accesses of 16 bytes.
COLOPHON_BOTH Quad cells_of(const Points& points, int64_t first) {
  Quad quad{{-1, -1, -1, -1}};
  float xyz[3 * points_per_thread];
  const float* from = points.xyz + 3 * first;
  const int64_t here = smaller<int64_t>(points.count - first, points_per_thread);
  if (points.aligned && here == points_per_thread) {
    for (int i = 0; i < 3; ++i) {
      const auto words = load<Words<4>>(from + 4 * i);
      for (int j = 0; j < 4; ++j) xyz[4 * i + j] = float_of(words.word[j]);
    }
  } else {
    for (int i = 0; i < 3 * points_per_thread; ++i) xyz[i] = i < 3 * here ? from[i] : 0.0f;
  }
  for (int i = 0; i < points_per_thread; ++i)
    if (i < here) quad.cell[i] = cell_of(points.grid, xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2]);
  return quad;
}

COLOPHON_BOTH uint32_t dropped_of(const Points& points, int64_t first, const Quad& quad) {
  uint32_t dropped = 0;
  for (int i = 0; i < points_per_thread; ++i)
    if (first + i < points.count && quad.cell[i] < 0) ++dropped;
  return dropped;
}

// Adds to the counts of cells; all threads of a warp call it together. Points that follow each
// other often share a cell: those of a thread are added up first and, where a warp sees the same
// cell in neighbouring threads, one thread adds for all that have it.
COLOPHON_BOTH void add_points(uint32_t* counts, const Quad& quad) {
  uint32_t weight = 0;
#ifdef __CUDA_ARCH__
  constexpr unsigned warp = 0xffffffff;
  const int before = __shfl_up_sync(warp, quad.cell[points_per_thread - 1], 1);
  const bool first_lane = threadIdx.x % 32 == 0;
  const bool together = __any_sync(warp, !first_lane && before >= 0 && before == quad.cell[0]);
#endif
  for (int i = 0; i < points_per_thread; ++i) {
    const int32_t cell = quad.cell[i];
    ++weight;
    const bool last = i + 1 == points_per_thread || quad.cell[i + 1] != cell;
    const bool due = cell >= 0 && last;
#ifdef __CUDA_ARCH__
    if (together) {
      const unsigned same = __match_any_sync(warp, due ? cell : -1);
      const unsigned sum = __reduce_add_sync(same, weight);
      if (due && static_cast<unsigned>(__ffs(static_cast<int>(same)) - 1) == threadIdx.x % 32)
        atomicAdd(counts + cell, sum);
    } else if (due) {
      atomicAdd(counts + cell, weight);
    }
#else
    if (due) atomic_add(counts + cell, weight);
#endif
    if (last) weight = 0;
  }
}

enum class Sink : uint8_t { count, occupancy, cells };

// Goes over all points once. Counts start at zero.
template <Sink sink>
struct LocateKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 1;
  static constexpr int end_phases = 3;
  static constexpr int64_t tile_points = int64_t{threads} * points_per_thread;

  struct Shared {
    uint32_t dropped;
  };
  struct Thread {
    uint32_t dropped;  // of at most 2^32 − 1 points
  };

  Points points;
  uint32_t* counts;  // per cell; for occupancy 0 or 1
  int32_t* cells;    // per point, with Sink::cells
  Word64* dropped;   // to which this kernel adds

  COLOPHON_BOTH int64_t tiles() const { return (points.count + tile_points - 1) / tile_points; }

  template <int>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared&, Thread& own) const {
    const int64_t first = tile * tile_points + int64_t{thread} * points_per_thread;
    const Quad quad = cells_of(points, smaller(first, points.count));
    own.dropped += dropped_of(points, first, quad);
    if constexpr (sink == Sink::occupancy) {
      for (const int32_t cell : quad.cell)
        if (cell >= 0) counts[cell] = 1;  // from many threads, always the same
    } else {
      add_points(counts, quad);
    }
    if constexpr (sink == Sink::cells)
      for (int i = 0; i < points_per_thread; ++i)
        if (first + i < points.count) cells[first + i] = quad.cell[i];
  }

  template <int phase>
  COLOPHON_BOTH void end_phase(int thread, Shared& shared, Thread& own) const {
    if constexpr (phase == 0) {
      if (thread == 0) shared.dropped = 0;
    } else if constexpr (phase == 1) {
      if (own.dropped > 0) atomic_add(&shared.dropped, own.dropped);
    } else if (thread == 0 && shared.dropped > 0) {
      atomic_add(dropped, Word64{shared.dropped});
    }
  }
};

// Every value of a grid of keys before the points come, and their values after.
template <bool greatest, bool after>
struct KeyKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 1;
  static constexpr int end_phases = 0;
  static constexpr int64_t tile_values = 4 * threads;
  using Shared = Nothing;
  using Thread = Nothing;

  int32_t* keys;
  int64_t count;

  COLOPHON_BOTH int64_t tiles() const { return (count + tile_values - 1) / tile_values; }

  template <int>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared&, Thread&) const {
    const int64_t end = smaller(count, (tile + 1) * tile_values);
    for (int64_t i = tile * tile_values + thread; i < end; i += threads)
      keys[i] = after ? static_cast<int32_t>(bits_of_key(keys[i])) : Extreme<greatest>::empty;
  }
};

// Least or greatest feature of each cell, as keys.
template <bool greatest>
struct ExtremeKernel {
  static constexpr int threads = 256;
  static constexpr int tile_phases = 2;
  static constexpr int end_phases = 3;
  static constexpr int64_t tile_points = int64_t{threads} * points_per_thread;

  struct Shared {
    int32_t cells[tile_points];
    uint32_t dropped;
  };
  struct Thread {
    uint32_t dropped;
  };

  Points points;
  const float* features;
  int64_t width;
  int32_t* keys;
  Word64* dropped;

  COLOPHON_BOTH int64_t tiles() const { return (points.count + tile_points - 1) / tile_points; }

  template <int phase>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared& shared, Thread& own) const {
    if constexpr (phase == 0) {
      const int64_t first = tile * tile_points + int64_t{thread} * points_per_thread;
      const Quad quad = cells_of(points, smaller(first, points.count));
      own.dropped += dropped_of(points, first, quad);
      for (int i = 0; i < points_per_thread; ++i)
        shared.cells[thread * points_per_thread + i] = quad.cell[i];
    } else {
      const int64_t first = tile * tile_points;
      const int64_t here = smaller(tile_points, points.count - first);
      for (int64_t i = thread; i < here * width; i += threads) {
        const int64_t point = i / width;
        const int32_t cell = shared.cells[point];
        if (cell >= 0)
          offer(cell * width + (i - point * width),
                load<Words<1>>(features + first * width + i).word[0]);
      }
    }
  }

  // What another thread wrote meanwhile only makes the atomic needless: keys move one way.
  COLOPHON_BOTH void offer(int64_t at, uint32_t bits) const {
    const int32_t key = key_of<greatest>(bits);
    const int32_t old = *static_cast<volatile const int32_t*>(keys + at);
    if constexpr (greatest) {
      if (key > old) atomic_greater(keys + at, key);
    } else {
      if (key < old) atomic_smaller(keys + at, key);
    }
  }

  template <int phase>
  COLOPHON_BOTH void end_phase(int thread, Shared& shared, Thread& own) const {
    if constexpr (phase == 0) {
      if (thread == 0) shared.dropped = 0;
    } else if constexpr (phase == 1) {
      if (own.dropped > 0) atomic_add(&shared.dropped, own.dropped);
    } else if (thread == 0 && shared.dropped > 0) {
      atomic_add(dropped, Word64{shared.dropped});
    }
  }
};

}  // namespace colophon::cuda
