// resample and fuse: search, check of the times and rows in one kernel, for all streams at once.
#pragma once

#include <span>

#include "mix.h"
#include "portable.h"
#include "stencil.h"
#include "tiled_kernel.h"

namespace colophon::cuda {

// One stream as the kernel sees it. Its tiles are batches × chunks of targets.
struct StreamTiles {
  const void* x;
  const double* s;
  int64_t samples;
  int64_t depth;
  int64_t column;  // of y, where the stream's values begin
  int64_t first_tile;
  int64_t chunks;      // of the targets of a batch
  int32_t targets;     // of a chunk, the last one apart; at most as many as threads
  int32_t unit_bytes;  // of the widest access that every row admits: 16, 8, 4 or 2
  int32_t lane_bits;   // 2^lane_bits threads share a row
};

template <DType dtype_>
struct InterpolateKernel {
  static constexpr DType dtype = dtype_;
  static constexpr int threads = 128;
  static constexpr int tile_phases = 2;
  static constexpr int end_phases = 0;
  static constexpr int at_once = 4;  // rows that a thread has in flight
  static constexpr int most_streams = 32;
  static constexpr int64_t value_bytes = dtype == DType::float32 ? 4 : 2;

  struct Shared {
    Place places[threads];
  };
  using Thread = Nothing;

  Outside outside;
  int32_t stream_count;
  int64_t first_stream;  // of the call; the kernel's own are counted from it
  int64_t batches;
  int64_t targets;
  int64_t width;
  int64_t tile_count;
  const double* t;
  void* y;
  Word64* fault;  // the least stream · batches + batch whose times are refused
  StreamTiles streams[most_streams];

  struct Position {
    const StreamTiles* stream;
    int64_t order;  // stream · batches + batch
    int64_t batch;
    int64_t chunk;
    int64_t first;  // target
    int64_t count;  // of targets
  };

  COLOPHON_BOTH int64_t tiles() const { return tile_count; }

  COLOPHON_BOTH Position position_of(int64_t tile) const {
    int n = 0;
    while (n + 1 < stream_count && tile >= streams[n + 1].first_tile) ++n;
    const StreamTiles& stream = streams[n];
    const int64_t local = tile - stream.first_tile;
    const int64_t batch = local / stream.chunks;
    const int64_t chunk = local - batch * stream.chunks;
    const int64_t first = chunk * stream.targets;
    const int64_t count = smaller<int64_t>(stream.targets, targets - first);
    return {&stream, (first_stream + n) * batches + batch, batch, chunk, first, count};
  }

  template <int phase>
  COLOPHON_BOTH void tile_phase(int64_t tile, int thread, Shared& shared, Thread&) const {
    const Position at = position_of(tile);
    if constexpr (phase == 0) {
      // Rows are read at these places even where the times are refused, so both calls must be.
      bool good = at.stream->samples > 0;
      if (good) {
        const bool placed = place(at, thread, shared);
        good = check_source(at, thread) && placed;
      }
      if (!good) atomic_smaller(fault, static_cast<Word64>(at.order));
    } else if (at.stream->samples > 0) {
      switch (at.stream->unit_bytes) {
        case 16: return write_rows<Words<4>>(at, thread, shared);
        case 8: return write_rows<Words<2>>(at, thread, shared);
        case 4: return write_rows<Words<1>>(at, thread, shared);
        default: return write_rows<uint16_t>(at, thread, shared);
      }
    }
  }

  // The tiles of a batch share the check of its source times.
  COLOPHON_BOTH bool check_source(const Position& at, int thread) const {
    const int64_t samples = at.stream->samples;
    const double* s = at.stream->s + at.batch * samples;
    const int64_t share = (samples + at.stream->chunks - 1) / at.stream->chunks;
    const int64_t end = smaller(samples, (at.chunk + 1) * share);
    bool good = true;
    for (int64_t i = at.chunk * share + thread; i < end; i += threads) good = ascends(s, i) && good;
    if (at.chunk == 0 && thread == 0 && targets > 0)
      good = spans(s, samples, t + at.batch * targets, targets) && good;
    return good;
  }

  // One search per stream, batch and target, by a thread each; the rows find the places in shared
  // memory.
  COLOPHON_BOTH bool place(const Position& at, int thread, Shared& shared) const {
    if (thread >= at.count) return true;
    const int64_t samples = at.stream->samples;
    const double* s = at.stream->s + at.batch * samples;
    const double* target = t + at.batch * targets;
    const double time = target[at.first + thread];
    shared.places[thread] = locate(s, samples, time, outside);
    return ascends(target, at.first + thread) && !lacks_line(s, samples, time, outside);
  }

  template <typename Unit>
  COLOPHON_BOTH void write_rows(const Position& at, int thread, const Shared& shared) const {
    constexpr auto unit_bytes = static_cast<int64_t>(sizeof(Unit));
    const StreamTiles& stream = *at.stream;
    const int64_t row_bytes = stream.depth * value_bytes;
    const char* x = static_cast<const char*>(stream.x) + at.batch * stream.samples * row_bytes;
    char* const rows = static_cast<char*>(y) +
                       ((at.batch * targets + at.first) * width + stream.column) * value_bytes;
    const int64_t step = int64_t{1} << stream.lane_bits;
    const int64_t lane = thread & (step - 1);
    const int64_t row_step = threads >> stream.lane_bits;
    for (int64_t byte = lane * unit_bytes; byte < row_bytes; byte += step * unit_bytes)
      for (int64_t row = thread >> stream.lane_bits; row < at.count; row += at_once * row_step)
        write_units<Unit>(x + byte, rows + byte, row_bytes, {row, row_step, at.count}, shared);
  }

  struct RowRange {
    int64_t first, step, end;
  };

  // A unit of each of some rows. All are loaded before one is stored, so that their loads are in
  // flight at once; a row beyond the end loads what the first one does.
  template <typename Unit>
  COLOPHON_BOTH void write_units(const char* x, char* y_rows, int64_t row_bytes, RowRange rows,
                                 const Shared& shared) const {
    Unit low[at_once], high[at_once];
    for (int i = 0; i < at_once; ++i) {
      const int64_t row = rows.first + i * rows.step;
      const Place& place = shared.places[row < rows.end ? row : rows.first];
      low[i] = load<Unit>(x + greater(place.low, 0) * row_bytes);
      high[i] = load<Unit>(x + greater(place.high, 0) * row_bytes);
    }
    for (int i = 0; i < at_once; ++i) {
      const int64_t row = rows.first + i * rows.step;
      if (row < rows.end)
        store(y_rows + row * width * value_bytes, value_at(low[i], high[i], shared.places[row]));
    }
  }

  template <typename Unit>
  COLOPHON_BOTH static Unit value_at(const Unit& low, const Unit& high, const Place& place) {
    if (place.low < 0) return nan_unit<dtype>(low);
    if (place.low == place.high) return low;
    return mix_unit<dtype>(low, high, {add(1.0f, -place.weight), place.weight});
  }
};

// Kernels for all streams of a call whose pointers are the device's (or, to be emulated, the
// host's), each for at most `most_streams` of them; `wave` is how many blocks run at once.
template <DType dtype>
class InterpolatePlan {
 public:
  using Kernel = InterpolateKernel<dtype>;

  InterpolatePlan(const Interpolation& job, Word64* fault, int64_t wave)
      : job_(job), fault_(fault), wave_(wave) {}

  // Calls run(kernel) for each.
  template <typename Run>
  void each(Run&& run) const {
    int64_t column = 0;
    for (size_t first = 0; first < job_.streams.size(); first += Kernel::most_streams) {
      const size_t count = smaller(job_.streams.size() - first, size_t{Kernel::most_streams});
      run(kernel_of(job_.streams.subspan(first, count), static_cast<int64_t>(first), column));
    }
  }

 private:
  Kernel kernel_of(std::span<const StreamView> streams, int64_t first_stream,
                   int64_t& column) const {
    Kernel kernel{job_.outside,
                  static_cast<int32_t>(streams.size()),
                  first_stream,
                  job_.batches,
                  job_.targets,
                  job_.width,
                  0,
                  job_.t,
                  job_.y,
                  fault_,
                  {}};
    for (size_t n = 0; n < streams.size(); ++n) {
      StreamTiles tiles = tiles_of(streams[n], column);
      tiles.first_tile = kernel.tile_count;
      kernel.tile_count += job_.batches * tiles.chunks;
      column += tiles.depth;
      kernel.streams[n] = tiles;
    }
    return kernel;
  }

  StreamTiles tiles_of(const StreamView& stream, int64_t column) const {
    StreamTiles tiles{stream.x, stream.s, stream.samples, stream.depth, column, 0, 1, 1, 16, 0};
    const int64_t row = stream.depth * Kernel::value_bytes;
    const auto misplaced = reinterpret_cast<uintptr_t>(stream.x) |
                           reinterpret_cast<uintptr_t>(job_.y) |
                           static_cast<uintptr_t>(row | column * Kernel::value_bytes |
                                                  job_.width * Kernel::value_bytes);
    while (misplaced % static_cast<uintptr_t>(tiles.unit_bytes) != 0) tiles.unit_bytes /= 2;
    while (tiles.lane_bits < 5 && row > int64_t{tiles.unit_bytes} << tiles.lane_bits)
      ++tiles.lane_bits;
    tiles.targets = static_cast<int32_t>(targets_per_tile(tiles, row));
    tiles.chunks = greater<int64_t>(ceil_divide(job_.targets, tiles.targets), 1);
    return tiles;
  }

  // About eight units per thread, but fewer where that leaves blocks idle, as long as every thread
  // has a row.
  int64_t targets_per_tile(const StreamTiles& tiles, int64_t row) const {
    const int64_t abreast = Kernel::threads >> tiles.lane_bits;
    const int64_t passes =
        greater<int64_t>(ceil_divide(row, int64_t{tiles.unit_bytes} << tiles.lane_bits), 1);
    int64_t rows = abreast * greater<int64_t>(8 / passes, Kernel::at_once);
    while (rows > abreast && job_.batches * ceil_divide(job_.targets, rows) < wave_) rows /= 2;
    return smaller<int64_t>(rows, Kernel::threads);
  }

  const Interpolation& job_;
  Word64* fault_;
  int64_t wave_;
};

}  // namespace colophon::cuda
