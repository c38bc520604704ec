// The CUDA backend, a library of its own that is loaded where a driver is there.
#pragma once

#include <string>

#include "../job.h"

namespace colophon {

class CudaLibrary {
 public:
  // Loads the library at a path once; later calls give the same one.
  static const CudaLibrary& load(const std::string& path);

  // Null where it cannot serve.
  const Backend* backend() const { return backend_; }
  const std::string& why() const { return why_; }

 private:
  explicit CudaLibrary(const std::string& path);

  const Backend* backend_ = nullptr;
  std::string why_;
};

}  // namespace colophon
