#include "partition.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>

#include "kernels.h"
#include "thread_pool.h"

namespace colophon {
namespace {

constexpr int64_t stretch_bytes = 256 << 10;
// More lists than this no longer fit the caches while points are sorted into them.
constexpr int64_t most_stretches = 1024;
constexpr int64_t points_per_chunk = 4096;
// Wider rows are not copied into the records.
constexpr int64_t copied_features = 32;

CellGrid cell_grid(const Voxelization& job) {
  CellGrid grid{};
  for (int axis = 0; axis < 3; ++axis) {
    const double inverse = 1.0 / job.size[axis];
    grid.origin[axis] = job.origin[axis];
    grid.size[axis] = job.size[axis];
    // A subnormal inverse lacks the digits that its product is trusted for.
    grid.inverse[axis] = std::isnormal(inverse) ? inverse : 0.0;
    grid.shape[axis] = static_cast<int32_t>(job.shape[axis]);
  }
  return grid;
}

}  // namespace

Partition::Partition(const Voxelization& job, int64_t cell_bytes, unsigned threads, const Control& control)
    : job_(job), cells_(job.shape[0] * job.shape[1] * job.shape[2]), numbered_(job.width > copied_features) {
  record_words_ = numbered_ ? 2 : 1 + job.width;
  const auto fitting = static_cast<uint64_t>(std::max<int64_t>(stretch_bytes / cell_bytes, 1));
  shift_ = std::bit_width(fitting) - 1;
  while ((cells_ - 1) >> shift_ >= most_stretches) ++shift_;
  stretches_ = ((cells_ - 1) >> shift_) + 1;
  const int64_t chunks = (job.count + points_per_chunk - 1) / points_per_chunk;
  slots_ = std::vector<Slot>(static_cast<size_t>(std::clamp<int64_t>(chunks, 1, threads)));
  const CellGrid grid = cell_grid(job);
  std::atomic<int64_t> next{0};
  parallel_for(threads, static_cast<int64_t>(slots_.size()), [&](int64_t n) {
    Slot& slot = slots_[static_cast<size_t>(n)];
    slot.lists.assign(static_cast<size_t>(stretches_), List{});
    for (int64_t chunk; (chunk = next.fetch_add(1, std::memory_order_relaxed)) < chunks && !control.aborted();)
      sort(slot, chunk * points_per_chunk, std::min((chunk + 1) * points_per_chunk, job.count), grid);
  });
  for (const Slot& slot : slots_) dropped_ += slot.dropped;
}

int64_t Partition::cells(int64_t stretch) const {
  return std::min(cells_ - first_cell(stretch), int64_t{1} << shift_);
}

void Partition::sort(Slot& slot, int64_t from, int64_t end, const CellGrid& grid) const {
  int32_t cells[points_per_chunk];
  kernels().locate_cells(job_.points + 3 * from, end - from, grid, cells);
  const uint32_t within = (uint32_t{1} << shift_) - 1;
  const int64_t words = record_words_;
  const auto copied = static_cast<size_t>(numbered_ ? 0 : job_.width) * 4;
  const float* features = job_.features + from * job_.width;
  List* lists = slot.lists.data();
  uint64_t dropped = 0;
  for (int64_t i = 0; i < end - from; ++i, features += job_.width) {
    if (cells[i] < 0) {
      ++dropped;
      continue;
    }
    const auto cell = static_cast<uint32_t>(cells[i]);
    List& list = lists[cell >> shift_];
    if (list.end == list.room) grow(slot, list);
    uint32_t* record = list.end;
    list.end = record + words;
    record[0] = cell & within;
    if (numbered_) record[1] = static_cast<uint32_t>(from + i);
    else if (copied == 16) std::memcpy(record + 1, features, 16);
    else if (copied != 0) std::memcpy(record + 1, features, copied);
  }
  slot.dropped += dropped;
}

void Partition::grow(Slot& slot, List& list) const {
  if (list.block) list.block->end = list.end;
  list.block = slot.supply.block(list.block);
  list.end = list.block->word;
  list.room = list.end + Block::words / record_words_ * record_words_;
}

}  // namespace colophon
