// Random calls of voxelize, with all that they refer to.
#pragma once

#include <string>

#include "../job.h"
#include "guarded.h"
#include "random.h"

namespace colophon::check {

class VoxelCase {
 public:
  // Half of the cases (`faces`) have points on the faces of cells and one unit in the last place
  // beside them.
  VoxelCase(Random& random, bool faces, bool large);

  // The job with its result at `grid`.
  Voxelization job(void* grid) const;
  size_t result_bytes() const;
  size_t result_offset() const { return result_offset_; }
  std::string words() const;

 private:
  bool counts() const { return mode_ == VoxelMode::count || mode_ == VoxelMode::occupancy; }
  void make_geometry(Random& random);
  float coordinate(Random& random, int axis, bool faces) const;
  void fill_features(Random& random);

  VoxelMode mode_;
  int64_t count_;
  int64_t width_;
  size_t result_offset_;
  double origin_[3], size_[3];
  int64_t shape_[3];
  Shifted<float> points_, features_;
};

}  // namespace colophon::check
