// native/cuda/launch.h with kernels that are emulated, and the backend above it in the place of
// cpu.
#include "../../../native/cuda/launch.h"

#include "../../../native/cuda/backend.h"
#include "../../../native/cuda/interpolate_kernel.h"
#include "../../../native/cuda/voxel_plan.h"

namespace colophon::cuda {
namespace {

constexpr int64_t blocks = 2;

struct HostQueue {
  void zero(void* at, int64_t bytes) { std::memset(at, 0, static_cast<size_t>(bytes)); }

  template <typename Kernel>
  void run(const Kernel& kernel, int64_t most_tiles) {
    if (most_tiles > 0) emulate(kernel, smaller(most_tiles, blocks));
  }
};

template <DType dtype>
cudaError_t interpolate_as(const Interpolation& job, Word64* fault) {
  HostQueue queue;
  InterpolatePlan<dtype>(job, fault, blocks).each([&](const auto& kernel) {
    queue.run(kernel, kernel.tiles());
  });
  return cudaSuccess;
}

}  // namespace

cudaError_t probe_device() { return cudaSuccess; }

cudaError_t launch_interpolate(const Interpolation& job, unsigned long long* fault, cudaStream_t) {
  return job.dtype == DType::float32 ? interpolate_as<DType::float32>(job, fault)
                                     : interpolate_as<DType::bfloat16>(job, fault);
}

int64_t workspace_bytes(const Voxelization& job) { return voxel_workspace_bytes(job); }

cudaError_t launch_voxelize(const Voxelization& job, void* workspace, unsigned long long* dropped,
                            cudaStream_t) {
  HostQueue queue;
  VoxelPlan(queue, job, workspace, dropped).enqueue();
  return cudaSuccess;
}

}  // namespace colophon::cuda

namespace colophon {

const Backend cpu_backend{
    "cpu",
    [](const Interpolation& job, const Control& control) {
      return colophon_cuda_backend(nullptr)->interpolate(job, control);
    },
    [](const Voxelization& job, const Control& control) {
      return colophon_cuda_backend(nullptr)->voxelize(job, control);
    },
};

}  // namespace colophon
