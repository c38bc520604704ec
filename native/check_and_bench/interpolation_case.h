// Random calls of resample and fuse, with all that they refer to.
#pragma once

#include <string>
#include <vector>

#include "../job.h"
#include "guarded.h"
#include "random.h"

namespace colophon::check {

struct StreamData {
  Shifted<uint16_t> x;  // float32 as pairs
  std::vector<double> s;
  int64_t samples = 0;
  int64_t depth = 0;
};

class InterpolationCase {
 public:
  // `streams` of them; `large` makes the shapes such that threads share the work.
  InterpolationCase(Random& random, int64_t streams, bool large);

  // The job with its result at y.
  Interpolation job(void* y) const;
  size_t result_bytes() const;
  size_t result_offset() const { return result_offset_; }
  std::string words() const;

 private:
  void make_times(Random& random);
  void spoil(Random& random);

  DType dtype_;
  Outside outside_;
  int64_t batches_, targets_, width_ = 0;
  size_t result_offset_;
  std::vector<StreamData> data_;
  std::vector<StreamView> views_;
  std::vector<double> t_;
};

}  // namespace colophon::check
