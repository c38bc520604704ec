// The ops on a device's own pointers, for those who keep their data there: benchmarks, and the
// backend below them. All is put into `stream` and none of it waits. Jobs are as in job.h, but
// every pointer in them is the device's, apart from the list of streams itself. Nothing here has
// run on a device yet; see emulation.h for what has.
#pragma once

#include <cuda_runtime_api.h>

#include "../job.h"

namespace colophon::cuda {

// Puts resample or fuse into the stream: one launch for up to 32 streams of values. `fault` holds
// ~0 before, and where times are refused the least stream · batches + batch after; y holds rubbish
// then.
cudaError_t launch_interpolate(const Interpolation& job, unsigned long long* fault,
                               cudaStream_t stream);

// Success where the current device can run the kernels that this library carries.
cudaError_t probe_device();

// Bytes that `workspace` must have.
int64_t workspace_bytes(const Voxelization& job);

// Puts voxelize into the stream. The number of points in no cell is added to `dropped`.
cudaError_t launch_voxelize(const Voxelization& job, void* workspace, unsigned long long* dropped,
                            cudaStream_t stream);

}  // namespace colophon::cuda
