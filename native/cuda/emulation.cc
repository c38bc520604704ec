#include "emulation.h"

#include "interpolate_kernel.h"
#include "voxel_plan.h"

namespace colophon::cuda {
namespace {

constexpr int64_t blocks = 3;  // few, so that blocks take several tiles

struct HostQueue {
  void zero(void* at, int64_t bytes) { std::memset(at, 0, static_cast<size_t>(bytes)); }

  template <typename Kernel>
  void run(const Kernel& kernel, int64_t) {
    emulate(kernel, blocks);
  }
};

Outcome interpolate(const Interpolation& job, const Control& control) {
  if (control.aborted()) return {.status = Status::aborted};
  Word64 fault = no_fault;
  const auto run = [](const auto& kernel) { emulate(kernel, blocks); };
  if (job.dtype == DType::float32) InterpolatePlan<DType::float32>(job, &fault, blocks).each(run);
  else InterpolatePlan<DType::bfloat16>(job, &fault, blocks).each(run);
  if (fault == no_fault) return {};
  const auto order = static_cast<int64_t>(fault);
  return {.status = Status::refused, .fault = {order / job.batches, order % job.batches}};
}

Outcome voxelize(const Voxelization& job, const Control& control) {
  if (control.aborted()) return {.status = Status::aborted};
  // Cells of few points are heavy here, so that both ways to a sum run.
  constexpr VoxelTuning tuning{.heavy_points = 5, .part_points = 300};
  Word64 dropped = 0;
  std::vector<Word64> workspace(static_cast<size_t>(voxel_workspace_bytes(job, tuning)) /
                                sizeof(Word64));
  HostQueue queue;
  VoxelPlan(queue, job, workspace.data(), &dropped, tuning).enqueue();
  return {.dropped = dropped};
}

}  // namespace

const Backend emulation{"cuda-emulation", interpolate, voxelize};

}  // namespace colophon::cuda
