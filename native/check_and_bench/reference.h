// The ops as plain loops, written apart from every backend: what results are compared with, bit for
// bit.
#pragma once

#include <optional>

#include "../job.h"

namespace colophon::check {

// Fills y; or says which times are refused, the first stream and batch in that order.
std::optional<Fault> interpolate(const Interpolation& job);

// Fills the grid and returns how many points are in none of its cells.
uint64_t voxelize(const Voxelization& job);

}  // namespace colophon::check
