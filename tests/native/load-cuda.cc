// Loads the library named on the command line and prints the backend's name, or why it cannot
// serve.
#include <dlfcn.h>

#include <cstdio>

#include "../../native/job.h"

int main(int, char** arguments) {
  void* library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  if (!library) return std::fprintf(stderr, "%s\n", dlerror()), 2;
  using Door = const colophon::Backend* (*)(const char**);
  const auto door = reinterpret_cast<Door>(dlsym(library, "colophon_cuda_backend"));
  if (!door) return std::fprintf(stderr, "%s\n", dlerror()), 2;
  const char* why = nullptr;
  const colophon::Backend* backend = door(&why);
  std::printf("%s: %s\n", backend ? "serves" : "cannot serve", backend ? backend->name : why);
}
