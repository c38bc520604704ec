// A job as JavaScript gives it (backend.ts), as the backends take it.
#pragma once

#include <napi.h>

#include <optional>
#include <vector>

#include "../job.h"

namespace colophon {

// Points into the job's typed arrays, which must outlive it. Throws a JavaScript error where an array is of another
// type or shorter than its shape says: the checks in ops/ make sure that none is.
class Arguments {
 public:
  explicit Arguments(const Napi::Object& job);
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  std::optional<Interpolation> interpolation;
  std::optional<Voxelization> voxelization;

 private:
  void read_interpolation(const Napi::Object& job);
  void read_voxelization(const Napi::Object& job);

  std::vector<StreamView> streams_;
};

}  // namespace colophon
