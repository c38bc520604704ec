#include "ops.h"

#include <algorithm>

namespace colophon {
namespace {

constexpr int64_t bytes_of(DType dtype) { return dtype == DType::float32 ? 4 : 2; }

// A target reads two rows at most, so no more than 2·T of the S source rows must be read.
Cost interpolation_cost(const Axes& a, DType dtype) {
  const int64_t values = (std::min(a.S, 2 * a.T) + a.T) * a.D * bytes_of(dtype);
  return {a.B * (values + (a.S + a.T) * 8), a.B * a.T * (3 * a.D + 4)};
}

// K streams of S samples and D columns each; the targets' times count once.
Cost fuse_cost(const Axes& a, DType dtype) {
  const Cost one = interpolation_cost(a, dtype);
  return {a.K * one.bytes - (a.K - 1) * a.B * a.T * 8, a.K * one.flops};
}

// F = 0 stands for the modes without features.
Cost voxel_cost(const Axes& a, DType) {
  return {12 * a.N + 4 * a.N * a.F + 4 * a.X * a.Y * a.Z * std::max<int64_t>(a.F, 1), 9 * a.N + a.N * a.F};
}

const Op list[] = {
    {"resample",
     "rows of values at irregular times, interpolated linearly at other times",
     {{"x", "float32 bfloat16", "B S D"}, {"s", "float64", "B S"}, {"t", "float64", "B T"}},
     {{"y", "float32 bfloat16", "B T D"}},
     {{"float32", 4, "the larger neighbour, within the source times"},
      {"bfloat16", 1, "the larger neighbour, within the source times"}},
     interpolation_cost},
    {"fuse",
     "several streams with times of their own, resampled at the same times and put side by side",
     {{"x", "float32 bfloat16", "B S D", false, true}, {"s", "float64", "B S", false, true}, {"t", "float64", "B T"}},
     {{"y", "float32 bfloat16", "B T ΣD"}},
     {{"float32", 4, "the larger neighbour, within the source times"},
      {"bfloat16", 1, "the larger neighbour, within the source times"}},
     fuse_cost},
    {"voxelize",
     "points counted, or their features gathered, in the cells of a regular grid",
     {{"points", "float32", "N 3"}, {"features", "float32", "N F", true}},
     {{"grid", "uint32 float32", "X Y Z F"}},
     {{"uint32", 0, "the count"}, {"float32", 0, "the exact result, rounded once"}},
     voxel_cost},
};

}  // namespace

std::span<const Op> ops() { return list; }

}  // namespace colophon
