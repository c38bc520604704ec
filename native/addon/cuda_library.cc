#include "cuda_library.h"

#include <dlfcn.h>

namespace colophon {
namespace {

std::string loader_error() {
  const char* said = dlerror();
  return said ? said : "the loader does not say why";
}

}  // namespace

const CudaLibrary& CudaLibrary::load(const std::string& path) {
  static const CudaLibrary library(path);
  return library;
}

CudaLibrary::CudaLibrary(const std::string& path) {
  // The driver's library tells whether there is one, without starting it. Neither is ever unloaded.
  if (!dlopen("libcuda.so.1", RTLD_NOW)) {
    why_ = "no CUDA driver (libcuda.so.1 does not load)";
    return;
  }
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    why_ = "the CUDA library does not load: " + loader_error();
    return;
  }
  using Entry = const Backend* (*)(const char** why);
  const auto entry = reinterpret_cast<Entry>(dlsym(library, "colophon_cuda_backend"));
  if (!entry) {
    why_ = "the CUDA library has no entry: " + loader_error();
    return;
  }
  const char* why = nullptr;
  backend_ = entry(&why);
  if (!backend_) why_ = why ? why : "it does not say why";
}

}  // namespace colophon
