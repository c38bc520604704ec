#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "reference.h"
#include "wide_integer.h"

namespace colophon::check {
namespace {

// The cell of each point, −1 for none.
std::vector<int64_t> cells_of(const Voxelization& job) {
  std::vector<int64_t> cells;
  for (int64_t n = 0; n < job.count; ++n) {
    int64_t cell = 0;
    for (int axis = 0; axis < 3; ++axis) {
      const double place = std::floor(
          (static_cast<double>(job.points[3 * n + axis]) - job.origin[axis]) / job.size[axis]);
      const bool inside = place >= 0 && place < static_cast<double>(job.shape[axis]);
      cell = inside && cell >= 0 ? cell * job.shape[axis] + static_cast<int64_t>(place) : -1;
    }
    cells.push_back(cell);
  }
  return cells;
}

// The magnitude of finite float32 bits in units of 2^−149; of those of infinity 2^128.
WideInteger units_of(uint32_t magnitude) {
  const uint32_t exponent = magnitude >> 23;
  const uint32_t fraction = magnitude & 0x7fffff;
  return exponent == 0 ? WideInteger(fraction, 0) : WideInteger(fraction | 0x800000, exponent - 1);
}

// The float32 nearest to sum / by, found by halving the list of all float32.
uint32_t nearest(const WideInteger& sum, uint32_t by) {
  uint32_t low = 0, high = 0x7f800000;  // low · by ≤ sum, unless all are less
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (units_of(middle) * by <= sum) low = middle;
    else high = middle;
  }
  WideInteger both = units_of(low);
  both += units_of(high);
  const auto order = sum * 2 <=> both * by;
  if (order == 0) return low % 2 == 0 ? low : high;
  return order < 0 ? low : high;
}

struct Gathered {
  uint32_t count = 0;
  bool nan = false, infinity = false, minus_infinity = false;
  WideInteger above, below;
  uint32_t least = 0, greatest = 0;
};

// Numbers in their order, −0 before +0.
bool before(uint32_t a, uint32_t b) {
  const float x = std::bit_cast<float>(a), y = std::bit_cast<float>(b);
  return x < y || (x == y && std::signbit(x) && !std::signbit(y));
}

void gather(Gathered& cell, uint32_t bits) {
  const bool negative = bits >> 31 != 0;
  if ((bits & 0x7fffffff) > 0x7f800000) cell.nan = true;
  else if (bits == 0x7f800000) cell.infinity = true;
  else if (bits == 0xff800000) cell.minus_infinity = true;
  else (negative ? cell.below : cell.above) += units_of(bits & 0x7fffffff);
  if (cell.count == 0 || before(bits, cell.least)) cell.least = bits;
  if (cell.count == 0 || before(cell.greatest, bits)) cell.greatest = bits;
  ++cell.count;
}

uint32_t sum_of(const Gathered& cell, uint32_t by) {
  if (cell.infinity && cell.minus_infinity) return canonical_nan;
  if (cell.infinity) return 0x7f800000;
  if (cell.minus_infinity) return 0xff800000;
  const bool negative = cell.above < cell.below;
  WideInteger sum = negative ? cell.below : cell.above;
  sum -= negative ? cell.above : cell.below;
  return nearest(sum, by) | (negative ? 0x80000000 : 0);
}

uint32_t result_of(const Gathered& cell, VoxelMode mode) {
  if (cell.count == 0 || cell.nan) return canonical_nan;
  switch (mode) {
    case VoxelMode::min: return cell.least;
    case VoxelMode::max: return cell.greatest;
    default: return sum_of(cell, mode == VoxelMode::mean ? cell.count : 1);
  }
}

}  // namespace

uint64_t voxelize(const Voxelization& job) {
  const bool counts = job.mode == VoxelMode::count || job.mode == VoxelMode::occupancy;
  const int64_t width = counts ? 1 : job.width;
  std::vector<Gathered> grid(
      static_cast<size_t>(job.shape[0] * job.shape[1] * job.shape[2] * width));
  uint64_t dropped = 0;
  int64_t n = 0;
  for (const int64_t cell : cells_of(job)) {
    if (cell < 0) ++dropped;
    for (int64_t f = 0; f < width && cell >= 0; ++f) {
      const uint32_t bits = counts ? 0 : std::bit_cast<uint32_t>(job.features[n * width + f]);
      gather(grid[static_cast<size_t>(cell * width + f)], bits);
    }
    ++n;
  }
  auto* result = static_cast<char*>(job.grid);
  for (const Gathered& cell : grid) {
    const uint32_t count = job.mode == VoxelMode::occupancy ? (cell.count > 0 ? 1 : 0) : cell.count;
    const uint32_t bits = counts ? count : result_of(cell, job.mode);
    std::memcpy(result, &bits, 4);
    result += 4;
  }
  return dropped;
}

}  // namespace colophon::check
