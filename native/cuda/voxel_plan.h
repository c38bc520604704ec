// Which kernels a voxelization takes, in which order, over which memory: the same on a device and
// emulated.
#pragma once

#include "arena.h"
#include "sum_kernel.h"
#include "voxel_kernel.h"

namespace colophon::cuda {

// Sizes that only tests change.
struct VoxelTuning {
  uint32_t heavy_points = 512;
  uint32_t part_points = 4096;
};

// What sum and mean need beside their inputs.
struct SumSpace {
  uint32_t* counts;
  uint32_t* used;  // three counters that start at zero, like the counts before them
  int64_t zero_bytes;
  uint32_t* next;
  int32_t* cells;
  uint32_t* order;
  Heavy heavy;

  SumSpace(const Voxelization& job, int64_t cell_count, VoxelTuning tuning, Arena& arena) {
    counts = arena.take<uint32_t>(cell_count);
    used = arena.take<uint32_t>(3);
    zero_bytes = arena.bytes();
    next = arena.take<uint32_t>(cell_count);
    cells = arena.take<int32_t>(job.count);
    order = arena.take<uint32_t>(job.count);
    const int64_t heavy_cells = smaller(cell_count, job.count / (int64_t{tuning.heavy_points} + 1));
    heavy.threshold = tuning.heavy_points;
    heavy.part_points = tuning.part_points;
    heavy.cell_count = used ? used + 1 : nullptr;
    heavy.part_count = used ? used + 2 : nullptr;
    heavy.cells = arena.take<uint32_t>(heavy_cells);
    heavy.parts = arena.take<Heavy::Part>(heavy_cells + job.count / tuning.part_points);
    heavy.sums = arena.take<ExactWords>(heavy_cells * job.width);
  }
};

inline bool sums(VoxelMode mode) { return mode == VoxelMode::sum || mode == VoxelMode::mean; }

// Bytes of workspace that a call needs.
inline int64_t voxel_workspace_bytes(const Voxelization& job, VoxelTuning tuning = {}) {
  if (!sums(job.mode) || job.width == 0) return 0;
  Arena arena;
  SumSpace(job, job.shape[0] * job.shape[1] * job.shape[2], tuning, arena);
  return arena.bytes();
}

// Puts the work into a queue that has zero(pointer, bytes) and run(kernel, most tiles). All
// pointers are the device's (or, to be emulated, the host's); `dropped` is added to.
template <typename Queue>
class VoxelPlan {
 public:
  VoxelPlan(Queue& queue, const Voxelization& job, void* workspace, Word64* dropped,
            VoxelTuning tuning = {})
      : queue_(queue), job_(job), arena_(workspace), dropped_(dropped), tuning_(tuning) {
    const bool aligned = reinterpret_cast<uintptr_t>(job.points) % 16 == 0;
    points_ = {job.points, job.count, cell_grid(job), aligned};
    cells_ = job.shape[0] * job.shape[1] * job.shape[2];
  }

  void enqueue() {
    switch (job_.mode) {
      case VoxelMode::count: return locate<Sink::count>(static_cast<uint32_t*>(job_.grid), nullptr);
      case VoxelMode::occupancy:
        return locate<Sink::occupancy>(static_cast<uint32_t*>(job_.grid), nullptr);
      case VoxelMode::sum: return sum<false>();
      case VoxelMode::mean: return sum<true>();
      case VoxelMode::min: return extreme<false>();
      case VoxelMode::max: return extreme<true>();
    }
  }

 private:
  template <Sink sink>
  void locate(uint32_t* counts, int32_t* cells) {
    if constexpr (sink != Sink::cells) queue_.zero(counts, cells_ * 4);
    run(LocateKernel<sink>{points_, counts, cells, dropped_});
  }

  template <bool greatest>
  void extreme() {
    auto* keys = static_cast<int32_t*>(job_.grid);
    run(KeyKernel<greatest, false>{keys, cells_ * job_.width});
    run(ExtremeKernel<greatest>{points_, job_.features, job_.width, keys, dropped_});
    run(KeyKernel<greatest, true>{keys, cells_ * job_.width});
  }

  template <bool mean>
  void sum() {
    if (job_.width == 0) return extreme<false>();  // there is nothing to write, only points to drop
    const SumSpace space(job_, cells_, tuning_, arena_);
    auto* grid = static_cast<uint32_t*>(job_.grid);
    queue_.zero(space.counts, space.zero_bytes);
    locate<Sink::cells>(space.counts, space.cells);
    run(AllocateKernel{space.counts, cells_, space.next, space.used});
    run(ScatterKernel{space.cells, job_.count, space.next, space.order});
    const Groups groups{job_.features, job_.width, space.counts, space.next, space.order};
    run(SumKernel<mean>{groups, space.heavy, cells_, grid});
    if (job_.count <= tuning_.heavy_points) return;
    queue_.run(HeavyKernel{groups, space.heavy}, job_.count / tuning_.heavy_points * job_.width);
    queue_.run(FinishKernel<mean>{groups, space.heavy, grid},
               job_.count / tuning_.heavy_points * job_.width);
  }

  template <typename Kernel>
  void run(const Kernel& kernel) {
    queue_.run(kernel, kernel.tiles());
  }

  Queue& queue_;
  const Voxelization& job_;
  Arena arena_;
  Word64* dropped_;
  VoxelTuning tuning_;
  Points points_;
  int64_t cells_;
};

}  // namespace colophon::cuda
