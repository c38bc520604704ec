#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <vector>

#include "clock.h"
#include "cpu.h"
#include "kernels.h"
#include "stencil.h"
#include "thread_pool.h"

namespace colophon {
namespace {

// Of each stream in turn, about so many bytes of rows are made.
constexpr int64_t turn_bytes = 8 << 10;
// A result of fewer bytes is likely to be read from the caches, and is written to them.
constexpr int64_t streamed_bytes = 4 << 20;
// What a task must move to be worth handing to another thread.
constexpr int64_t task_bytes = 64 << 10;

template <typename Value>
auto rows_kernel(const Kernels& set) {
  if constexpr (sizeof(Value) == 4) return set.rows_float32;
  else return set.rows_bfloat16;
}

// One stream on its way through a batch: places of the targets from the block's first on.
struct Track {
  explicit Track(const Locator& from) : locator(from) {}

  // Drops the places before the last `kept` ones and finds those up to `known`.
  void find(int64_t kept, int64_t known) {
    if (kept > 0) std::copy_n(places.begin() + Locator::most, kept, places.begin());
    for (int64_t at = kept; at < known; at += Locator::most)
      locator.locate({&places[static_cast<size_t>(at)], static_cast<size_t>(std::min(Locator::most, known - at))});
  }

  Locator locator;
  int64_t asked = 0;
  std::array<Place, 2 * Locator::most> places;
};

template <typename Value>
class Interpolator {
 public:
  Interpolator(const Interpolation& job, const Control& control) : job_(job), control_(control), set_(kernels()) {
    const int64_t row = job.width * static_cast<int64_t>(sizeof(Value));
    const int64_t all = job.batches * job.targets * row;
    streamed_ = all >= streamed_bytes;
    // Streams take turns, so that a row's lines are whole before they leave.
    const int64_t turn = job.streams.size() == 1 ? Locator::most : turn_bytes / std::max<int64_t>(row, 1);
    rows_ = std::clamp<int64_t>(turn, 1, Locator::most);
    // A batch is one task, or several where batches alone do not fill the threads.
    threads_ = thread_count(control.threads);
    const int64_t least = std::max<int64_t>(1, job.targets * row / task_bytes);
    const int64_t wanted = threads_ == 1 || job.batches == 0 ? 1 : (4 * threads_ + job.batches - 1) / job.batches;
    parts_ = job.batches >= 4 * static_cast<int64_t>(threads_) ? 1 : std::min(least, wanted);
    if (all < task_bytes && sources() < task_bytes) threads_ = 1;
  }

  Outcome run() {
    Outcome outcome;
    if (parts_ > 1) parallel_for(threads_, job_.batches, [this](int64_t b) { check(b); });
    if (!refused()) {
      parallel_for(threads_, job_.batches * parts_, [this](int64_t task) {
        const int64_t b = task / parts_;
        if (control_.aborted() || (parts_ == 1 && !check(b))) return;
        const int64_t part = task % parts_;
        write(b, job_.targets * part / parts_, job_.targets * (part + 1) / parts_);
      });
    }
    if (refused()) {
      outcome.status = Status::refused;
      outcome.fault = {first_fault_ / job_.batches, first_fault_ % job_.batches};
    } else if (control_.aborted()) {
      outcome.status = Status::aborted;
    }
    return outcome;
  }

 private:
  int64_t sources() const {
    int64_t bytes = 0;
    for (const StreamView& stream : job_.streams)
      bytes += job_.batches * stream.samples * (stream.depth * static_cast<int64_t>(sizeof(Value)) + 8);
    return bytes;
  }

  TimeAxis axis(const StreamView& stream, int64_t b) const {
    return {{stream.s + b * stream.samples, static_cast<size_t>(stream.samples)},
            {job_.t + b * job_.targets, static_cast<size_t>(job_.targets)}};
  }

  bool refused() const { return first_fault_.load(std::memory_order_relaxed) != none; }

  // Whether all streams take the times of the batch; else notes the first that does not.
  bool check(int64_t b) {
    bool good = true;
    for (size_t n = 0; n < job_.streams.size(); ++n) {
      if (accepts(axis(job_.streams[n], b), job_.outside)) continue;
      good = false;
      const int64_t fault = static_cast<int64_t>(n) * job_.batches + b;
      int64_t first = first_fault_.load(std::memory_order_relaxed);
      while (fault < first && !first_fault_.compare_exchange_weak(first, fault, std::memory_order_relaxed)) {
      }
    }
    return good;
  }

  // Rows of y for the targets from `first` up to `end` of a batch. Places are found one block ahead of the rows, so that
  // what will be read next is always known.
  void write(int64_t b, int64_t first, int64_t end) const {
    std::vector<Track> tracks;
    tracks.reserve(job_.streams.size());
    for (const StreamView& stream : job_.streams) tracks.emplace_back(Locator(axis(stream, b), job_.outside, first));
    Value* y = static_cast<Value*>(job_.y) + (b * job_.targets + first) * job_.width;
    int64_t found = first;
    for (int64_t from = first; from < end && !control_.aborted(); from += Locator::most) {
      const int64_t known = std::min(2 * Locator::most, end - from);
      for (Track& track : tracks) track.find(found - from, known);
      found = from + known;
      const int64_t rows = std::min(Locator::most, known);
      for (int64_t row = 0; row < rows; row += rows_) {
        const int64_t next = std::min(row + rows_, rows);
        write_rows(b, tracks, row, next, known, y);
        y += (next - row) * job_.width;
      }
    }
    // Streamed stores are not ordered by a lock alone.
    if (streamed_) std::atomic_thread_fence(std::memory_order_seq_cst);
  }

  void write_rows(int64_t b, std::vector<Track>& tracks, int64_t first, int64_t end, int64_t known, Value* y) const {
    for (size_t n = 0; n < tracks.size(); ++n) {
      const StreamView& stream = job_.streams[n];
      if (stream.depth == 0) continue;
      const Value* x = static_cast<const Value*>(stream.x) + b * stream.samples * stream.depth;
      rows_kernel<Value>(set_)({x, stream.depth, y, job_.width, streamed_},
                               {tracks[n].places.data(), first, end, known, &tracks[n].asked});
      y += stream.depth;
    }
  }

  static constexpr int64_t none = std::numeric_limits<int64_t>::max();

  const Interpolation& job_;
  const Control& control_;
  const Kernels& set_;
  int64_t rows_;
  int64_t parts_;
  unsigned threads_;
  bool streamed_;
  std::atomic<int64_t> first_fault_{none};
};

}  // namespace

Outcome interpolate(const Interpolation& job, const Control& control) {
  return timed([&] {
    return job.dtype == DType::float32 ? Interpolator<float>(job, control).run()
                                       : Interpolator<uint16_t>(job, control).run();
  });
}

}  // namespace colophon
