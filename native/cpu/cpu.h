// The ops on the processor: what cpu_backend is made of.
#pragma once

#include "../job.h"

namespace colophon {

Outcome interpolate(const Interpolation& job, const Control& control);
Outcome voxelize(const Voxelization& job, const Control& control);

// Copies bytes with as many threads, and returns the milliseconds it took: what the ops are measured against.
double copy_bytes(const void* from, void* to, int64_t bytes, const Control& control);

}  // namespace colophon
