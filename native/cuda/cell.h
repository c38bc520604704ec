// The cell of a point. The twin of js/voxel-cells.ts.
#pragma once

#include <cmath>

#include "../job.h"
#include "portable.h"

namespace colophon::cuda {

struct CellGrid {
  double origin[3];
  double size[3];
  double inverse[3];  // 1/size, or 0 where that is no normal number
  int32_t shape[3];

  int32_t cells() const { return shape[0] * shape[1] * shape[2]; }
};

inline CellGrid cell_grid(const Voxelization& job) {
  CellGrid grid;
  for (int axis = 0; axis < 3; ++axis) {
    const double inverse = 1 / job.size[axis];
    grid.origin[axis] = job.origin[axis];
    grid.size[axis] = job.size[axis];
    grid.inverse[axis] = std::isnormal(inverse) && std::isnormal(job.size[axis]) ? inverse : 0;
    grid.shape[axis] = static_cast<int32_t>(job.shape[axis]);
  }
  return grid;
}

// floor(offset / size), −1 outside [0, cells). A product with the inverse, off by less than 2^−51
// of itself while nothing underflows, stands for the division unless it lies so near a whole number
// that the two could differ.
COLOPHON_BOTH int32_t place_along(double offset, double size, double inverse, int32_t cells) {
  double quotient = multiply(offset, inverse);
  const double magic = 0x1.8p52;
  const double distance = subtract(quotient, subtract(add(quotient, magic), magic));
  const double reach = add(multiply(quotient < 0 ? -quotient : quotient, 0x1p-50), 0x1p-900);
  if (!(distance > reach || -distance > reach)) quotient = divide(offset, size);
  return quotient >= 0 && quotient < cells ? static_cast<int32_t>(quotient) : -1;
}

// Row-major, −1 for a point that is outside or not finite.
COLOPHON_BOTH int32_t cell_of(const CellGrid& grid, float x, float y, float z) {
  const float point[3] = {x, y, z};
  int32_t cell = 0;
  bool inside = true;
  for (int axis = 0; axis < 3; ++axis) {
    const double offset = subtract(static_cast<double>(point[axis]), grid.origin[axis]);
    const int32_t place =
        place_along(offset, grid.size[axis], grid.inverse[axis], grid.shape[axis]);
    inside = inside && place >= 0;
    cell = inside ? cell * grid.shape[axis] + place : 0;
  }
  return inside ? cell : -1;
}

}  // namespace colophon::cuda
