#include "interpolate_kernel.h"
#include "launch.h"
#include "voxel_plan.h"

namespace colophon::cuda {
namespace {

// Blocks per multiprocessor: enough for every kernel here to fill it.
constexpr int64_t blocks_per_processor = 16;

class DeviceQueue {
 public:
  explicit DeviceQueue(cudaStream_t stream) : stream_(stream) {
    int device = 0;
    note(cudaGetDevice(&device));
    if (good()) note(cudaDeviceGetAttribute(&processors_, cudaDevAttrMultiProcessorCount, device));
  }

  int64_t wave() const { return processors_ * int64_t{2}; }
  cudaError_t status() const { return status_; }

  void zero(void* at, int64_t bytes) {
    if (good() && bytes > 0) note(cudaMemsetAsync(at, 0, static_cast<size_t>(bytes), stream_));
  }

  template <typename Kernel>
  void run(const Kernel& kernel, int64_t most_tiles) {
    if (!good() || most_tiles <= 0) return;
    const int64_t blocks = smaller(most_tiles, processors_ * blocks_per_processor);
    run_kernel<<<static_cast<unsigned>(blocks), Kernel::threads, 0, stream_>>>(kernel);
    note(cudaGetLastError());
  }

 private:
  bool good() const { return status_ == cudaSuccess; }
  void note(cudaError_t status) {
    if (good()) status_ = status;
  }

  cudaStream_t stream_;
  int processors_ = 0;
  cudaError_t status_ = cudaSuccess;
};

template <DType dtype>
cudaError_t interpolate_as(const Interpolation& job, Word64* fault, cudaStream_t stream) {
  DeviceQueue queue(stream);
  const InterpolatePlan<dtype> plan(job, fault, queue.wave());
  plan.each([&](const auto& kernel) { queue.run(kernel, kernel.tiles()); });
  return queue.status();
}

}  // namespace

cudaError_t launch_interpolate(const Interpolation& job, unsigned long long* fault,
                               cudaStream_t stream) {
  return job.dtype == DType::float32 ? interpolate_as<DType::float32>(job, fault, stream)
                                     : interpolate_as<DType::bfloat16>(job, fault, stream);
}

cudaError_t probe_device() {
  cudaFuncAttributes attributes;
  return cudaFuncGetAttributes(&attributes, run_kernel<InterpolateKernel<DType::float32>>);
}

int64_t workspace_bytes(const Voxelization& job) { return voxel_workspace_bytes(job); }

cudaError_t launch_voxelize(const Voxelization& job, void* workspace, unsigned long long* dropped,
                            cudaStream_t stream) {
  DeviceQueue queue(stream);
  VoxelPlan(queue, job, workspace, dropped).enqueue();
  return queue.status();
}

}  // namespace colophon::cuda
