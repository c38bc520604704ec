// What is measured: the shapes of loaders/record/benchmark-cases.ts, and some that fill a device.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../cuda/arena.h"
#include "../job.h"
#include "../ops.h"

namespace colophon::check {

struct BenchCase {
  std::string_view op;
  DType dtype = DType::float32;
  Axes axes{};
  VoxelMode mode = VoxelMode::count;

  bool voxelizes() const { return op == "voxelize"; }
  bool counts() const { return mode == VoxelMode::count || mode == VoxelMode::occupancy; }
  std::string name() const;
  std::string axes_json() const;
  Cost cost() const;
  int64_t result_bytes() const;
};

// `quick`: those that take little time and memory.
std::vector<BenchCase> bench_cases(bool quick);

// Where the operands of a case lie in some memory, the host's or a device's.
struct Operands {
  std::vector<StreamView> streams;
  double* t = nullptr;
  float* points = nullptr;
  float* features = nullptr;
  char* result = nullptr;

  Operands(const BenchCase& given, cuda::Arena& arena);
  Interpolation interpolation(const BenchCase& given) const;
  Voxelization voxelization(const BenchCase& given) const;
};

int64_t operand_bytes(const BenchCase& given);

// Fills operands on the host with seeded values: normal ones at times on a jittered clock; points
// in a box a twentieth wider than the grid, so that some are dropped.
void fill(const BenchCase& given, const Operands& operands);

}  // namespace colophon::check
